"""The checks, one rule per file. To add one: write `check(catalog)` and put the module into the list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from macros.catalog import Catalog
from macros.checks import (
    answer_shape,
    code_blocks,
    example_tests,
    fact_homes,
    future_dates,
    html_safety,
    includes,
    known_ids,
    labels,
    link_targets,
    macro_calls,
    plans,
    reading_order,
    sources,
    term_names,
    unique_ids,
    unshown,
    unused_terms,
)
from macros.issues import Issue


class Check(Protocol):
    """A module with one rule. Its docstring says why the rule exists."""

    ID: str

    def check(self, catalog: Catalog) -> Iterable[Issue]:
        """Every finding of the rule."""


CHECKS: tuple[Check, ...] = (
    unique_ids,
    known_ids,
    plans,
    reading_order,
    macro_calls,
    link_targets,
    includes,
    html_safety,
    labels,
    code_blocks,
    example_tests,
    answer_shape,
    sources,
    future_dates,
    term_names,
    unused_terms,
    unshown,
    fact_homes,
)


def run_checks(catalog: Catalog) -> list[Issue]:
    """Findings of loading and of every check, sorted by place."""
    found = list(catalog.content.issues)
    for module in CHECKS:
        found += module.check(catalog)
    return sorted(set(found))
