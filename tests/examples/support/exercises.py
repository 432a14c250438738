"""Exercises: a start whose steps fail until a reader writes them, and a solution that passes them."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.examples.support import modules


def steps(start: ModuleType) -> tuple[str, ...]:
    """The names of the steps' tests, in the order of the file."""
    return tuple(name for name in vars(start) if name.startswith("test_"))


def run(start: ModuleType, step: str, given: Any) -> None:
    """Run the test of one step; `given` (a client, mostly) goes to a step that takes something."""
    test = getattr(start, step)
    test(*([given] if inspect.signature(test).parameters else []))


def solved(start: Path, solution: Path, names: Iterable[str], monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The start, loaded from its file, with what the solution wrote in it."""
    loaded = modules.load(start, monkeypatch)
    solve(loaded, solution, names, monkeypatch)
    return loaded


def solve(start: ModuleType, solution: Path, names: Iterable[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Put what the solution wrote into the start, until the test ends."""
    solved = modules.load(solution, monkeypatch)
    for name in names:
        monkeypatch.setattr(start, name, getattr(solved, name))


def failing(*errors: type[Exception]) -> AbstractContextManager[object]:
    """Expect a step to fail: by an assertion, by an error that did not come, or by one of `errors`."""
    return pytest.raises((AssertionError, pytest.fail.Exception, *errors))
