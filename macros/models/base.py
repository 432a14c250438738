"""What all records share: they are frozen, and a field that nobody knows is an error."""

from __future__ import annotations

import os
import re
from datetime import date
from functools import lru_cache
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from macros.issues import Location

# Nobody else's code takes part in reading content, and none is looked for among all installed packages.
# Source: https://docs.pydantic.dev/latest/concepts/plugins/#disable-plugins
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
#: What YAML gives for a text that was quoted twice, as `'''text'''`.
QUOTED = re.compile(r"'[^']*'")


class Record(BaseModel):
    """Base of every model: immutable, no implicit conversions, no unknown fields."""

    # Validators are built for the first record of a kind: where all are known from an earlier run, none is.
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)


def _day(value: Any) -> Any:
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise ValueError("should be a date as YYYY-MM-DD")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"'{value}' is not a date of the calendar") from None


def _text(value: str) -> str:
    text = value.strip()
    if not text:
        raise ValueError("should not be empty")
    if QUOTED.fullmatch(text):
        raise ValueError("is quoted twice, and readers would see one pair: take it out")
    return text


@lru_cache(maxsize=4096)  # one page supports many statements
def _https(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme != "https" or "." not in parts.netloc or re.search(r"[\s<>\"]", value):
        raise ValueError(f"'{value}' is not an https URL")
    return value


class Change(Record):
    """What became different, and when: it puts the record on the page of changes."""

    since: Day = Field(description="The day of the change.")
    what: Text = Field(description="One sentence: what was before, and what holds now.")


class Placed(BaseModel):
    """Mixed into every record that is read from a file: where it stands, field by field."""

    location: Location
    lines: dict[tuple[str | int, ...], int] = Field(default_factory=dict, repr=False)

    def at(self, *path: str | int) -> Location:
        """The place of a field (`at("related", 0)`), or of its nearest parent."""
        while path and path not in self.lines:
            path = path[:-1]
        return Location(self.location.path, self.lines.get(path, self.location.line))

    @property
    def path(self) -> str:
        """The file, relative to the docs folder."""
        return self.location.path.split("/", 1)[1]


T = TypeVar("T")
Day = Annotated[date, BeforeValidator(_day)]
Text = Annotated[str, AfterValidator(_text)]
HttpsUrl = Annotated[str, AfterValidator(_https)]
#: A list in YAML, a tuple in Python.
Many = Annotated[tuple[T, ...], Field(strict=False)]


class Source(Record):
    """A page that supports what we say."""

    title: Text = Field(description="The page's own title.")
    url: HttpsUrl = Field(description="Where to read it; https only.")
