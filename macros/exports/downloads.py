"""Every format at once, with a list of what each file holds: the site's page of downloads reads it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from macros.catalog import Catalog
from macros.exports import anki, csv_tables, epub, json_data, llms, pdf
from macros.exports.offered import Row, listed_in
from macros.exports.tools import progress
from macros.exports.writing import write_whole
from macros.guide import Guide
from macros.library.downloads import LIST
from macros.planning import questions_of

FORMATS: dict[str, Callable[[Guide, Path], list[Path]]] = {
    "anki": anki.export,
    "epub": epub.export,
    "pdf": pdf.export,
    "json": json_data.export,
    "csv": csv_tables.export,
    "llms": llms.export,
}


def export(guide: Guide, out: Path) -> list[Path]:
    """Write every format and `downloads.json`. Files of the last list that are no longer made go.

    The packed copy of the site stays: `pack` makes it, and offers it with `offer`.
    """
    files = []
    for name, write in FORMATS.items():
        progress(f"downloads: {name}")
        files += write(guide, out)
    last = listed_in(out / LIST)
    packed = [row for row in last if _is_packed(row) and (out / row["file"]).is_file()]
    rows = [*packed, *(_row(guide.catalog, file) for file in files)]
    for row in last:
        if row["file"] not in {item["file"] for item in rows}:
            (out / row["file"]).unlink(missing_ok=True)
    return [*files, _write(out / LIST, rows)]


def offer(catalog: Catalog, packed: Path) -> None:
    """Put the packed copy of the site into the list beside it, first of all and in place of an older one."""
    listed = packed.parent / LIST
    _write(listed, [_row(catalog, packed), *(row for row in listed_in(listed) if not _is_packed(row))])


def _row(catalog: Catalog, file: Path) -> Row:
    return {"file": file.name, **_describe(catalog, file.name), "bytes": file.stat().st_size}


def _is_packed(row: Row) -> bool:
    return str(row["file"]).endswith(".zip")


def _write(listed: Path, rows: list[Row]) -> Path:
    return write_whole(listed, json.dumps(rows, ensure_ascii=False, indent=1) + "\n")


def _describe(catalog: Catalog, file: str) -> dict[str, str]:
    """A title for the file, and what it holds."""
    questions, terms = f"{len(catalog.questions)} questions", f"{len(catalog.terms)} terms"
    facts, services = f"{len(catalog.facts)} facts", f"{len(catalog.services)} services"
    both, everything = f"{questions}, {terms}", f"{questions}, {terms}, {facts}, {services}"
    found = sum(page.is_found for page in catalog.content.pages)
    known = {
        "guide.apkg": ("Anki decks", both),
        "guide.epub": ("E-book (EPUB)", both),
        "guide.pdf": ("Book to print (PDF)", both),
        "guide.json": ("Data (JSON)", everything),
        json_data.SCHEMA.name: ("Schema of the data (JSON Schema)", f"version {json_data.VERSION}"),
        "questions.csv": ("Table of questions (CSV)", questions),
        "terms.csv": ("Table of terms (CSV)", terms),
        "facts.csv": ("Table of facts (CSV)", facts),
        "services.csv": ("Table of services (CSV)", services),
        "llms.txt": ("Index of all pages as Markdown (llms.txt)", f"{found} pages"),
        "llms-full.txt": ("All pages in one Markdown file", both),
    }
    if file.endswith(".zip"):
        title, holds = (
            "The site as a folder that opens from disk (ZIP)",
            f"{len(catalog.pages)} pages, {both}",
        )
    elif file in known:
        title, holds = known[file]
    elif file.startswith("plan-"):
        plan = catalog.plans[file.removeprefix("plan-").removesuffix(".pdf")]
        count = len(questions_of(catalog, plan.steps))
        title, holds = f"Plan to print: {plan.name} (PDF)", f"{len(plan.steps)} steps, {count} questions"
    else:
        category = catalog.categories[file.removeprefix("guide-").removesuffix(".pdf")]
        inside = sum(item.category == category.id for item in catalog.services.values())
        count = len(catalog.of_category(category.id))
        title, holds = f"{category.name} to print (PDF)", f"{inside} services, {count} questions"
    return {"title": title, "holds": holds}
