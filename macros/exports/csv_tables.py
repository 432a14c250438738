"""One CSV file for each table."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from macros.exports.json_data import fields
from macros.exports.records import TABLES
from macros.exports.writing import write_whole
from macros.guide import Guide


def export(guide: Guide, out: Path) -> list[Path]:
    """Write questions.csv, terms.csv, facts.csv and services.csv; lists are joined by line breaks."""
    written = []
    for name, rows in TABLES.items():
        stream = io.StringIO()
        writer = csv.DictWriter(stream, fields(name), lineterminator="\n")
        writer.writeheader()
        writer.writerows({key: _cell(value) for key, value in row.items()} for row in rows(guide))
        written.append(write_whole(out / f"{name}.csv", stream.getvalue()))
    return written


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return "\n".join(str(_cell(item)) for item in value)
    if isinstance(value, dict):
        return value["url"] if "url" in value else "\n".join(f"{key}: {text}" for key, text in value.items())
    return value
