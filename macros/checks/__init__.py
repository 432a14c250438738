"""The checks, one rule per file. To add one: write `check(catalog)` and put the module into the list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from macros.allowances import CHECK as ALLOWANCES
from macros.allowances import Allowance
from macros.catalog import Catalog
from macros.checks import (
    answer_length,
    answer_shape,
    code_blocks,
    descriptions,
    evidence,
    example_tests,
    fact_homes,
    future_dates,
    html_safety,
    includes,
    known_ids,
    labels,
    link_targets,
    macro_calls,
    navigation,
    near_duplicates,
    nesting,
    news,
    numbers,
    pictures,
    placeholders,
    plans,
    reading_order,
    source_titles,
    sources,
    stale_dates,
    term_names,
    titles,
    unique_ids,
    unlinked_terms,
    unshown,
    unused_terms,
    vanished_ids,
    words,
)
from macros.file_cache import Account
from macros.issues import Issue, did_you_mean
from macros.processes import side_by_side
from macros.reading import CHECK as FORMAT
from macros.site_config import CHECK as CONFIG
from macros.yaml_source import CHECK as YAML


class Check(Protocol):
    """A module with one rule. Its docstring says why the rule exists."""

    ID: str

    def check(self, catalog: Catalog) -> Iterable[Issue]:
        """Every finding of the rule."""


#: What the pages, the exports or the readers' browsers rely on. No exception to these.
RULES: tuple[Check, ...] = (
    unique_ids,
    known_ids,
    plans,
    reading_order,
    navigation,
    macro_calls,
    link_targets,
    includes,
    html_safety,
    pictures,
    nesting,
    labels,
    answer_shape,
    placeholders,
    sources,
    future_dates,
    term_names,
    fact_homes,
    vanished_ids,
    news,
)
#: What is nearly always right: a person who knows better can allow it for one line, with a reason.
ADVICE: tuple[Check, ...] = (
    code_blocks,
    example_tests,
    evidence,
    answer_length,
    words,
    numbers,
    near_duplicates,
    stale_dates,
    unlinked_terms,
    unused_terms,
    unshown,
    titles,
    source_titles,
    descriptions,
)
CHECKS = RULES + ADVICE
#: What can find an error. All others only warn, and no build waits for them.
STOPPING = (*RULES, code_blocks, example_tests, unshown)
#: Rules that hold while files are read, by the names of their findings.
READING = (FORMAT, YAML, CONFIG, ALLOWANCES)
#: What looks at the records of one file at a time, at the configuration, and at nothing else: its findings
#: are kept as long as the file stays the same.
ALONE: tuple[Check, ...] = (
    html_safety, pictures, nesting, labels, answer_shape, placeholders, code_blocks, answer_length, words,
)  # fmt: skip
#: What takes as long as all others together where most is known from an earlier run: for another process.
LONGEST: tuple[Check, ...] = (near_duplicates, macro_calls)
#: Findings by check.
Findings = dict[str, list[Issue]]


def halves(modules: Iterable[Check]) -> tuple[list[Check], list[Check]]:
    """The same checks for two processes."""
    checks = list(modules)
    return [check for check in checks if check not in LONGEST], [
        check for check in checks if check in LONGEST
    ]


def run_checks(catalog: Catalog, two_processes: bool = False) -> list[Issue]:
    """Findings of loading and of every check, sorted by place, without those that are allowed.

    Two processes need half the time, where there are two processors.
    """
    if two_processes:
        mine, others = halves(CHECKS)
        (first, _), (second, account) = side_by_side(
            lambda: run_some(catalog, mine), lambda: run_some(catalog, others)
        )
        catalog.readings.take_over(account)
        found = first | second
    else:
        found, _ = run_some(catalog, CHECKS)
    return judged(catalog, found)


def run_some(catalog: Catalog, modules: Sequence[Check]) -> tuple[Findings, Account]:
    """Findings of some checks, and what they read, for `judged` in another process."""
    found: Findings = {}
    alone = [module for module in modules if module in ALONE]
    for stopping in (True, False):  # apart, so that a build and the other checks keep the same
        group = [module for module in alone if (module in STOPPING) is stopping]
        found |= _of_single_files(catalog, group) if group else {}
    found |= {module.ID: list(module.check(catalog)) for module in modules if module not in alone}
    return found, catalog.readings.account()


def _of_single_files(catalog: Catalog, modules: Iterable[Check]) -> Findings:
    """Findings of checks that look at one file at a time: kept of each file until it changes."""
    found: Findings = {module.ID: [] for module in modules}

    def read(changed: Catalog) -> Iterator[tuple[str, Issue]]:
        for module in modules:
            for issue in module.check(changed):
                yield issue.location.path, issue

    settings = replace(catalog.config, markdown_extensions=())  # what they name has no mark of its own
    for issues in catalog.of_files(f"findings of {', '.join(found)}", repr(settings), read).values():
        for issue in issues:
            found[issue.check].append(issue)
    return found


def judged(catalog: Catalog, by_check: Findings) -> list[Issue]:
    """Findings of checks and of loading, sorted by place, without those that are allowed."""
    catalog.readings.save(forget=False)
    found = [issue for module in RULES for issue in by_check.get(module.ID, ())]
    advice = [issue for module in ADVICE for issue in by_check.get(module.ID, ())]
    asked = {module.ID for module in ADVICE} & by_check.keys()
    return sorted({*catalog.content.issues, *found, *_heed(catalog, advice, asked)})


def _heed(catalog: Catalog, advice: Iterable[Issue], asked: Collection[str]) -> Iterator[Issue]:
    """The advice that no exception covers, and the exceptions that are no use; `asked`: which checks ran."""
    allowed: dict[tuple[str, str, int], list[Allowance]] = defaultdict(list)
    for item in catalog.content.allowances:
        for line in item.covers:
            allowed[item.check, item.location.path, line].append(item)
    used: set[Allowance] = set()
    for issue in advice:
        allowances = allowed.get((issue.check, issue.location.path, issue.location.line), [])
        used.update(allowances)
        if not allowances:
            yield issue
    names = {check.ID for check in ADVICE}
    for item in catalog.content.allowances:
        if item.check in names:
            if item.check in asked and item not in used and not catalog.content.unread:
                message = f"there is nothing here that '{item.check}' would say: the exception is not needed"
                yield Issue(item.location, message, ALLOWANCES, "take the comment out", fix=item.edit)
        elif item.check in {*READING, *(check.ID for check in RULES)}:
            yield Issue(item.location, f"the check '{item.check}' allows no exception", ALLOWANCES, "mend it")
        else:
            hint = did_you_mean(item.check, names) or f"known are {', '.join(sorted(names))}"
            yield Issue(item.location, f"there is no check '{item.check}'", ALLOWANCES, hint)
