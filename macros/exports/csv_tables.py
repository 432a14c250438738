"""One CSV file for each table."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from macros.exports.records import TABLES
from macros.exports.writing import write_whole
from macros.guide import Guide


def export(guide: Guide, out: Path) -> list[Path]:
    """Write questions.csv, terms.csv, facts.csv and services.csv; lists are joined by line breaks."""
    written = []
    for name, rows in TABLES.items():
        stream = io.StringIO()
        table = rows(guide)
        columns = list(table[0]) if table else []
        writer = csv.DictWriter(stream, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows({key: _cell(value) for key, value in row.items()} for row in table)
        written.append(write_whole(out / f"{name}.csv", stream.getvalue()))
    return written


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return "\n".join(item["url"] if isinstance(item, dict) else str(item) for item in value)
    return value["url"] if isinstance(value, dict) else value
