"""Every format at once, with a list of what each file holds: the site's page of downloads reads it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from macros.catalog import Catalog
from macros.exports import anki, csv_tables, epub, json_data, llms, pdf
from macros.exports.tools import progress
from macros.exports.writing import write_whole
from macros.guide import Guide
from macros.library.downloads import LIST

FORMATS: dict[str, Callable[[Guide, Path], list[Path]]] = {
    "anki": anki.export,
    "epub": epub.export,
    "pdf": pdf.export,
    "json": json_data.export,
    "csv": csv_tables.export,
    "llms": llms.export,
}


def export(guide: Guide, out: Path) -> list[Path]:
    """Write every format and `downloads.json`. Files of the last list that are no longer made go."""
    files = []
    for name, write in FORMATS.items():
        progress(f"downloads: {name}")
        files += write(guide, out)
    rows = [
        {"file": file.name, **_describe(guide.catalog, file.name), "bytes": file.stat().st_size}
        for file in files
    ]
    for row in _last(out / LIST):
        if row["file"] not in {file.name for file in files}:
            (out / row["file"]).unlink(missing_ok=True)
    listed = write_whole(out / LIST, json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
    return [*files, listed]


def _last(file: Path) -> list[dict[str, str]]:
    """The list as it was written last."""
    rows: list[dict[str, str]] = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else []
    return rows


def _describe(catalog: Catalog, file: str) -> dict[str, str]:
    """A title for the file, and what it holds."""
    questions, terms = f"{len(catalog.questions)} questions", f"{len(catalog.terms)} terms"
    facts, services = f"{len(catalog.facts)} facts", f"{len(catalog.services)} services"
    both, everything = f"{questions}, {terms}", f"{questions}, {terms}, {facts}, {services}"
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
        "llms.txt": ("Index of all pages as Markdown (llms.txt)", f"{len(catalog.pages)} pages"),
        "llms-full.txt": ("All pages in one Markdown file", both),
    }
    if file in known:
        title, holds = known[file]
    else:
        category = catalog.categories[file.removeprefix("guide-").removesuffix(".pdf")]
        inside = [name for name, item in catalog.services.items() if item.category == category.id]
        count = sum(question.section in inside for question in catalog.questions.values())
        title, holds = f"{category.name} to print (PDF)", f"{len(inside)} services, {count} questions"
    return {"title": title, "holds": holds}
