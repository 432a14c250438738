"""What is not MkDocs is left alone; whole sites are in tests/sites/test_fast.py."""

from __future__ import annotations

import pytest

from macros.quick_mkdocs import pages


def test_another_engine_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "_current", None)
    pages.enable({"site_dir": "site"})
    assert pages._current is None
