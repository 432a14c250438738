from __future__ import annotations

from pathlib import Path

import pytest

from macros.checks import evidence
from tests.support.guides import edited, found

FACTS = "docs/baking/sourdough/facts.yml"
PATH = "path: a.b"


def findings(root: Path, value: str, verify: str) -> list[str]:
    """Of a fact with that value and that evidence."""
    text = edited(FACTS, "unit: hours", f"unit: hours\n  verify: {{{verify}}}")[FACTS]
    text = text.replace("value: 48", f"value: {value}")
    return [str(issue) for issue in found(root, {FACTS: text}) if issue.check == evidence.ID]


@pytest.mark.parametrize(
    ("value", "verify"),
    [
        ("48", f"model: bread, {PATH}, equals: 48"),
        ("48", f"model: bread, {PATH}, equals: 172800"),  # seconds
        ("48", f"model: bread, {PATH}, equals: '48'"),
        ("20", f"model: bread, {PATH}, equals: 20480"),
        ("15", f"prose: bread, {PATH}, matches: 'at most 0\\.15 of it'"),
        ("65536", f"prose: bread, {PATH}, matches: 'from 20 to 65,536'"),
        ("2", f"prose: bread, {PATH}, matches: 'is tried twice'"),
        ("5", f"prose: bread, {PATH}, matches: 'up to five loaves'"),
        ("0.5", f"prose: bread, {PATH}, matches: 'from \\.5'"),
        ("-1", f"prose: bread, {PATH}, matches: 'default is -1'"),
        ("3", f"model: bread, {PATH}, equals: RYE WHEAT SPELT"),
        ("3", f"model: bread, {PATH}, equals: [rye, wheat, spelt]"),
        ("365", "model: bread, path: 'contains(a, `365`)', equals: true"),
        ("warm", f"prose: bread, {PATH}, matches: 'is not cold'"),
    ],
)
def test_evidence_that_holds_the_value_in_some_way_is_fine(tmp_path: Path, value: str, verify: str) -> None:
    assert findings(tmp_path, value, verify) == []


@pytest.mark.parametrize(
    ("value", "verify"),
    [
        ("77", f"model: bread, {PATH}, equals: 128"),
        ("48", f"model: bread, {PATH}, equals: 17280"),
        ("4", f"model: bread, {PATH}, equals: [rye, wheat, spelt]"),
        ("6", f"prose: bread, {PATH}, matches: 'up to five loaves'"),
        ("365", f"model: bread, {PATH}, equals: true"),
        ("365", f"model: bread, {PATH}, equals: {{a: 1}}"),
    ],
)
def test_evidence_for_something_else_is_a_finding(tmp_path: Path, value: str, verify: str) -> None:
    (line,) = findings(tmp_path, value, verify)
    assert line == (
        f"{FACTS}:6: warning: 'verify' looks for something else than the value {value} "
        "(let it hold the number, as the package gives it, or take it out: then the fact is dated)"
    )
