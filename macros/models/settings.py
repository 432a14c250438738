"""The settings of mkdocs.yml that the generator reads; the engine checks the others.

Typed dictionaries, for they cost a third of the time that classes do, in each run; without defaults, for a
setting without a value is as one that is not there.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, with_config
from typing_extensions import TypedDict

#: For settings that are ours alone, and for those that the engine has more of.
OURS = ConfigDict(strict=True, extra="forbid")
SHARED = ConfigDict(strict=True, extra="ignore")


def _in_order(value: tuple[int, int]) -> tuple[int, int]:
    if not 0 <= value[0] <= value[1]:
        raise ValueError("should be the least and the most, as in [4, 40]")
    return value


def _theme(value: Any) -> Any:
    """A theme may be given by its name alone."""
    return {"name": value} if isinstance(value, str) else value


def _extensions(value: Any) -> Any:
    """Extensions may be a list, or a mapping of their options."""
    return [{name: options} for name, options in value.items()] if isinstance(value, dict) else value


def _extension(value: Any) -> Any:
    if not isinstance(value, str | dict):
        raise ValueError("should be a name, or a name with options")
    return value


Days = Annotated[int, Field(gt=0)]
Span = Annotated[tuple[int, int], Field(strict=False), AfterValidator(_in_order)]
Phrase = Annotated[str, Field(min_length=1)]
Extension = Annotated[Any, AfterValidator(_extension)]

#: Days until a statement of a kind must be checked again.
StaleAfter = TypedDict(
    "StaleAfter", {"answer": Days | None, "fact": Days | None, "price-unit": Days | None}, total=False
)
StaleAfter.__pydantic_config__ = OURS  # type: ignore[attr-defined]


@with_config(OURS)
class Lengths(TypedDict, total=False):
    """The least and the most of each part."""

    prompt: Span | None
    spoken: Span | None
    depth: Span | None
    key_points: Span | None
    reply: Span | None
    definition: Span | None
    description: Span | None


@with_config(OURS)
class Guide(TypedDict, total=False):
    """`extra.guide`: what the whole guide agrees on."""

    stale_after: StaleAfter | None
    lengths: Lengths | None
    avoid: dict[str, Phrase] | None
    feed_authority: str | None
    report_email: str | None
    downloads: bool | None


@with_config(SHARED)
class Extra(TypedDict, total=False):
    """`extra`: what the theme and the guide are told."""

    guide: Guide | None


@with_config(SHARED)
class Theme(TypedDict, total=False):
    """What the generator must know of the theme."""

    language: str | None
    custom_dir: str | None


@with_config(SHARED)
class Validation(TypedDict, total=False):
    """`validation`: how the engine takes what is wrong with its configuration."""

    nav: dict[str, Any] | None


@with_config(SHARED)
class Settings(TypedDict, total=False):
    """A whole configuration, with all that it inherits.

    Source: https://www.mkdocs.org/user-guide/configuration/
    """

    site_url: str | None
    repo_url: str | None
    edit_uri: str | None
    copyright: str | None
    use_directory_urls: bool | None
    markdown_extensions: Annotated[list[Extension] | None, BeforeValidator(_extensions)]
    nav: list[Any] | None
    not_in_nav: str | None
    exclude_docs: str | None
    draft_docs: str | None
    validation: Validation | None
    theme: Annotated[Theme | None, BeforeValidator(_theme)]
    extra: Extra | None
