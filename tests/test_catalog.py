"""The loaded guide: looking up, selecting, and how its parts refer to each other."""

from __future__ import annotations

import gc
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from textwrap import dedent
from weakref import ref

import pytest

from macros.catalog import Catalog, Use
from macros.checks import run_checks
from macros.issues import MacroError
from macros.library.facts import fact
from macros.models import Selection
from macros.paths import relative
from macros.planning import select
from macros.rendering.here import Here
from macros.site_config import SiteConfig
from tests.support.guides import BASE, catalog, copy_site, edited, make_site

SERVICE = "docs/baking/sourdough/index.md"
QUESTION = "docs/baking/sourdough/questions/poke-test.md"
TERM = "docs/glossary/terms/starter.md"


def service(name: str, **changes: str) -> str:
    """The index page of another service."""
    text = dedent(BASE[SERVICE]).replace("Sourdough", name).replace("{{ questions() }}", "")
    for old, new in changes.items():
        text = text.replace(f"{old}:", f"{new}\n  {old}:", 1)
    return text


def question(name: str, **fields: str) -> dict[str, str]:
    """Another question file: `section/name`, with other values in its front matter."""
    section, stem = name.split("/")
    lines = dedent(BASE[QUESTION]).split("\n")
    for key, value in fields.items():
        kept = [line for line in lines if not line.startswith(f"{key}:")]
        lines = [kept[0], f"{key}: {value}", *kept[1:]]
    return {f"docs/baking/{section}/questions/{stem}.md": "\n".join(lines)}


@pytest.fixture
def bread(tmp_path: Path) -> Catalog:
    from macros.guide import load_catalog

    return load_catalog(copy_site("bread", tmp_path))


# -- order -----------------------------------------------------------------------------------------------


def test_services_stand_by_category_then_order_then_id(tmp_path: Path) -> None:
    category = "---\ntitle: {0}\ndescription: {0}.\ncategory: {{name: {0}, tagline: x, order: {1}}}\n---\n"
    found = catalog(
        tmp_path,
        {
            "docs/cooking/index.md": category.format("Cooking", 0),
            "docs/cooking/soup/index.md": service("Soup"),
            "docs/baking/rye/index.md": service("Rye"),
            "docs/baking/yeast/index.md": service("Yeast").replace("  short:", "  order: 1\n  short:"),
            "docs/lonely/index.md": service("Lonely"),
        },
    )
    assert list(found.categories) == ["cooking", "baking"]
    assert list(found.services) == ["soup", "yeast", "rye", "sourdough", "lonely"]
    assert found.services["soup"].category == "cooking"
    assert found.services["soup"].folder == "cooking/soup"
    assert found.services["lonely"].category == ""


def test_questions_stand_by_service_topic_level_and_id(tmp_path: Path) -> None:
    found = catalog(
        tmp_path,
        {
            **question("sourdough/b", level="senior"),
            **question("sourdough/a", level="senior"),
            **question("sourdough/c", topics="[oven]"),
            **question("sourdough/d", topics="[unheard-of]"),
            **question("elsewhere/a"),
        },
    )
    assert list(found.questions) == [
        "sourdough/poke-test",
        "sourdough/a",
        "sourdough/b",
        "sourdough/c",
        "sourdough/d",
        "elsewhere/a",
    ]


def test_terms_stand_in_the_order_of_the_alphabet_whatever_their_case(tmp_path: Path) -> None:
    term = "---\nterm: {}\nchecked: 2026-01-02\n---\n\nA word.\n"
    found = catalog(
        tmp_path,
        {
            "docs/glossary/terms/a.md": term.format("Zopf"),
            "docs/glossary/terms/b.md": term.format("autolyse"),
        },
    )
    assert [item.term for item in found.terms.values()] == ["autolyse", "starter", "Zopf"]


def test_topics_of_a_folder_without_a_service_come_from_its_page(tmp_path: Path) -> None:
    page = "---\ntitle: A\ndescription: B.\ntopics: {choice: Which one}\n---\n"
    found = catalog(tmp_path, {"docs/scenarios/index.md": page})
    assert found.topics["scenarios"] == {"choice": "Which one"}
    assert found.topics["sourdough"] == {"dough": "The dough", "oven": "The oven"}


# -- looking up ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "name", "near"),
    [
        ("question", "sourdough/poke-tset", "sourdough/poke-test"),
        ("term", "starters", "starter"),
        ("fact", "sourdough/proof-mix", "sourdough/proof-max"),
        ("service", "sourdouhg", "sourdough"),
    ],
)
def test_an_unknown_name_raises_with_the_closest_one(tmp_path: Path, kind: str, name: str, near: str) -> None:
    with pytest.raises(MacroError) as caught:
        getattr(catalog(tmp_path), kind)(name)
    assert (caught.value.message, caught.value.hint) == (
        f"there is no {kind} '{name}'",
        f"did you mean '{near}'?",
    )
    assert caught.value.missing == name


@pytest.mark.parametrize("kind", ["example", "diagram"])
def test_an_unknown_file_raises(tmp_path: Path, kind: str) -> None:
    with pytest.raises(MacroError, match=f"there is no {kind} 'bread.x'"):
        getattr(catalog(tmp_path), kind)("bread.x")


def test_examples_and_diagrams_are_found_by_path(bread: Catalog) -> None:
    assert bread.example("baking/sourdough/examples/bake.py").name == "bake.py"
    assert bread.diagram("baking/sourdough/diagrams/rise").title == "Rise"


def test_a_question_is_found_by_an_alias(bread: Catalog) -> None:
    assert bread.question("sourdough/flat-loaf").id == "sourdough/collapse"


# -- selecting -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["poke-test", "collapse"]),
        ({"section": "sourdough"}, ["poke-test", "collapse"]),
        ({"level": "senior"}, ["collapse"]),
        ({"level": ["junior", "senior"]}, ["poke-test", "collapse"]),
        ({"topic": "dough"}, ["poke-test", "collapse"]),
        ({"topic": "oven"}, ["collapse"]),
        ({"kind": "concept"}, ["poke-test"]),
        ({"tag": "timing"}, ["poke-test"]),
        ({"topic": "dough", "level": "senior"}, ["collapse"]),
    ],
)
def test_questions_are_selected_by_every_filter(
    bread: Catalog, filters: Mapping[str, str], found: list[str]
) -> None:
    assert [item.id for item in bread.select(**filters)] == [f"sourdough/{name}" for name in found]


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ({"section": "rye"}, "there is no service 'rye'"),
        ({"topic": "crust"}, "there is no topic 'crust'"),
        ({"level": "expert"}, "there is no level 'expert'"),
        ({"kind": ["concept", "riddle"]}, "there is no kind 'riddle'"),
        ({"tag": "fun"}, "there is no tag 'fun'"),
        ({"kind": "concept", "level": "senior"}, "no question meets all of these filters"),
        ({"section": "yeast"}, "yeast has no questions"),
    ],
)
def test_a_filter_that_selects_nothing_raises(
    bread: Catalog, filters: Mapping[str, str], message: str
) -> None:
    with pytest.raises(MacroError) as caught:
        bread.select(**filters)
    assert caught.value.message == message


def test_a_guide_without_questions_says_so(tmp_path: Path) -> None:
    with pytest.raises(MacroError, match="the guide has no questions"):
        catalog(tmp_path, {QUESTION: None}).select()


# -- where a card stands ---------------------------------------------------------------------------------


def page(body: str) -> str:
    return f"---\ntitle: More\ndescription: More of it.\n---\n\n{body}\n"


HOME = "baking/sourdough/index.md"


@pytest.mark.parametrize(
    ("call", "home"),
    [
        ("{{ questions() }}", HOME),
        ('{{ questions("sourdough") }}', HOME),
        ('{{ questions(service="sourdough", group="topic", show="cards") }}', HOME),
        ('{{ questions("sourdough", "dough", ["junior"], "concept") }}', HOME),
        ('{{ question("sourdough/poke-test") }}', HOME),
        ('{{ question(id="sourdough/poke-test") }}', HOME),
        ('{{ questions("sourdough", "oven") }}', None),
        ('{{ questions("sourdough", show="links") }}', None),
        ('{{ questions("sourdough", level="senior") }}', None),
        ("{{ questions(levle=1) }}", None),
        ("{{ questions(name) }}", None),
        ("{{ question() }}", None),
        ("```\n{{ nothing() }}\n```", None),
    ],
)
def test_the_home_of_a_card_is_the_page_whose_call_shows_it(
    tmp_path: Path, call: str, home: str | None
) -> None:
    files = edited(SERVICE, "{{ questions() }}", call)
    found = catalog(tmp_path, {**files, **question("sourdough/other", topics="[oven]", level="mid")})
    assert found.homes.get("sourdough/poke-test") == home


def test_a_list_of_the_own_folder_beats_other_lists_and_single_cards(tmp_path: Path) -> None:
    more = {
        "docs/a.md": page('{{ question("sourdough/poke-test") }}'),
        "docs/b.md": page('{{ questions("sourdough") }}'),
    }
    assert catalog(tmp_path, more).homes["sourdough/poke-test"] == HOME
    without = {**more, **edited(SERVICE, "{{ questions() }}", "")}
    assert catalog(tmp_path, without).homes["sourdough/poke-test"] == "b.md"


def test_a_folder_of_questions_is_called_as_its_service_or_its_first_page(tmp_path: Path) -> None:
    text = dedent(BASE["docs/index.md"]).replace("title: Bread", "title: The oven")
    files = {
        **edited(SERVICE, "name: Sourdough", "name: Sourdough bread"),
        "docs/oven/index.md": text,
        "docs/baking/oven/questions.md": text,
    }
    found = catalog(tmp_path, files)
    names = {section: found.section_name(section) for section in ("sourdough", "oven", "cold-proof")}
    assert names == {"sourdough": "Sourdough bread", "oven": "The oven", "cold-proof": "Cold proof"}
    assert found.section_name("sourdough", short=True) == "Sourdough"
    assert found.section_name("cold-proof", short=True) == "Cold proof"


# -- terms and anchors -----------------------------------------------------------------------------------


def test_uses_of_a_term_are_pages_and_cards_in_the_order_of_the_guide(bread: Catalog) -> None:
    assert bread.uses["proofing"] == (
        Use("Sourdough", "baking/sourdough/index.md"),
        Use("Yeast", "baking/yeast/index.md"),
        Use(
            "How do you know that a dough is proofed?",
            "baking/sourdough/index.md",
            "sourdough/poke-test",
        ),
    )


@pytest.mark.parametrize(
    ("text", "used"),
    [
        ("A starter is fed.", True),
        ("Starters are fed.", True),
        ("`starter`", False),
        ("## Starter\n\nText.", False),
        ("[starter](index.md)", False),
        ('{{ term("starter", "it") }}', True),
        ('{{ term(id="starter") }}', True),
        ("```\nstarter\n```", False),
        ("Started.", False),
    ],
)
def test_a_term_is_used_where_a_page_names_it_as_running_text_or_by_macro(
    tmp_path: Path, text: str, used: bool
) -> None:
    found = catalog(tmp_path, edited(SERVICE, "A starter is fed daily.", text))
    assert ("starter" in found.uses) == used


@pytest.mark.parametrize(
    ("services", "text", "used"),
    [
        ("[]", "A starter.", False),
        ("[sourdough]", "A starter.", True),
        ("[yeast]", "A starter.", False),
        ("[]", '{{ term("starter") }}', True),
    ],
)
def test_a_term_that_opts_out_is_used_where_it_is_named_by_macro_or_belongs(
    tmp_path: Path, services: str, text: str, used: bool
) -> None:
    files = {
        **edited(TERM, "term: starter", f"term: starter\nauto_link: false\nservices: {services}"),
        **edited(SERVICE, "A starter is fed daily.", text),
    }
    found = catalog(tmp_path, files)
    assert list(found.matcher.find("a starter")) == []
    assert ("starter" in found.uses) == used


@pytest.mark.parametrize(("services", "used"), [("[sourdough]", True), ("[yeast]", False)])
def test_a_word_that_means_the_term_only_in_its_services_is_used_there(
    tmp_path: Path, services: str, used: bool
) -> None:
    lines = f"term: starter\nauto_link: services\nservices: {services}"
    found = catalog(tmp_path, edited(TERM, "term: starter", lines))
    assert [match.term for match in found.matcher.find("a starter")] == ["starter"]
    assert ("starter" in found.uses) == used


def test_the_glossary_itself_is_no_use(tmp_path: Path) -> None:
    files = {
        **edited(SERVICE, "A starter is fed daily.", "Text."),
        **edited("docs/glossary/index.md", "{{ glossary() }}", "The starter.\n\n{{ glossary() }}"),
    }
    assert "starter" not in catalog(tmp_path, files).uses


def test_anchors_are_headings_cards_and_terms(tmp_path: Path) -> None:
    body = "## The `oven`\n\n## The oven\n\n### [Heat](#heat) { #warmth }\n\n{{ questions() }}"
    found = catalog(tmp_path, edited(SERVICE, "{{ questions() }}", body)).anchors
    assert found[HOME] == {"the-oven", "the-oven_1", "warmth", "sourdough/poke-test"}
    assert found["glossary/index.md"] == {"starter"}


def test_a_heading_leaves_the_name_that_something_else_is_given_to_it(tmp_path: Path) -> None:
    body = "## Heat\n\n## Oven\n\n### Later {:#heat}\n\nA *stone*{:#oven}.\n\nRye\n---\n\n{{ questions() }}"
    files = {
        **edited(SERVICE, "{{ questions() }}", body),
        **edited("docs/glossary/index.md", "{{ glossary() }}", "## Starter\n\n{{ glossary() }}"),
    }
    found = catalog(tmp_path, files).anchors
    assert found[HOME] == {"heat_1", "oven_1", "heat", "oven", "rye", "sourdough/poke-test"}
    assert found["glossary/index.md"] == {"starter", "starter_1"}


def test_the_uses_of_a_term_stand_on_the_page_of_its_letter_or_on_that_of_all_others(tmp_path: Path) -> None:
    text = "---\ntitle: Uses\ndescription: Uses.\n---\n\n{{{{ {} }}}}\n"
    pages = {"docs/uses/s.md": text.format('term_uses("r", "s")'), "docs/uses.md": text.format("term_uses()")}
    crumb = {"docs/glossary/terms/crumb.md": "---\nterm: crumb\nchecked: 2026-01-02\n---\n\nInside.\n"}
    found = catalog(tmp_path, pages | crumb)
    assert {name: found.uses_page(term) for name, term in found.terms.items()} == {
        "crumb": "uses.md",
        "starter": "uses/s.md",
    }
    assert found.anchors["uses.md"] == {"crumb"}
    assert found.anchors["uses/s.md"] == {"starter"}
    assert catalog(tmp_path / "without").uses_page(found.terms["crumb"]) == ""


# -- time ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "due"),
    [("", date(2027, 1, 2)), ("stale_after: 10\n", date(2026, 1, 12)), (f"stale_after: {10**9}\n", date.max)],
)
def test_an_answer_is_due_after_a_year_or_after_its_own_allowance(
    tmp_path: Path, field: str, due: date
) -> None:
    found = catalog(tmp_path, edited(QUESTION, "minutes: 2\n", f"minutes: 2\n{field}"))
    assert found.due(found.questions["sourdough/poke-test"]) == due


@pytest.mark.parametrize(("kind", "due"), [("limit", date(2026, 9, 29)), ("price-unit", date(2026, 7, 1))])
def test_a_fact_is_due_by_its_kind(tmp_path: Path, kind: str, due: date) -> None:
    found = catalog(tmp_path, edited("docs/baking/sourdough/facts.yml", "kind: limit", f"kind: {kind}"))
    assert found.due(found.facts["sourdough/proof-max"]) == due


def test_a_statement_is_stale_from_the_day_after_it_was_due(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = 86400
    due = 1798848000  # 2 January 2027, 0:00 UTC
    stale = []
    for seconds in (due, due + day - 1, due + day):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(seconds))
        found = catalog(tmp_path)
        stale.append(found.is_stale(found.questions["sourdough/poke-test"]))
    assert stale == [False, False, True]


# -- addresses -------------------------------------------------------------------------------------------


def test_addresses_in_the_repository_follow_its_settings(tmp_path: Path) -> None:
    settings = "repo_url: https://git.example/bread\nedit_uri: edit/next/docs/"
    catalog(tmp_path)
    found = catalog(make_site(tmp_path, config=settings))
    assert found.edit_url("baking/a.md") == "https://git.example/bread/edit/next/docs/baking/a.md"
    assert found.file_url("docs/a.py") == "https://git.example/bread/blob/next/docs/a.py"
    assert found.file_url("") == ""


@pytest.mark.parametrize(
    ("edit_uri", "folder"),
    [
        ("edit/main/docs/", "blob/main/"),
        ("/edit/main/docs", "blob/main/"),
        ("-/edit/main/docs/", "-/blob/main/"),
        ("edit/topic/edit/docs/", "blob/topic/edit/"),
        ("edit/main/guide/docs/", "blob/main/guide/"),
    ],
)
def test_files_are_read_where_the_host_shows_them(bread: Catalog, edit_uri: str, folder: str) -> None:
    config = SiteConfig(repo_url="https://git.example/bread", edit_uri=edit_uri)
    found = replace(bread, config=config).file_url("docs/a.py")
    assert found == f"https://git.example/bread/{folder}docs/a.py"


@pytest.mark.parametrize(
    "edit_uri", ["", "docs/", "edit/docs/", "src/main/docs/", "?path=docs/", "edit/main/"]
)
def test_where_files_are_read_is_not_guessed(bread: Catalog, edit_uri: str) -> None:
    config = SiteConfig(repo_url="https://git.example/bread", edit_uri=edit_uri)
    assert replace(bread, config=config).file_url("docs/a.py") == ""


def test_without_an_address_for_edits_there_is_no_link_to_edit(bread: Catalog) -> None:
    config = SiteConfig(repo_url="https://git.example/bread", edit_uri="")
    assert replace(bread, config=config).edit_url("a.md") == ""


def test_without_a_repository_there_are_no_addresses_in_it(tmp_path: Path) -> None:
    found = catalog(tmp_path)
    assert (found.edit_url("a.md"), found.file_url("a.md")) == ("", "")


@pytest.mark.parametrize(
    ("target", "page_path", "path"),
    [
        ("a/b.md", "index.md", "a/b.md"),
        ("a/b.md", "a/c.md", "b.md"),
        ("a/b.md", "c/d/e.md", "../../a/b.md"),
    ],
)
def test_a_relative_path_starts_at_the_folder_of_the_page(target: str, page_path: str, path: str) -> None:
    assert relative(target, page_path) == path


def test_evidence_names_the_package_and_its_pinned_version(tmp_path: Path) -> None:
    facts = edited(
        "docs/baking/sourdough/facts.yml", "unit: hours", "verify: {model: bread, path: a.b, equals: 48}"
    )
    found = catalog(tmp_path, {**facts, "requirements-dev.txt": "botocore==1.2.3\n"})
    assert found.evidence(found.facts["sourdough/proof-max"]) == "botocore 1.2.3"
    plain = catalog(tmp_path, {"docs/baking/sourdough/facts.yml": BASE["docs/baking/sourdough/facts.yml"]})
    assert plain.evidence(plain.facts["sourdough/proof-max"]) == ""


def test_what_was_made_of_a_guide_goes_with_it(tmp_path: Path) -> None:
    """A preview reads the guide anew at each edit: what old ones hold would add up."""

    def used_and_left() -> ref[Catalog]:
        old = catalog(tmp_path)
        fact(old, Here("index.md"), "sourdough/proof-max")
        select(old, Selection(service="sourdough"))
        run_checks(old)
        return ref(old)

    left = used_and_left()
    gc.collect()
    assert left() is None
