"""The lines above a page's text come into its tree."""

from __future__ import annotations

from pathlib import Path

import pytest
from markdown import Markdown

from macros.extensions import page_head
from macros.guide import Guide, load_catalog
from tests.support.guides import guide, make_site


@pytest.fixture
def converter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Markdown:
    opened = Guide(load_catalog(make_site(guide(tmp_path))))
    monkeypatch.setattr(page_head, "opened_guide", lambda: opened)
    return Markdown(extensions=["macros.extensions.page_head"])


def test_the_lines_stand_before_the_text(converter: Markdown, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_head, "page_of_markdown", lambda _: "baking/sourdough/index.md")
    html = converter.convert("Text.")
    assert html.startswith('<div class="page-head" data-search-exclude="">')
    assert html.endswith("<p>Text.</p>")


@pytest.mark.parametrize("page", [None, "index.md"])
def test_other_texts_stay_as_they_are(
    converter: Markdown, monkeypatch: pytest.MonkeyPatch, page: str | None
) -> None:
    monkeypatch.setattr(page_head, "page_of_markdown", lambda _: page)
    assert converter.convert("Text.") == "<p>Text.</p>"
