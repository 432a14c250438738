"""Loads a sample into the test's own process."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest


def load(source: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A fresh module from a file, known by its name until the test ends. Writes no compiled file."""
    module = ModuleType(source.stem)
    module.__file__ = str(source)
    monkeypatch.setitem(sys.modules, source.stem, module)
    exec(compile(source.read_text(encoding="utf-8"), str(source), "exec"), module.__dict__)
    return module
