from __future__ import annotations

from pathlib import Path

from tests.support.guides import edited, issues

EXAMPLE = "docs/baking/sourdough/examples/proof-time.py"
TEST = "tests/examples/sourdough/test_proof_time.py"
SHOWN = edited(
    "docs/baking/sourdough/index.md",
    "A starter is fed daily.",
    'A starter is fed daily.\n\n{{ example("baking/sourdough/examples/proof-time.py") }}',
)


def test_an_example_with_its_test_is_fine(tmp_path: Path) -> None:
    assert issues(tmp_path, {**SHOWN, EXAMPLE: "print(48)\n", TEST: ""}) == []


def test_an_example_without_a_test_is_a_finding(tmp_path: Path) -> None:
    assert issues(tmp_path, {**SHOWN, EXAMPLE: "print(48)\n"}) == [
        f"{EXAMPLE}:1: no test runs this example (write {TEST})"
    ]


def test_a_test_whose_example_is_gone_is_a_finding(tmp_path: Path) -> None:
    assert issues(tmp_path, {TEST: ""}) == [
        f"{TEST}:1: this test has no example (remove the test, or name it after its example)"
    ]
