"""Print the JSON Schema of a kind of record, for editors.

The schemas come from the models, so they cannot disagree with the checks.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from macros.models import FactFields, PageFields, PlanFields, QuestionFields, ServiceFields, TermFields

SCHEMAS: dict[str, TypeAdapter[Any]] = {
    "question": TypeAdapter(QuestionFields),
    "term": TypeAdapter(TermFields),
    "facts": TypeAdapter(list[FactFields]),
    "page": TypeAdapter(PageFields),
    "plan": TypeAdapter(PlanFields),
    "service": TypeAdapter(ServiceFields),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The kind of record."""
    parser.add_argument("kind", choices=sorted(SCHEMAS))


def run(root: Path, args: argparse.Namespace) -> int:
    """Print the schema of `args.kind`."""
    schema = SCHEMAS[args.kind].json_schema()
    print(json.dumps({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}, indent=1))
    return 0
