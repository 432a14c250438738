"""The book on paper: one PDF of everything, one for each category and study plan, printed by Chromium."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time
from html import unescape
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pygments.formatters import HtmlFormatter

from macros.catalog import Catalog
from macros.clock import build_date
from macros.exports.book import QUESTIONS, Book, picture
from macros.exports.book_parts import Part, guide_title, parts, plan_parts
from macros.exports.front_matter import FRONT_ID, FRONT_TITLE, counts, front_matter
from macros.exports.page_numbers import number_links
from macros.exports.tools import browser, package, progress
from macros.guide import Guide
from macros.rendering.templating import fill
from macros.whole_files import whole

#: How far down the printed table of contents goes; the outline beside the pages has every heading.
CONTENTS = 3
MINUTES = 5
#: Numbers that Chromium counts up while it runs, for the cells of tables.
NODE = re.compile(rb"\(node([0-9A-Fa-f]{8})\)")
#: Dates that Chromium takes from the clock.
STAMP = re.compile(rb"/(CreationDate|ModDate) \(D:\d{14}\+00'00'\)")


def export(guide: Guide, out: Path) -> list[Path]:
    """Write `guide.pdf`, and one for each category (`guide-<id>.pdf`) and study plan (`plan-<id>.pdf`)."""
    catalog = guide.catalog
    found = parts(catalog)
    book = Book(catalog)
    jobs = [
        ("guide.pdf", "", found),
        *((f"guide-{part.id}.pdf", part.title, [part]) for part in found if part.id in catalog.categories),
        *((f"plan-{plan.id}.pdf", plan.name, plan_parts(catalog, plan)) for plan in catalog.plans.values()),
    ]
    written = []
    with TemporaryDirectory() as name, browser() as chromium:
        for number, (file, subtitle, chosen) in enumerate(jobs, 1):
            progress(f"pdf: {number} of {len(jobs)}, {file}")
            source = Path(name) / "book.html"
            source.write_text(_document(catalog, book, subtitle, chosen), encoding="utf-8")
            written.append(_print(chromium, source, out / file))
    return written


def _print(browser: Any, source: Path, file: Path) -> Path:
    page = browser.new_page(java_script_enabled=False)
    page.set_default_timeout(MINUTES * 60_000)
    page.goto(source.as_uri())
    data = page.pdf(
        prefer_css_page_size=True,
        print_background=True,
        outline=True,
        tagged=True,
    )
    page.close()
    with whole(file) as part:
        _pack(_repeatable(data), part)
    return file


def _pack(data: bytes, file: Path) -> None:
    """Write the PDF with page numbers in its contents, and its objects packed.

    That is a third of what Chromium writes, for a tagged book has many.
    """
    pikepdf = package("pikepdf")
    with pikepdf.open(BytesIO(data)) as pdf:
        number_links(pikepdf, pdf, FRONT_ID)
        pdf.save(file, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)


def _repeatable(data: bytes) -> bytes:
    """The same PDF with the build's date and its own numbers. Nothing changes its length, so offsets hold."""
    ranks = {name: index for index, name in enumerate(sorted(set(NODE.findall(data))))}
    data = NODE.sub(lambda match: b"(node%08d)" % ranks[match[1]], data)
    stamp = datetime.combine(build_date(), time(), UTC).strftime("%Y%m%d%H%M%S").encode()
    return STAMP.sub(rb"/\1 (D:" + stamp + rb"+00'00')", data)


def _document(catalog: Catalog, book: Book, subtitle: str, chosen: Sequence[Part]) -> str:
    title = guide_title(catalog)
    chapters = [chapter for part in chosen for chapter in book.chapters(part, chosen)]
    running = fill("exports/print-chapters.css.jinja", guide=title, chapters=[name for name, _ in chapters])
    return fill(
        "exports/print.html.jinja",
        language=catalog.config.language,
        guide=title,
        title=f"{title}: {subtitle}" if subtitle else title,
        subtitle=subtitle,
        style=fill("exports/print.css.jinja", code=_code_colors()) + running,
        **counts(catalog, chosen),
        today=build_date(),
        url=catalog.config.site_url,
        copyright=catalog.config.copyright,
        contents=[(1, FRONT_TITLE, FRONT_ID), *(line for part in chosen for line in _contents(book, part))],
        front=front_matter(catalog, book, chosen),
        chapters=[
            re.sub(r'src="diagram:([^"]*)"', lambda match: _image(catalog, match[1]), html)
            for _, html in chapters
        ],
    )


def _contents(book: Book, part: Part) -> Iterator[tuple[int, str, str]]:
    """Lines of the printed table of contents: level, title, id."""
    if part.step:
        yield 1, part.title, book.id(part.id)
    for leaf in part.leaves:
        if leaf.level <= CONTENTS:
            yield leaf.level, leaf.page.title, book.id(leaf.page.path)
    if part.questions:
        yield 2, QUESTIONS, book.questions_id(part)


def _image(catalog: Catalog, name: str) -> str:
    data = base64.b64encode(picture(catalog, unescape(name)).encode()).decode()
    return f'src="data:image/svg+xml;base64,{data}"'


def _code_colors() -> str:
    return str(HtmlFormatter(style="default").get_style_defs(".highlight"))
