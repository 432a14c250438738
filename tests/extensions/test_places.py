"""Cards and other parts come into a page after its Markdown is converted."""

from __future__ import annotations

from pathlib import Path

import pytest
from markdown import Markdown

from macros.extensions import places
from macros.guide import Guide, load_catalog
from tests.support.guides import guide, make_site

PLACE = '<div data-place="{}" data-id="{}" data-page="baking/sourdough/index.md" data-urls="directory"></div>'


@pytest.fixture
def converter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Markdown:
    opened = Guide(load_catalog(make_site(guide(tmp_path))))
    monkeypatch.setattr(places, "opened_guide", lambda: opened)
    return Markdown(extensions=["macros.extensions.places", "md_in_html", "admonition", "pymdownx.tabbed"])


def test_a_place_is_replaced_by_the_card(converter: Markdown) -> None:
    html = converter.convert("## Heading\n\n" + PLACE.format("question", "sourdough/poke-test") + "\n\nText.")
    assert html.startswith('<h2>Heading</h2>\n<details class="question" data-question="sourdough/poke-test"')
    assert html.endswith("</details>\n\n<p>Text.</p>")
    assert "data-place" not in html


@pytest.mark.parametrize(
    "around",
    ["<div markdown>\n{}\n</div>", "!!! note\n\n    {}", "- {}", "text\n{}", "> {}", '=== "A"\n\n    {}'],
)
def test_a_place_is_filled_wherever_it_stands(converter: Markdown, around: str) -> None:
    html = converter.convert(around.format(PLACE.format("term", "starter")))
    assert '<div class="term-entry"' in html
    assert "data-place" not in html


def test_every_place_of_a_page_is_filled(converter: Markdown) -> None:
    text = "\n\n".join([PLACE.format("term", "starter"), PLACE.format("question", "sourdough/poke-test")])
    html = converter.convert(text)
    assert html.index("term-entry") < html.index('class="question"')


def test_a_page_without_places_stays_as_it_is(converter: Markdown, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> Guide:
        raise AssertionError("the guide was opened")

    monkeypatch.setattr(places, "opened_guide", refuse)
    assert converter.convert("Text.") == "<p>Text.</p>"
