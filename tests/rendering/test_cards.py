"""What is set into its place on a page."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from macros.guide import Guide, load_catalog
from macros.issues import MacroError
from macros.rendering.cards import (
    MATERIALS,
    PLACES,
    diagram_figure,
    fact_table,
    mail_url,
    question_card,
    report_url,
    term_entry,
    term_uses,
)
from macros.rendering.here import Here
from tests.support.guides import copy_site, edited, guide, make_site

HERE = Here("baking/sourdough/index.md")
GLOSSARY = Here("glossary/index.md")
USES = {
    "docs/glossary/uses/index.md": """\
        ---
        title: Uses
        description: Where the words are used.
        ---

        {{ term_uses() }}
        """
}


def card(bread: Guide, name: str = "sourdough/poke-test", here: Here = HERE) -> str:
    return question_card(bread.catalog, bread.renderer, name, here)


def opened(root: Path, files: dict[str, str]) -> Guide:
    return Guide(load_catalog(make_site(guide(root, files))))


def test_a_card_says_what_it_is_in_its_attributes(bread: Guide) -> None:
    assert card(bread).startswith(
        '<details class="question" data-question="sourdough/poke-test" data-level="junior" '
        'data-kind="concept" data-topics="dough" id="card:sourdough/poke-test" '
    )


def test_a_card_holds_every_part_of_a_question(bread: Guide) -> None:
    headings = re.findall(r"<h4>(.*?)</h4>", card(bread))
    assert headings == [
        "In depth",
        "What a good answer covers",
        "What sounds weak",
        "What is asked next",
    ]
    others = re.findall(r"<h4>(.*?)</h4>", card(bread, "sourdough/collapse"))
    assert others == [*headings[:2], "Related questions"]


def test_a_related_question_that_a_follow_up_leads_to_is_not_named_twice(bread: Guide) -> None:
    question = bread.catalog.question("sourdough/poke-test")
    assert question.related == (question.follow_ups[0].question,)
    assert card(bread).count("#sourdough/collapse") == 2  # by the follow-up, and in the text


def test_a_card_at_home_links_to_itself_and_elsewhere_to_its_home(bread: Guide) -> None:
    assert '<a href="#sourdough/poke-test">Link to this question</a>' in card(bread)
    away = card(bread, here=GLOSSARY)
    assert '<a href="../baking/sourdough/#sourdough/poke-test">Link to this question</a>' in away
    assert '<a href="../baking/sourdough/#oven">the oven</a>' in away
    assert "site:" not in away
    files = card(bread, here=Here("glossary/index.md", directory_urls=False))
    assert '<a href="../baking/sourdough/index.html#sourdough/poke-test">Link to this question</a>' in files


def test_an_alias_is_an_anchor_of_the_card(bread: Guide) -> None:
    assert '<a id="sourdough/flat-loaf"></a>' in card(bread, "sourdough/collapse")


def test_a_follow_up_has_its_answer_under_it_or_leads_to_another_question(bread: Guide) -> None:
    assert '<li>What if it collapses? <a href="#sourdough/collapse">See: Your loaf collapsed' in card(bread)
    summary = "<summary>How does temperature matter?</summary>"
    assert f'<li><details class="reply">{summary}<p>Warm dough proofs <em>faster</em>' in card(bread)


def test_a_follow_up_can_have_an_answer_and_lead_on_or_neither(tmp_path: Path) -> None:
    root = copy_site("bread", tmp_path / "bread")
    file = root / "docs/baking/sourdough/questions/poke-test.md"
    text = file.read_text(encoding="utf-8")
    text = text.replace("{ask: What if it collapses?,", "{ask: What if it collapses?, answer: Feed it.,")
    text = text.replace("related: [", "  - Why?\nrelated: [")
    file.write_text(text, encoding="utf-8")
    html = card(Guide(load_catalog(root)))
    assert '<p>Feed it.</p></details> <a href="#sourdough/collapse">See: Your loaf collapsed' in html
    assert "<li>Why?</li>" in html


def test_a_card_names_its_sources_and_the_day_they_were_read(bread: Guide) -> None:
    assert (
        'Sources: <a href="https://example.org/proof">Proofing</a>. '
        'Checked on <time datetime="2026-01-02">2 January 2026</time>.'
    ) in card(bread)


def test_a_stale_card_has_a_badge_and_says_why(bread: Guide) -> None:
    stale = card(bread, "sourdough/collapse")
    assert '<span class="chip stale">Check due</span>' in stale
    assert '<strong class="stale">older than we allow: read the sources</strong>' in stale
    assert "stale" not in card(bread).split("<footer")[0].split("</summary>")[0]


def test_a_card_can_be_edited_and_reported(bread: Guide) -> None:
    html = card(bread)
    edit = "https://git.example/bread/guide/edit/main/docs/baking/sourdough/questions/poke-test.md"
    assert f'<a href="{edit}">Edit this question</a>' in html
    report = re.search(r'<a href="([^"]+)">Report a problem</a>', html)
    assert report
    query = parse_qs(urlsplit(unescape(report[1])).query)
    assert query["question"] == ["sourdough/poke-test"]
    assert query["title"] == ["Wrong answer: sourdough/poke-test"]
    assert "Report by email" not in html


def test_without_a_repository_a_card_has_no_links_to_it(bread: Guide) -> None:
    bare = replace(bread.catalog, config=replace(bread.catalog.config, repo_url=""))
    html = question_card(bare, bread.renderer, "sourdough/poke-test", HERE)
    assert "Edit this question" not in html
    assert "Report a problem" not in html
    assert report_url(bare, bare.question("sourdough/poke-test")) == ""


def test_readers_without_an_account_can_write_a_letter(bread: Guide) -> None:
    config = replace(bread.catalog.config, report_email="us@bread.example")
    question = bread.catalog.question("sourdough/poke-test")
    url = urlsplit(mail_url(replace(bread.catalog, config=config), question))
    assert (url.scheme, url.path) == ("mailto", "us@bread.example")
    assert parse_qs(url.query)["subject"] == ["Wrong answer: sourdough/poke-test"]
    assert parse_qs(url.query)["body"][0].startswith("Question: sourdough/poke-test\n")
    assert mail_url(bread.catalog, question) == ""


def test_what_an_author_writes_in_a_label_is_escaped(tmp_path: Path) -> None:
    name = "docs/baking/sourdough/questions/poke-test.md"
    files = edited(name, "title: Proofing", "title: Proofing & 1 < 2")
    fresh = opened(tmp_path, files)
    assert ">Proofing &amp; 1 &lt; 2</a>" in card(fresh)


def test_a_card_without_depth_has_no_empty_section(tmp_path: Path) -> None:
    name = "docs/baking/sourdough/questions/poke-test.md"
    fresh = opened(tmp_path, edited(name, "## In depth\n\n", ""))
    assert 'class="depth"' not in card(fresh)


def test_an_entry_of_the_glossary_has_definition_names_and_the_way_to_its_uses(bread: Guide) -> None:
    html = term_entry(bread.catalog, bread.renderer, "starter", GLOSSARY)
    assert "<p>Flour and water in which wild yeast lives.</p>" in html
    assert '<dt>Also called</dt><dd><span itemprop="alternateName">levain</span></dd>' in html
    assert '<dt>See also</dt><dd><a href="#proofing">proofing</a></dd>' in html
    assert '<a href="uses/s/#starter">Used in 2 places</a>' in html
    other = term_entry(bread.catalog, bread.renderer, "proofing", GLOSSARY)
    assert '<a href="uses/#proofing">Used in 3 places</a>' in other


def test_one_place_is_counted_in_the_singular_and_none_is_not_shown(tmp_path: Path) -> None:
    page = "docs/baking/sourdough/index.md"
    once = opened(tmp_path / "once", USES)
    assert "Used in 1 place<" in term_entry(once.catalog, once.renderer, "starter", GLOSSARY)
    never = opened(tmp_path / "never", USES | edited(page, "A starter is fed daily.", "Text."))
    assert "Used in" not in term_entry(never.catalog, never.renderer, "starter", GLOSSARY)
    assert term_uses(never.catalog, never.renderer, "starter", Here("glossary/uses/index.md")).endswith(
        "<p>Nothing uses it.</p>"
    )


def test_a_guide_without_pages_for_the_uses_of_terms_promises_none(tmp_path: Path) -> None:
    without = opened(tmp_path, {})
    assert "Used in" not in term_entry(without.catalog, without.renderer, "starter", GLOSSARY)


def test_the_uses_of_a_term_are_places_in_the_order_of_the_pages_and_the_way_back(bread: Guide) -> None:
    html = term_uses(bread.catalog, bread.renderer, "proofing", Here("glossary/uses/index.md"))
    assert re.findall(r'<a href="(.*?)">(.*?)</a>', html) == [
        ("../#proofing", "What it means"),
        ("../../baking/sourdough/", "Sourdough"),
        ("../../baking/yeast/", "Yeast"),
        ("../../baking/sourdough/#sourdough/poke-test", "How do you know that a dough is proofed?"),
    ]


def test_a_link_from_entry_to_entry_has_no_title(tmp_path: Path) -> None:
    """What the title would say stands on the same page."""
    text = "---\nterm: crumb\nchecked: 2026-01-02\n---\n\nWhat a starter makes.\n"
    files = {"docs/glossary/terms/crumb.md": text}
    found = opened(tmp_path, files)
    html = term_entry(found.catalog, found.renderer, "crumb", GLOSSARY)
    assert "title=" in found.renderer.term(found.catalog.term("crumb"))
    assert '<a class="term" href="#starter">' in html
    assert "title=" not in html


def test_a_diagram_has_its_picture_and_its_words(bread: Guide) -> None:
    html = diagram_figure(bread.catalog, bread.renderer, "baking/sourdough/diagrams/rise", HERE)
    assert "<svg " in html
    assert "<figcaption>Rise</figcaption>" in html
    assert "<p>Dough becomes bread in the oven.</p>" in html


def test_the_table_of_facts_knows_how_each_is_known(bread: Guide) -> None:
    html = fact_table(bread.catalog, bread.renderer, "all", Here("facts.md"))
    rows = {row[0]: row[1] for row in re.findall(r'<tr id="([^"]+)"(.*?)</tr>', html, re.DOTALL)}
    assert set(rows) == {"sourdough/proof-max", "sourdough/starter-age"}
    assert 'data-known="read"' in rows["sourdough/proof-max"]
    assert 'data-known="machine"' in rows["sourdough/starter-age"]
    assert "Check due" in rows["sourdough/starter-age"]
    assert '<a href="../baking/sourdough/">Sourdough</a>' in rows["sourdough/proof-max"]


@pytest.mark.parametrize("make", [question_card, term_entry, term_uses, diagram_figure])
def test_a_place_for_something_unknown_raises(bread: Guide, make: object) -> None:
    with pytest.raises(MacroError):
        make(bread.catalog, bread.renderer, "rye/crumb", HERE)  # type: ignore[operator]


def place_and_material(root: Path, kind: str, name: str) -> tuple[str, bytes]:
    found = Guide(load_catalog(root))
    material = MATERIALS[kind](found.catalog, found.renderer, name)
    assert material
    return PLACES[kind](found.catalog, found.renderer, name, GLOSSARY), material


POKE_TEST, COLLAPSE, FACTS, PAGE = (
    f"baking/sourdough/{name}"
    for name in ("questions/poke-test.md", "questions/collapse.md", "facts.yml", "index.md")
)
YEAST = "baking/yeast/index.md"
STARTER, PROOFING = (f"glossary/terms/{name}.md" for name in ("starter", "proofing"))


@pytest.mark.parametrize(
    ("kind", "file", "old", "new", "same"),
    [
        ("question", POKE_TEST, "minutes: 2", "minutes: 3", False),
        ("question", POKE_TEST, "## In depth\n", "## In depth\n\nMore.\n", False),
        ("question", POKE_TEST, "checked: 2026-01-02", "checked: 2026-01-03", False),
        ("question", COLLAPSE, "prompt: ", "prompt: Well, y", False),
        ("question", FACTS, "display: two days", "display: a day", False),
        ("question", COLLAPSE, "checked: 2020-01-02", "checked: 2020-01-03", True),
        ("term", STARTER, "It is fed.", "It is fed daily.", False),
        ("term", STARTER, "[levain]", "[levain, mother]", False),
        ("term", PROOFING, "term: proofing", "term: Proofing", False),
        ("term", YEAST, "a starter", "sourdough", False),
        ("term", YEAST, "takes an hour", "takes two hours", True),
        ("term", PAGE, "checked: 2026-01-02", "checked: 2026-01-03", True),
        ("uses", YEAST, "a starter", "sourdough", False),
        ("uses", YEAST, "title: ", "title: The ", False),
        ("uses", YEAST, "takes an hour", "takes two hours", True),
        ("uses", PAGE, "checked: 2026-01-02", "checked: 2026-01-03", True),
    ],
)
def test_a_place_changes_with_what_it_is_made_of(
    tmp_path: Path, kind: str, file: str, old: str, new: str, same: bool
) -> None:
    root = copy_site("bread", tmp_path / "bread")
    name = "sourdough/poke-test" if kind == "question" else "starter"
    place, material = place_and_material(root, kind, name)
    path = root / "docs" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    other, other_material = place_and_material(root, kind, name)
    assert (other == place) is (other_material == material) is same
