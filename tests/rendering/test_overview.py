"""The box on a service's or a category's page, and the parts of the home page."""

from __future__ import annotations

import dataclasses
import re

import pytest

from macros.catalog import Catalog
from macros.guide import Guide
from macros.issues import Location, MacroError
from macros.library.overview import at_a_glance, cards_due, figures, service_map
from macros.library.plans import study_plans
from macros.models import Page
from macros.rendering.cards import PLACES
from macros.rendering.here import Here


def shown(guide: Guide, text: str, here: Here) -> str:
    """What a macro's place becomes."""
    kind, name = re.findall(r'data-(?:place|id)="([^"]*)"', text)[:2]
    return PLACES[kind](guide.catalog, guide.renderer, name, here)


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


def _second(page: Page) -> Page:
    return page.model_copy(update={"location": Location("docs/baking/sourdough/second.md"), "service": None})


def test_a_service_shows_its_record_and_its_questions_by_level(bread: Guide) -> None:
    here = Here("baking/sourdough/index.md")
    html = shown(bread, at_a_glance(bread.catalog, here), here)
    text = text_of(html)
    assert "Bread raised by a starter." in text
    assert "Pricing Flour and time Scaling One loaf a tin Scope Kitchen Durability Days" in text
    assert "2 questions 2 junior" in text or re.search(r"2 questions 1 junior 1 \w+", text), text
    assert 'href="../yeast/"' in html
    assert 'href="../../practice/?service=sourdough"' in html
    assert 'href="../../practice/?service=sourdough&amp;level=junior"' in html
    assert '<svg class="icon"' in html


def test_the_button_that_opens_the_order_of_pages_holds_no_links(bread: Guide) -> None:
    first = bread.catalog.pages["baking/sourdough/index.md"]
    more = dataclasses.replace(bread.catalog.content, pages=(*bread.catalog.content.pages, _second(first)))
    nav = [*bread.catalog.config.nav, "baking/sourdough/second.md"]
    config = dataclasses.replace(bread.catalog.config, nav=nav)
    catalog = Catalog(bread.catalog.root, more, config, bread.catalog.today)
    html = PLACES["glance"](catalog, bread.renderer, "page", Here(first.path))
    assert "Read first: Yeast" in text_of(html)
    (summary,) = re.findall(r"<summary>(.*?)</summary>", html)
    assert summary == "Read in this order"


def test_a_service_without_an_icon_and_without_questions_has_neither_gap_nor_links(bread: Guide) -> None:
    here = Here("baking/yeast/index.md")
    html = shown(bread, at_a_glance(bread.catalog, here), here)
    assert "<svg" not in html
    assert "question" not in html
    assert "Practice" not in html


def test_a_category_shows_its_services_in_their_order(bread: Guide) -> None:
    here = Here("baking/index.md")
    html = shown(bread, at_a_glance(bread.catalog, here), here)
    names = re.findall(r'<span class="tile-name">([^<]+)', html)
    assert names == [item.short for item in bread.catalog.services.values()]
    assert 'href="../practice/?category=baking"' in html
    assert "no questions yet" in html


def test_the_box_belongs_on_the_page_of_a_service_or_category(bread: Guide) -> None:
    with pytest.raises(MacroError, match="no service's and no category's"):
        at_a_glance(bread.catalog, Here("index.md"))


def test_the_map_counts_the_questions_of_each_service(bread: Guide) -> None:
    html = shown(bread, service_map(bread.catalog, Here("index.md")), Here("index.md", directory_urls=False))
    assert 'href="baking/index.html"' in html
    assert 'href="baking/sourdough/index.html"' in html
    assert "Sourdough 2 questions" in text_of(html)


def test_the_figures_are_counted(bread: Guide) -> None:
    catalog = bread.catalog
    text = text_of(shown(bread, figures(catalog, Here("index.md")), Here("index.md")))
    assert f"questions {len(catalog.questions)} " in text
    assert f"numbers {len(catalog.facts)} " in text
    assert "code examples 1 run by the tests" in text
    sources = {source.url for item in catalog.questions.values() for source in item.sources}
    sources |= {
        source.url for item in (*catalog.terms.values(), *catalog.content.pages) for source in item.sources
    }
    sources |= {fact.source.url for fact in catalog.facts.values()}
    assert f"sources {len(sources)} " in text
    days = [item.checked for item in (*catalog.questions.values(), *catalog.facts.values())]
    assert f"{max(days):%B %Y}" in text


def test_a_new_fact_is_counted(bread: Guide) -> None:
    catalog = bread.catalog
    content = dataclasses.replace(catalog.content, facts=catalog.content.facts[:-1])
    fewer = Catalog(catalog.root, content, catalog.config, catalog.today)
    text = text_of(PLACES["figures"](fewer, bread.renderer, "all", Here("index.md")))
    assert len(fewer.facts) == len(catalog.facts) - 1
    assert f"numbers {len(fewer.facts)} " in text or len(fewer.facts) == 0


def test_what_is_due_leads_to_the_practice_page_and_is_hidden_until_a_script_knows(bread: Guide) -> None:
    html = shown(bread, cards_due(bread.catalog, Here("index.md")), Here("index.md"))
    assert 'href="practice/"' in html
    assert re.match(r"<p [^>]*\bhidden>", html)


def test_plans_side_by_side_have_the_same_figures_as_the_list(bread: Guide) -> None:
    here = Here("index.md")
    html = shown(bread, study_plans(bread.catalog, here, "first-loaf", show="cards"), here)
    assert text_of(html) == "First loaf For who bakes tomorrow. 1.5 hours, 2 questions"
    assert 'href="plans/first-loaf/"' in html


def test_a_plan_that_does_not_exist_is_named(bread: Guide) -> None:
    with pytest.raises(MacroError, match="there is no study plan 'first-lof'"):
        study_plans(bread.catalog, Here("index.md"), "first-lof", show="cards")
    with pytest.raises(MacroError, match="show is 'list' or 'cards'"):
        study_plans(bread.catalog, Here("index.md"), show="tiles")
