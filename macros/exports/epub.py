"""A book for readers of EPUB 3, made by pandoc from the book's HTML."""

from __future__ import annotations

import re
import uuid
import zipfile
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import wrap

from macros.catalog import Catalog
from macros.clock import build_date
from macros.exports.book import Book, guide_title, parts, picture, slug
from macros.exports.tools import package, progress
from macros.exports.writing import whole, write_zip
from macros.guide import Guide
from macros.rendering.templating import fill

#: Pages of the book start at categories and services.
SPLIT_LEVEL = 2
TOC_DEPTH = 5
CODE = re.compile(r'<div class="(?:language-([\w+-]+) )?highlight">(.*?)</div>', re.DOTALL)
LISTING = re.compile(r"<pre[^>]*>(.*?)</pre>", re.DOTALL)
FILE_NAME = re.compile(r'<span class="filename">(.*?)</span>', re.DOTALL)
#: Our names of languages, where pandoc's differ.
LANGUAGES = {"text": "", "console": "bash", "asl": "json", "jsonc": "json", "toml": "toml"}


def export(guide: Guide, out: Path) -> list[Path]:
    """Write `guide.epub`."""
    pypandoc = package("pypandoc_binary", "pypandoc")
    catalog = guide.catalog
    title = guide_title(catalog)
    file = out / "guide.epub"
    with TemporaryDirectory() as name, whole(file) as part:
        folder = Path(name)
        progress("epub: rendering the pages")
        _write(folder / "book.html", _document(catalog, folder, title))
        _write(folder / "book.css", fill("exports/epub.css.jinja"))
        _write(folder / "cover.svg", _cover(catalog, title))
        progress("epub: binding the book (pandoc)")
        pypandoc.convert_file(
            str(folder / "book.html"),
            "epub3",
            format="html",
            outputfile=str(folder / "book.epub"),
            extra_args=[
                "--toc",
                f"--toc-depth={TOC_DEPTH}",
                f"--split-level={SPLIT_LEVEL}",
                f"--css={folder / 'book.css'}",
                f"--epub-cover-image={folder / 'cover.svg'}",
                f"--resource-path={folder}",
                *(f"--metadata={key}={value}" for key, value in _metadata(catalog, title).items()),
            ],
        )
        with zipfile.ZipFile(folder / "book.epub") as archive:
            names = sorted(archive.namelist(), key=lambda entry: (entry != "mimetype", entry))
            write_zip(part, [(entry, archive.read(entry)) for entry in names], frozenset({"mimetype"}))
    return [file]


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", newline="\n")


def _metadata(catalog: Catalog, title: str) -> dict[str, str]:
    config = catalog.config
    found = {
        "title": title,
        "lang": config.language,
        "identifier": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, config.site_url or title)}",
        "date": build_date().isoformat(),
        "rights": config.copyright,
        "description": catalog.pages["index.md"].description if "index.md" in catalog.pages else "",
    }
    return {key: value for key, value in found.items() if value}


def _cover(catalog: Catalog, title: str) -> str:
    return fill(
        "exports/cover.svg.jinja",
        title=title,
        lines=wrap(title, 16),
        questions=len(catalog.questions),
        terms=len(catalog.terms),
    )


def _document(catalog: Catalog, folder: Path, title: str) -> str:
    """The book's HTML as pandoc takes it, with its pictures as files in `folder`."""
    found = parts(catalog)
    book = Book(catalog)
    html = "\n".join(book.part(part, found) for part in found)
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
