"""A guide about another subject, built by MkDocs: proof that the generator is general."""

from __future__ import annotations

import re

import pytest

from macros.rendering.here import site_url
from tests.support.engines import Built
from tests.support.searching import SearchIndex, read_index
from tests.support.sites import Site

SERVICE = "baking/sourdough/index.html"


@pytest.fixture(scope="session")
def index(bread: Site) -> SearchIndex:
    """What search finds."""
    folder = "assets/generated/search/"
    files = {name: data.decode() for name, data in bread.files().items() if name.startswith(folder)}
    return read_index({name.removeprefix(folder): text for name, text in files.items()})


def test_a_question_is_a_heading_with_its_anchor_and_then_its_card(bread: Site) -> None:
    html = bread.page(SERVICE)
    heading = html.index('id="sourdough/poke-test"')
    assert re.search(r"<h3[^>]*$", html[:heading])
    after = html[heading:]
    card = re.search(r"</h3>\s*<details class=\"question\"([^>]*)>", after)
    assert card
    assert card.start() == after.index("</h3>")
    attributes = dict(re.findall(r'data-(\w+)="([^"]*)"', card[1]))
    assert attributes["question"] == "sourdough/poke-test"
    assert attributes["level"] == "junior"
    assert attributes["kind"] == "concept"


def test_the_card_holds_the_answer_its_facts_and_its_links(bread: Site) -> None:
    html = bread.page(SERVICE)
    card = html[html.index('data-question="sourdough/poke-test"') :].split("</details>")[0]
    assert "press a finger in" in card
    assert "hygroscopic" in card
    assert ">two days</a>" in card
    assert '<a href="#oven">the oven</a>' in card
    assert '<a href="#sourdough/collapse">the collapse</a>' in card


def test_a_former_id_is_an_anchor_inside_the_card(bread: Site) -> None:
    html = bread.page(SERVICE)
    card = html[html.index('data-question="sourdough/collapse"') :].split("</details>")[0]
    assert 'id="sourdough/flat-loaf"' in card


def test_terms_are_linked_with_their_definition_in_pages_and_in_cards(bread: Site) -> None:
    html = bread.page(SERVICE)
    link = re.compile(r'<a class="term" href="\.\./\.\./glossary/#proofing" title="([^"]+)"')
    before, card = html.split('<details class="question"', 1)
    for part in (before, card):
        found = link.search(part)
        assert found
        assert found[1] == "The rest in which a dough rises."


def test_the_table_of_facts_shows_amount_source_and_day(bread: Site) -> None:
    html = bread.page(SERVICE)
    (row,) = [row for row in re.findall(r"<tr>.*?</tr>", html, re.DOTALL) if "<td>Longest proof</td>" in row]
    assert re.search(r'<a class="fact"[^>]*href="https://example\.org/proof"[^>]*>48 hours</a>', row)
    assert "Read on 2026-01-02" in row


def test_services_are_compared_side_by_side(bread: Site) -> None:
    html = bread.page(SERVICE)
    assert re.search(r"<td>Durability</td>\s*<td>Days</td>\s*<td>Hours</td>", html)


def test_code_comes_from_the_example_and_the_diagram_has_its_words(bread: Site) -> None:
    html = bread.page(SERVICE)
    assert '<span class="filename">bake.py</span>' in html
    assert "<figcaption>Rise</figcaption>" in html
    assert "Dough becomes bread in the oven." in html


def test_the_glossary_leads_to_where_a_term_is_used(bread: Site) -> None:
    html = bread.page("glossary/index.html")
    entry = html[html.index('data-term-entry="proofing"') :].split("</div>\n<h2")[0]
    assert '<a href="uses/#proofing">Used in 3 places</a>' in entry
    uses = bread.page("glossary/uses/index.html").split('<h2 id="proofing">')[1]
    assert '<a href="../#proofing">' in uses
    assert '<a href="../../baking/sourdough/#sourdough/poke-test">How do you know' in uses


def test_the_glossary_has_only_its_letters_beside_it(bread: Site) -> None:
    html = bread.page("glossary/index.html")
    menus = html.split('class="md-nav md-nav--secondary"')[1:]
    assert [re.findall(r'href="(#[^"]*)"', menu.split("</nav>")[0]) for menu in menus] == [["#p", "#s"]] * 2


def test_search_has_one_entry_for_each_question_with_the_words_of_its_answer(index: SearchIndex) -> None:
    assert index.having("hygroscopic") == ["baking/sourdough/index.md#sourdough/poke-test"]
    titles = [item.title for item in index.documents if item.kind == "question"]
    assert "How do you know that a dough is proofed?" in titles


def test_search_does_not_find_the_furniture_of_a_card(index: SearchIndex) -> None:
    assert index.having("report") == []


def test_what_search_finds_is_there(bread: Site, index: SearchIndex) -> None:
    assert {item.kind for item in index.documents} == {"question", "term", "page", "fact"}
    for item in index.documents:
        html = bread.page(f"{site_url(item.page, True)}index.html")
        assert not item.anchor or f'id="{item.anchor}"' in html, item


def test_nothing_tells_of_another_subject(bread: Site) -> None:
    other = re.compile(rb"\bAWS\b|\bAmazon\b|\bLambda\b")
    told = {
        name for name, data in bread.files().items() if not name.startswith("assets/") and other.search(data)
    }
    assert told == set()


@pytest.mark.parametrize("fixture", ["bread", "with_file_urls"])
def test_every_link_of_every_page_leads_to_a_file_and_an_anchor(
    fixture: str, request: pytest.FixtureRequest
) -> None:
    site: Site = request.getfixturevalue(fixture)
    assert Built(site.root / "site").unresolved() == []


def test_without_folders_for_pages_links_name_files(with_file_urls: Site) -> None:
    html = with_file_urls.page("baking/sourdough/index.html")
    assert 'href="../../glossary/index.html#proofing"' in html
    assert '<a href="uses/s.html#starter">' in with_file_urls.page("glossary/index.html")
    uses = with_file_urls.page("glossary/uses/s.html")
    assert '<a href="../../baking/sourdough/index.html#sourdough/poke-test">' in uses
    assert '<a href="../index.html#starter">' in uses


def test_what_was_read_long_ago_is_marked_stale(bread: Site, years_later: Site) -> None:
    def badges(site: Site) -> list[str]:
        parts = site.page(SERVICE).split('<details class="question" data-question="')[1:]
        return [
            part.split('"')[0] for part in parts if '<span class="chip stale">' in part.split("</summary>")[0]
        ]

    assert badges(bread) == ["sourdough/collapse"]
    assert badges(years_later) == ["sourdough/poke-test", "sourdough/collapse"]
    assert 'class="fact stale"' in years_later.page(SERVICE)
    assert 'class="fact stale"' not in bread.page("baking/sourdough/index.html").split("<h2", 1)[0]
