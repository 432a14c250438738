"""What changed between two releases of botocore's service models: where the provider says what is new first.

A fact with `verify` is contradicted by itself. A sentence is not, so somebody has to read what changed.
Source: https://github.com/boto/botocore/tree/develop/botocore/data
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from botocore.exceptions import UnknownServiceError
from botocore.loaders import Loader

from macros.verification.comparing import plain

#: What a shape limits.
LIMITS = ("min", "max", "pattern", "enum", "required")


@dataclass(frozen=True)
class Change:
    """What is different at one place of a service's model: sentences and values, new ones and those gone."""

    service: str
    place: str
    new: tuple[str, ...]
    gone: tuple[str, ...] = ()


def model_changes(services: Iterable[str], packages: Path) -> Iterator[Change]:
    """Every change of these services from the installed models to those in a folder with packages.

    The same words at several places are one change. Raises LookupError where the folder holds no models.
    """
    if not (packages / "botocore" / "data").is_dir():
        raise LookupError(f"there is no botocore in {packages}")
    for service in sorted(set(services)):
        said: set[tuple[tuple[str, ...], tuple[str, ...]]] = set()
        for place, new, gone in _compared(_model(service, None), _model(service, packages)):
            if (new, gone) not in said:
                said.add((new, gone))
                yield Change(service, place, new, gone)


def _model(service: str, packages: Path | None) -> dict[str, Any]:
    """The newest model of a service in a folder with packages; an empty one where it has none."""
    paths = [str(packages / "botocore" / "data")] if packages else None
    loader = Loader(extra_search_paths=paths, include_default_search_paths=packages is None)
    try:
        return dict(loader.load_service_model(service, "service-2"))
    except UnknownServiceError:
        return {"operations": {}, "shapes": {}}


def _compared(
    before: dict[str, Any], after: dict[str, Any]
) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """(place, what is new there, what is gone), operations first."""
    for name in sorted({*before["operations"], *after["operations"]}):
        old, new = before["operations"].get(name), after["operations"].get(name)
        if old is None:
            yield name, ("a new operation",), ()
        elif new is None:
            yield name, (), ("the operation",)
        else:
            yield from _texts(name, old, new)
    for name in sorted(before["shapes"].keys() & after["shapes"].keys()):  # a new shape comes with its member
        old, new = before["shapes"][name], after["shapes"][name]
        for limit in LIMITS:
            gone, come = _values(old.get(limit)), _values(new.get(limit))
            if gone != come:
                yield (
                    f"{name}, {limit}",
                    tuple(value for value in come if value not in gone),
                    tuple(value for value in gone if value not in come),
                )
        members, others = old.get("members", {}), new.get("members", {})
        for member in sorted({*members, *others}):
            place = f"{name}.{member}"
            if member not in members:
                yield place, ("a new field", *_sentences(others[member])[:2]), ()
            elif member not in others:
                yield place, (), ("the field",)
            else:
                yield from _texts(place, members[member], others[member])


def _texts(
    place: str, before: dict[str, Any], after: dict[str, Any]
) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    old, new = _sentences(before), _sentences(after)
    come = tuple(sentence for sentence in new if sentence not in old)
    gone = tuple(sentence for sentence in old if sentence not in new)
    if come or gone:
        yield place, come, gone


def _sentences(described: dict[str, Any]) -> list[str]:
    return re.split(r"(?<=[.:!?]) ", plain(described.get("documentation", ""))) if described else []


def _values(limit: Any) -> list[str]:
    """What a limit names, one by one."""
    if limit is None:
        return []
    return [str(value) for value in limit] if isinstance(limit, list) else [str(limit)]
