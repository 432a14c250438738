"""Facts held against the packages that ship the provider's own data."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from macros.models import Fact, Verify
from macros.verification import VERIFIERS, Outcome, verify_fact, verify_facts
from macros.verification.comparing import disagreement, plain, search
from tests.support.guides import catalog, edited


@pytest.fixture
def fact(tmp_path: Path) -> Fact:
    return catalog(tmp_path).facts["sourdough/proof-max"]


def holds(fact: Fact, **entry: Any) -> Outcome:
    return verify_fact(fact.model_copy(update={"verify": Verify.model_validate(entry)}))


LIMIT = {"path": "shapes.MaxItems.max"}


@pytest.mark.parametrize(
    "entry",
    [
        {"model": "lambda", "path": "shapes.Timeout.min", "equals": 1},
        {"prose": "lambda", "path": "documentation", "matches": "compute service"},
        {"schema": "AWS::Lambda::Function", "path": "properties.MemorySize.type", "equals": "integer"},
        {"runtime": "python3.8", "field": "deprecated", "matches": r"^20\d\d-"},
        {"iam": "lambda:InvokeFunction"},
        {"iam": "lambda:InvokeFunction", "access": "Write"},
    ],
    ids=lambda entry: next(iter(entry)),
)
def test_evidence_that_agrees_verifies_a_fact(fact: Fact, entry: dict[str, Any]) -> None:
    outcome = holds(fact, **entry)
    assert (outcome.status, outcome.detail) == ("verified", "")
    package, number = outcome.evidence.split(" ")
    assert number == version(package)


@pytest.mark.parametrize(
    ("entry", "detail"),
    [
        ({"model": "lambda", "path": "shapes.Timeout.min", "equals": 2}, "expected 2, found 1"),
        (
            {"prose": "lambda", "path": "shapes.Timeout.min", "matches": "bread"},
            "expected text like 'bread', found '1'",
        ),
        (
            {"schema": "AWS::Lambda::Function", "path": "properties.MemorySize.type", "equals": "number"},
            "expected 'number', found 'integer'",
        ),
        ({"iam": "lambda:InvokeFunction", "access": "Read"}, "expected access level 'Read', found 'Write'"),
    ],
)
def test_evidence_that_disagrees_contradicts_a_fact(fact: Fact, entry: dict[str, Any], detail: str) -> None:
    outcome = holds(fact, **entry)
    assert (outcome.status, outcome.detail) == ("contradicted", detail)


@pytest.mark.parametrize(
    ("entry", "detail"),
    [
        ({"model": "bread", "path": "a", "equals": 1}, "botocore has no service 'bread'"),
        (
            {"model": "lambda", "path": "shapes.Bread.max", "equals": 1},
            "the path 'shapes.Bread.max' finds nothing in botocore's model of 'lambda'",
        ),
        ({"model": "lambda", "path": "a..b", "equals": 1}, "the path 'a..b' does not parse: "),
        (
            {"model": "lambda", "path": "documentation", "matches": "("},
            "the pattern '(' does not parse: ",
        ),
        ({"schema": "Bread::Loaf", "path": "a", "equals": 1}, "there is no resource type 'Bread::Loaf'"),
        (
            {"schema": "AWS::Bread::Loaf", "path": "a", "equals": 1},
            "there is no resource type 'AWS::Bread::Loaf'",
        ),
        ({"runtime": "bread1.0", "equals": "x"}, "the calendar has no runtime 'bread1.0'"),
        (
            {"runtime": "python3.8", "field": "baked", "equals": "x"},
            "the calendar has no field 'baked' for python3.8",
        ),
        ({"iam": "bread:Bake"}, "there is no action 'bread:Bake'"),
        ({"iam": "lambda:Bake"}, "there is no action 'lambda:Bake'"),
        ({"iam": "lambda"}, "there is no action 'lambda'"),
    ],
)
def test_evidence_that_cannot_be_found_is_broken(fact: Fact, entry: dict[str, Any], detail: str) -> None:
    outcome = holds(fact, **entry)
    assert outcome.status == "broken"
    assert outcome.detail.startswith(detail)


def test_a_fact_without_evidence_has_only_its_date(fact: Fact) -> None:
    assert verify_facts([fact]) == [Outcome(fact, "dated")]


def test_every_kind_of_evidence_has_a_verifier(tmp_path: Path) -> None:
    from macros.models import VERIFY_KINDS

    assert set(VERIFIERS) == set(VERIFY_KINDS)


def test_text_is_compared_without_tags_entities_and_runs_of_blanks() -> None:
    assert plain("<p>A  loaf &amp;\n a <b>tin</b></p>") == "A loaf & a tin"


def test_a_path_that_finds_zero_or_nothing_at_all_is_told_apart() -> None:
    assert search("a", {"a": 0}, "here") == 0
    with pytest.raises(LookupError, match="the path 'a' finds nothing in here"):
        search("a", {"a": None}, "here")


def test_a_value_must_be_equal_in_kind_too(tmp_path: Path) -> None:
    verify = Verify.model_validate({"model": "a", "path": "b", "equals": "1"})
    assert disagreement(verify, 1) == "expected '1', found 1"


def test_a_faulty_entry_never_gets_here(tmp_path: Path) -> None:
    files = edited("docs/baking/sourdough/facts.yml", "unit: hours", "verify: {model: a}")
    assert catalog(tmp_path, files).facts == {}
