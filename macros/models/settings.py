"""The settings of mkdocs.yml that the generator reads; the engine checks the others.

Typed dictionaries, for they cost a third of the time that classes do, in each run; without defaults, for a
setting without a value is as one that is not there.
"""

from __future__ import annotations

from pathlib import PurePath
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


def _plugins(value: Any) -> Any:
    """Without ours, or with another module, pages would be published with the text of their calls.

    Plugins may be a list, or a mapping of their options. What is neither, the engine refuses.
    """
    listed = [{name: options} for name, options in value.items()] if isinstance(value, dict) else value
    if not isinstance(listed, list):
        return value
    options = next((item["macros"] for item in listed if isinstance(item, dict) and "macros" in item), None)
    if options is None and "macros" not in listed:
        raise ValueError("'macros' is missing, and pages would show the text of their calls")
    given = options if isinstance(options, dict) else {}
    if given.get("module_name") != "macros":
        raise ValueError("the plugin 'macros' should have 'module_name: macros', for the generator is there")
    if given.get("on_error_fail") is not True:
        raise ValueError(
            "the plugin 'macros' should have 'on_error_fail: true', or faults would be published"
        )
    return value


def _nav(value: list[Any]) -> list[Any]:
    """The engine says which kind of item it does not take, and not where."""
    for item in value:
        titled = item if isinstance(item, dict) and len(item) == 1 else None
        target = next(iter(titled.values())) if titled else item
        if isinstance(target, list) and titled:
            _nav(target)
        elif titled and target is None:
            raise ValueError(f"the entry '{next(iter(titled))}' leads nowhere; write a path behind its colon")
        elif not isinstance(target, str):
            raise ValueError(f"an entry is a path, or a title with a path or a list, and not {item!r}")
    return value


def _docs(value: str | None) -> str | None:
    if value is not None and PurePath(value) != PurePath("docs"):
        raise ValueError("should be 'docs': that folder is read, whatever stands here")
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
    docs_dir: Annotated[str | None, AfterValidator(_docs)]
    plugins: Annotated[Any, AfterValidator(_plugins)]
    nav: Annotated[list[Any], AfterValidator(_nav)] | None
    not_in_nav: str | None
    exclude_docs: str | None
    draft_docs: str | None
    validation: Validation | None
    theme: Annotated[Theme | None, BeforeValidator(_theme)]
    extra: Extra | None
