"""The loaded guide: looking up, selecting, and how its parts refer to each other."""

from __future__ import annotations

import gc
from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent
from weakref import ref

import pytest

from macros.catalog import Catalog
from macros.checks import run_checks
from macros.issues import MacroError
from macros.library.facts import fact
from macros.models import Selection
from macros.planning import select
from macros.rendering.here import Here
from tests.support.guides import BASE, catalog, copy_site, edited

SERVICE = "docs/baking/sourdough/index.md"
QUESTION = "docs/baking/sourdough/questions/poke-test.md"


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
