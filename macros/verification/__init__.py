"""Facts held against packages that ship the provider's own data. One kind of evidence per file.

Needs the packages of requirements-dev.txt; building the site does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import Literal, Protocol

from macros.models import Fact, Verify
from macros.models.fact import VERIFY_PACKAGES
from macros.verification import iam_actions, resource_schemas, runtime_calendar, service_models

Status = Literal["verified", "contradicted", "broken", "dated"]


class Verifier(Protocol):
    """A module that looks up what a `verify` entry points at and says whether it agrees."""

    def check(self, verify: Verify) -> str:
        """An empty text when the evidence agrees, otherwise what was found. Raises LookupError."""


VERIFIERS: Mapping[str, Verifier] = {
    "model": service_models,
    "prose": service_models,
    "schema": resource_schemas,
    "runtime": runtime_calendar,
    "iam": iam_actions,
}


@dataclass(frozen=True)
class Outcome:
    """What became of one fact. `detail` says what was found or what is missing."""

    fact: Fact
    status: Status
    detail: str = ""
    evidence: str = ""


def verify_fact(fact: Fact) -> Outcome:
    """Hold one fact against its evidence."""
    if fact.verify is None:
        return Outcome(fact, "dated")
    kind = fact.verify.kind
    package = VERIFY_PACKAGES[kind]
    evidence = f"{package} {version(package)}"
    try:
        disagreement = VERIFIERS[kind].check(fact.verify)
    except LookupError as error:
        return Outcome(fact, "broken", str(error.args[0] if error.args else error), evidence)
    return Outcome(fact, "contradicted" if disagreement else "verified", disagreement, evidence)


def verify_facts(facts: Iterable[Fact]) -> list[Outcome]:
    """Hold each fact against its evidence."""
    return [verify_fact(fact) for fact in facts]
