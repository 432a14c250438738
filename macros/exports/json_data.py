"""Everything as one JSON document."""

from __future__ import annotations

import json
from pathlib import Path

from macros.exports.records import TABLES
from macros.exports.writing import write_whole
from macros.guide import Guide

VERSION = 1


def export(guide: Guide, out: Path) -> list[Path]:
    """Write `guide.json`: {"version": 1, "questions": [...], "terms": [...], "facts": [...], ...}."""
    data = {"version": VERSION, **{name: rows(guide) for name, rows in TABLES.items()}}
    text = json.dumps(data, ensure_ascii=False, indent=1)
    return [write_whole(out / "guide.json", text + "\n")]
