"""A book for readers of EPUB 3, made by pandoc from the book's HTML."""

from __future__ import annotations

import re
import uuid
import zipfile
from html import escape, unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import wrap

from macros.catalog import Catalog
from macros.clock import build_date
from macros.exports.book import CHAPTER_LEVEL, Book, picture, slug
from macros.exports.book_parts import guide_title, parts
from macros.exports.colors import ACCENT, BRAND
from macros.exports.front_matter import front_matter
from macros.exports.tools import package, pandoc, progress
from macros.exports.writing import write_zip
from macros.guide import Guide
from macros.rendering.templating import fill
from macros.whole_files import whole

TOC_DEPTH = 5
COVER_SIZE = (1200, 1800)
CODE = re.compile(r'<div class="(?:language-([\w+-]+) )?highlight">(.*?)</div>', re.DOTALL)
LISTING = re.compile(r"<pre[^>]*>(.*?)</pre>", re.DOTALL)
HEADING = re.compile(r"<h[1-6][^>]*>(.*?)</h[1-6]>", re.DOTALL)
FILE_NAME = re.compile(r'<span class="filename">(.*?)</span>', re.DOTALL)
#: Our names of languages, where pandoc's differ.
LANGUAGES = {"text": "", "console": "bash", "asl": "json", "jsonc": "json", "toml": "toml"}


def export(guide: Guide, out: Path) -> list[Path]:
    """Write `guide.epub`."""
    pypandoc = pandoc()
    catalog = guide.catalog
    title = guide_title(catalog)
    file = out / "guide.epub"
    with TemporaryDirectory() as name, whole(file) as part:
        folder = Path(name)
        progress("epub: rendering the pages")
        _write(folder / "book.html", _document(catalog, folder, title))
        _write(folder / "book.css", fill("exports/epub.css.jinja"))
        _cover(catalog, title, folder / "cover.png")
        progress("epub: binding the book (pandoc)")
        pypandoc.convert_file(
            str(folder / "book.html"),
            "epub3",
            format="html",
            outputfile=str(folder / "book.epub"),
            extra_args=[
                "--toc",
                f"--toc-depth={TOC_DEPTH}",
                f"--split-level={CHAPTER_LEVEL}",
                # Bold and italics alone: colors fade on e-ink, and on the black page of a reader at night.
                "--syntax-highlighting=monochrome",
                f"--css={folder / 'book.css'}",
                f"--epub-cover-image={folder / 'cover.png'}",
                f"--resource-path={folder}",
                *(f"--metadata={key}={value}" for key, value in _metadata(catalog, title).items()),
            ],
        )
        with zipfile.ZipFile(folder / "book.epub") as archive:
            names = sorted(archive.namelist(), key=lambda entry: (entry != "mimetype", entry))
            entries = [(name, _described(name, archive.read(name), title)) for name in names]
            write_zip(part, entries, frozenset({"mimetype"}))
    return [file]


def _described(name: str, data: bytes, title: str) -> bytes:
    """A file of the book, with what pandoc leaves out: titles of chapters, the cover's text alternative."""
    if name.endswith("/cover.xhtml"):
        return data.replace(b"<image ", f"<title>Cover: {escape(title)}</title>\n<image ".encode(), 1)
    heading = HEADING.search(data.decode()) if "/text/ch" in name else None
    if heading is None:
        return data
    chapter = re.sub(r"<[^>]*>", "", heading[1])
    return re.sub(rb"<title>[^<]*</title>", lambda _: f"<title>{chapter}</title>".encode(), data, count=1)


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", newline="\n")


def _metadata(catalog: Catalog, title: str) -> dict[str, str]:
    config = catalog.config
    found = {
        "title": title,
        "source": config.site_url,
        "lang": config.language,
        "identifier": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, config.site_url or title)}",
        "date": build_date().isoformat(),
        "rights": config.copyright,
        "description": catalog.pages["index.md"].description if "index.md" in catalog.pages else "",
    }
    return {key: value for key, value in found.items() if value}


def _cover(catalog: Catalog, title: str, file: Path) -> None:
    """Draw the cover as a bitmap: shelves of e-readers show no others."""
    image, draw, font = (package("pillow", f"PIL.{name}") for name in ("Image", "ImageDraw", "ImageFont"))
    paper = image.new("RGB", COVER_SIZE, BRAND)
    pen = draw.Draw(paper)
    pen.rectangle((100, 140, 220, 152), fill=ACCENT)

    def write(text: str, top: int, size: int, bold: int) -> None:
        pen.text((100, top), text, fill="#ffffff", font=font.load_default(size), stroke_width=bold)

    for number, line in enumerate(wrap(title, 16)):
        write(line, 230 + 130 * number, 112, 2)
    write(f"{len(catalog.questions)} questions with answers", 1520, 54, 0)
    write(f"{len(catalog.terms)} terms", 1600, 54, 0)
    paper.quantize(32).save(file, optimize=True)


def _document(catalog: Catalog, folder: Path, title: str) -> str:
    """The book's HTML as pandoc takes it, with its pictures as files in `folder`."""
    found = parts(catalog)
    book = Book(catalog)
    html = "\n".join([front_matter(catalog, book, found), *(book.part(part, found) for part in found)])
    for name in sorted(set(re.findall(r'src="diagram:([^"]*)"', html))):
        file = f"{slug(name)}.svg"
        _write(folder / file, picture(catalog, unescape(name)))
        html = html.replace(f'src="diagram:{name}"', f'src="{file}"')
    html = CODE.sub(_listing, html)
    return fill("exports/epub.html.jinja", title=title, language=catalog.config.language, body=html)


def _listing(match: re.Match[str]) -> str:
    """Code without colors: pandoc gives it those of its own."""
    language, html = match[1] or "", match[2]
    name = FILE_NAME.search(html)
    listing = LISTING.search(html)
    code = re.sub(r"<[^>]*>", "", listing[1]) if listing else ""
    title = f'<div class="filename">{name[1]}</div>\n' if name else ""
    return f'{title}<pre class="{LANGUAGES.get(language, language)}"><code>{code}</code></pre>'
