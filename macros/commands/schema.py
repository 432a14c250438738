"""Print the JSON Schema of a kind of record, or write all of them for editors.

The schemas come from the models, so they cannot disagree with the checks.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from macros.exports.writing import write_whole
from macros.models import (
    FactFields,
    NewsFields,
    PageFields,
    PlanFields,
    QuestionFields,
    ServiceFields,
    TermFields,
)

#: Where editors find them: see `.vscode/settings.json`.
FOLDER = ".schemas"
SCHEMAS: dict[str, TypeAdapter[Any]] = {
    "question": TypeAdapter(QuestionFields),
    "term": TypeAdapter(TermFields),
    "facts": TypeAdapter(list[FactFields]),
    "news": TypeAdapter(NewsFields),
    "page": TypeAdapter(PageFields),
    "plan": TypeAdapter(PlanFields),
    "service": TypeAdapter(ServiceFields),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The kind of record, or `--write`."""
    parser.add_argument("kind", nargs="?", choices=sorted(SCHEMAS))
    parser.add_argument("--write", action="store_true", help=f"write all of them into {FOLDER}/")


def run(root: Path, args: argparse.Namespace) -> int:
    """Print the schema of `args.kind`, or write every one into the repository."""
    if args.write == bool(args.kind):
        print(f"name a kind ({', '.join(sorted(SCHEMAS))}), or --write", file=sys.stderr)
        return 2
    if args.write:
        for kind in sorted(SCHEMAS):
            write_whole(root / FOLDER / f"{kind}.schema.json", schema_text(kind))
    else:
        print(schema_text(args.kind), end="")
    return 0


def schema_text(kind: str) -> str:
    """The JSON Schema of one kind of record."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **SCHEMAS[kind].json_schema()}
    return json.dumps(schema, indent=1) + "\n"
