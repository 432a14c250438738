"""Which plugins are known."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import mkdocs
import pytest
from mkdocs.config.defaults import MkDocsConfig

from macros.quick_mkdocs.plugins import PAGE_EVENTS, knows_engine, knows_pages


def test_with_a_plugin_that_is_not_known_mkdocs_does_as_always() -> None:
    events: dict[str, list[Any]] = {event: [] for event in PAGE_EVENTS}
    config = cast("Any", SimpleNamespace(hooks={}, plugins=SimpleNamespace(events=events)))
    assert knows_pages(config)
    assert not knows_pages(cast("Any", SimpleNamespace(hooks={"a.py": 1}, plugins=config.plugins)))
    events["page_content"].append(SimpleNamespace().__init__)
    assert not knows_pages(config)
    events["page_content"] = [lambda html, **_: html]  # a hook
    assert not knows_pages(config)


def test_another_mkdocs_is_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    assert knows_engine(MkDocsConfig())
    monkeypatch.setattr(mkdocs, "__version__", "2.0.0")
    assert not knows_engine(MkDocsConfig())
    assert not knows_engine({})
