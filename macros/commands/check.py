"""Check the content and print every finding.

Exit code 1 when there is an error; warnings alone give 0.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from macros.checks import run_checks
from macros.guide import load_catalog
from macros.issues import errors


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`--json` prints the findings as a list of objects."""
    parser.add_argument("--json", action="store_true", help="print the findings as JSON")


def run(root: Path, args: argparse.Namespace) -> int:
    """Check the guide at `root`."""
    catalog = load_catalog(root)
    issues = run_checks(catalog)
    if args.json:
        print(json.dumps([issue.as_dict() for issue in issues], indent=1))
    else:
        for issue in issues:
            print(issue, file=sys.stderr)
        bad = len(errors(issues))
        print(
            f"{len(catalog.content.questions)} questions, {len(catalog.content.terms)} terms, "
            f"{len(catalog.content.facts)} facts, {len(catalog.content.pages)} pages: "
            f"{bad} errors, {len(issues) - bad} warnings"
        )
    return 1 if errors(issues) else 0
