"""Everything as one JSON document, and the JSON Schema that it keeps to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from macros.clock import build_date
from macros.exports.book_parts import guide_title
from macros.exports.records import TABLES
from macros.exports.writing import write_whole
from macros.guide import Guide

VERSION = 1
SCHEMA = Path(__file__).parent / "schema" / f"guide.v{VERSION}.schema.json"


def export(guide: Guide, out: Path) -> list[Path]:
    """Write `guide.json`: {"version": 1, "questions": [...], "terms": [...], ...}, and its schema."""
    data = {
        "$schema": SCHEMA.name,
        "version": VERSION,
        "title": guide_title(guide.catalog),
        "edition": build_date().isoformat(),
        "url": guide.catalog.config.site_url,
        "license": guide.catalog.config.copyright,
        **{name: rows(guide) for name, rows in TABLES.items()},
    }
    schema = write_whole(out / SCHEMA.name, SCHEMA.read_text(encoding="utf-8"))
    text = json.dumps(data, ensure_ascii=False, indent=1)
    return [write_whole(out / "guide.json", text + "\n"), schema]


def fields(table: str) -> list[str]:
    """The fields of a table, in the schema's order: the columns, even of a table without rows."""
    schema: Any = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return list(schema["$defs"][table.removesuffix("s")]["properties"])
