"""Count what the guide holds.

The JSON form is stable: scripts and the README's numbers read it.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

from macros.catalog import Catalog
from macros.guide import load_catalog
from macros.models import KINDS, LEVELS
from macros.references import uses

SCENARIOS = "scenarios"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`--json` prints the numbers as one object."""
    parser.add_argument("--json", action="store_true", help="print the numbers as JSON")


def run(root: Path, args: argparse.Namespace) -> int:
    """Print the numbers of the guide at `root`."""
    numbers = count(load_catalog(root))
    print(json.dumps(numbers, indent=1) if args.json else _table(numbers))
    return 0


def count(catalog: Catalog) -> dict[str, Any]:
    """The numbers, by the keys that `stats --json` promises."""
    questions = list(catalog.questions.values())
    levels: Counter[str] = Counter(question.level for question in questions)
    kinds: Counter[str] = Counter(question.kind for question in questions)
    facts = list(catalog.facts.values())
    examples = list(catalog.examples.values())
    return {
        "categories": len(catalog.categories),
        "services": {
            name: {
                "pages": sum(path.startswith(f"{service.folder}/") for path in catalog.pages),
                "questions": len(catalog.by_section.get(name, ())),
                "terms": sum(name in term.services for term in catalog.terms.values()),
                "facts": sum(fact.section == name for fact in facts),
                "examples": sum(example.section == name for example in examples),
            }
            for name, service in catalog.services.items()
        },
        "scenarios": {"questions": len(catalog.by_section.get(SCENARIOS, ()))},
        "questions": {
            "total": len(questions),
            "by_level": {level: levels[level] for level in LEVELS},
            "by_kind": {kind: kinds[kind] for kind in KINDS},
            "without_source": sum(not question.sources for question in questions),
        },
        "terms": {
            "total": len(catalog.terms),
            "unused": sum(name not in uses(catalog) for name in catalog.terms),
        },
        "facts": {
            "total": len(facts),
            "verified": sum(fact.verify is not None for fact in facts),
            "dated": sum(fact.verify is None for fact in facts),
        },
        "examples": {"total": len(examples), "tested": sum(bool(item.test) for item in examples)},
    }


def _table(numbers: dict[str, Any]) -> str:
    columns = ("pages", "questions", "terms", "facts", "examples")
    rows = [f"{'service':<26}" + "".join(f"{name:>11}" for name in columns)]
    for name, row in numbers["services"].items():
        rows.append(f"{name:<26}" + "".join(f"{row[column]:>11}" for column in columns))
    questions, facts = numbers["questions"], numbers["facts"]
    rows += [
        "",
        f"categories   {numbers['categories']}",
        f"questions    {questions['total']}  {_pairs(questions['by_level'])}",
        f"             {_pairs(questions['by_kind'])}, without source {questions['without_source']}",
        f"scenarios    {numbers['scenarios']['questions']}",
        f"terms        {numbers['terms']['total']}, unused {numbers['terms']['unused']}",
        f"facts        {facts['total']}, machine-checked {facts['verified']}, dated {facts['dated']}",
        f"examples     {numbers['examples']['total']}, tested {numbers['examples']['tested']}",
    ]
    return "\n".join(rows)


def _pairs(counts: dict[str, int]) -> str:
    return ", ".join(f"{name} {number}" for name, number in counts.items())
