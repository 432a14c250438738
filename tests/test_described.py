"""What is the same is described the same, and nothing else is."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest

from macros.described import UnknownError, described


class Settings:
    def __init__(self, name: str) -> None:
        self.name = name


def test_what_is_the_same_isdescribed_the_same() -> None:
    first = {"a": [1, None, True, Path("x"), {"b", "c"}], "f": logging.getLogger, "s": Settings("x")}
    second = {"a": [1, None, True, Path("x"), {"c", "b"}], "f": logging.getLogger, "s": Settings("x")}
    assert described(first) == described(second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"a": 1}, {"a": "1"}),
        ({"a": 1}, {"a": True}),
        (["a", "b"], ["b", "a"]),
        ({"x": 1, "y": 2}, {"y": 2, "x": 1}),  # the order of extensions means something
        (Settings("x"), Settings("y")),
        (Path("x"), Path("y")),
        (logging.info, logging.debug),
        ([["a"], "b"], [["a", "b"]]),
    ],
)
def test_what_is_different_isdescribed_differently(first: object, second: object) -> None:
    assert described(first) != described(second)


def test_nothing_is_kept_where_a_setting_cannot_be_told() -> None:
    with pytest.raises(UnknownError):
        described({"a": object()})
    circle: list[Any] = []
    circle.append(circle)
    with pytest.raises(UnknownError):
        described(circle)
