"""Check the content and print every finding; `--fix` mends what needs no thought.

Exit code 1 when there is an error; warnings alone give 0, unless `--strict` is given.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from macros.checks import CHECKS, READING, run_checks, vanished_ids
from macros.collecting import uncollected
from macros.guide import load_catalog
from macros.issues import ContentError, Issue, errors
from macros.site_config import editions, read_site_config

#: A tab or two a line, a dozen words: enough for any file that a person wrote.
MOST_ROUNDS = 50


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How to print, what to mend, and which findings count."""
    parser.add_argument("--json", action="store_true", help="print the findings as JSON")
    names = sorted([*READING, *(check.ID for check in CHECKS)])
    parser.add_argument("--only", choices=names, metavar="CHECK", help=f"findings of one: {', '.join(names)}")
    parser.add_argument("--strict", action="store_true", help="fail on warnings, too")
    parser.add_argument("--fix", action="store_true", help="mend what needs no thought, then check")


def run(root: Path, args: argparse.Namespace) -> int:
    """Check the guide at `root`. Raises ContentError for a faulty configuration, unless JSON is asked."""
    try:
        return _check(root, args)
    except ContentError as error:  # without a configuration nothing can be checked, whatever is asked
        if not args.json:
            raise
        _print_json(error.issues)
        return 1


def _check(root: Path, args: argparse.Namespace) -> int:
    if args.fix:
        _fix(root)
    with uncollected():  # a tenth of the time
        catalog = load_catalog(root, cached=True)
        found = [*run_checks(catalog, two_processes=True), *_other_configurations(root)]
    issues = [issue for issue in found if args.only in (None, issue.check)]
    if args.json:
        _print_json(issues)
    else:
        for issue in issues:
            print(issue, file=sys.stderr)
        bad = len(errors(issues))
        print(
            f"{len(catalog.content.questions)} questions, {len(catalog.content.terms)} terms, "
            f"{len(catalog.content.facts)} facts, {len(catalog.content.pages)} pages: "
            f"{bad} errors, {len(issues) - bad} warnings"
        )
    unread = {issue.location.path for issue in errors(catalog.content.issues) if issue not in issues}
    if unread:
        them = ", ".join(sorted(unread)[:3]) + (", ..." if len(unread) > 3 else "")
        print(f"some of it could not be checked: {them} (see why without --only)", file=sys.stderr)
    return 1 if unread or errors(issues) or (args.strict and issues) else 0


def _other_configurations(root: Path) -> Iterator[Issue]:
    """What is wrong with those beside `mkdocs.yml`, which only builds of other editions read."""
    for name in editions(root):
        try:
            read_site_config(root, name)
        except ContentError as error:
            yield from error.issues


def _print_json(issues: Iterable[Issue]) -> None:
    print(json.dumps([issue.as_dict() for issue in issues], indent=1))


def _fix(root: Path) -> None:
    """Mend until nothing more can be mended: behind a fault of format, others become visible."""
    from macros.fixing import apply_fixes, record_ids  # it knows the exports: slow to import

    for _ in range(MOST_ROUNDS):
        catalog = load_catalog(root)
        mended = apply_fixes(root, run_checks(catalog))
        for issue in mended:
            print(f"mended {issue}", file=sys.stderr)
        if not mended:
            break
    for name in record_ids(load_catalog(root)):
        print(f"recorded the id '{name}' in {vanished_ids.FILE}", file=sys.stderr)
