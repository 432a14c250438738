"""The flashcards, seen by Anki itself: its own library imports the package into a collection."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

from macros.exports import anki
from macros.exports.book_parts import guide_title
from macros.exports.tools import MissingToolError
from macros.guide import Guide, load_catalog, open_guide
from macros.planning import questions_of
from macros.provenance import question_files
from tests.support.guides import PROJECT, edited, guide
from tests.support.repositories import commit, git

QUESTION = "docs/baking/sourdough/questions/poke-test.md"
LINKED = """\
    ---
    prompt: Crust & crumb, which first?
    level: senior
    kind: design
    topics: [oven]
    minutes: 3
    tags: [fire]
    aliases: [sourdough/heat, sourdough/fire]
    key_points: [It says how hot.]
    weak_signals: [Guesses.]
    follow_ups:
      - {ask: And the dough?, question: sourdough/poke-test}
      - {ask: And the ash?, answer: "Out, see [it](poke-test.md)."}
    sources: [{title: Ovens, url: "https://example.org/oven"}]
    checked: 2026-01-05
    ---

    Hot, see [the dough](poke-test.md).

    ## In depth

    ``` {.python .illustrative}
    print("heat")
    ```
    """


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    found = Collection(str(tmp_path / "collection.anki2"))
    yield found
    found.close()


def package(root: Path, files: dict[str, Any] | None = None, day: str = "1768000000") -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", day)
        return anki.export(open_guide(guide(root, files)), root / "out")[0]


def add(collection: Collection, file: Path) -> Any:
    options = ImportAnkiPackageOptions(with_scheduling=False, merge_notetypes=False)
    return collection.import_anki_package(
        ImportAnkiPackageRequest(package_path=str(file), options=options)
    ).log


def note(collection: Collection, query: str) -> Any:
    (found,) = collection.find_notes(query)
    return collection.get_note(found)


def test_each_service_has_a_deck_under_one_parent_and_the_glossary_has_its_own(
    tmp_path: Path, collection: Collection
) -> None:
    log = add(collection, package(tmp_path))
    assert len(log.new) == 2
    decks = {deck.name for deck in collection.decks.all_names_and_ids()}
    assert {"Bread", "Bread::Sourdough", "Bread::Glossary"} <= decks
    assert collection.card_count() == 2
    assert len(collection.find_cards("deck:Bread::Sourdough")) == 1


def test_a_question_has_its_fields_and_tags(tmp_path: Path, collection: Collection) -> None:
    add(collection, package(tmp_path, {"docs/baking/sourdough/questions/oven.md": LINKED}))
    found = note(collection, "tag:topic::sourdough::oven")
    assert found["Prompt"] == "Crust &amp; crumb, which first?"
    assert found["Rubric"] == "<ul><li>It says how hot.</li></ul>"
    assert found["Weak signals"] == "<ul><li>Guesses.</li></ul>"
    assert found["Labels"] == "Senior · Design · 3 min"
    assert "<li>And the dough? See: How do you know that a dough is proofed?</li>" in found["Follow-ups"]
    assert "<details><summary>And the ash?</summary>Out, see " in found["Follow-ups"]
    assert "https://example.org/oven" in found["Sources"]
    assert set(found.tags) == {
        "service::sourdough", "level::senior", "kind::design", "topic::sourdough::oven", "tag::fire",
    }  # fmt: skip
    card = found.cards()[0]
    assert "It says how hot." not in card.question()
    assert "It says how hot." in card.answer()
    assert "nightMode" in card.note_type()["css"]


def test_links_lead_to_the_site_and_without_one_their_text_stays(
    tmp_path: Path, collection: Collection
) -> None:
    files = {"docs/baking/sourdough/questions/oven.md": LINKED}
    add(collection, package(tmp_path, files))
    assert "see the dough." in note(collection, "heat")["Answer"]
    address = "https://bread.example.org/guide/"
    files["mkdocs.yml"] = f"INHERIT: {PROJECT / 'mkdocs.yml'}\nsite_url: {address}\nnav: []\n"
    for database in collection.find_notes(""):
        collection.remove_notes([database])
    add(collection, package(tmp_path, files))
    found = note(collection, "heat")
    assert f'href="{address}baking/sourdough/#sourdough/poke-test"' in found["Answer"]
    assert f'href="{address}baking/sourdough/#sourdough/poke-test"' in found["Follow-ups"]
    assert "site:" not in "".join(found.fields)
    assert '<span class="nb">print</span>' in found["In depth"]


def test_importing_the_same_package_again_adds_and_changes_nothing(
    tmp_path: Path, collection: Collection
) -> None:
    add(collection, package(tmp_path / "a"))
    log = add(collection, package(tmp_path / "b", day="1769000000"))
    assert (len(log.new), len(log.updated), len(log.conflicting)) == (0, 0, 0)
    assert len(log.duplicate) == 2
    assert collection.note_count() == 2


def test_an_edited_question_is_updated_and_its_reviews_stay(tmp_path: Path, collection: Collection) -> None:
    add(collection, package(tmp_path / "a"))
    collection.decks.select(collection.decks.id("Bread::Sourdough"))
    card = collection.sched.getCard()
    assert card
    collection.sched.answerCard(card, 3)
    text = edited(QUESTION, "One does the poke test.", "One pokes it.")[QUESTION]
    files = {QUESTION: text.replace("checked: 2026-01-02", "checked: 2026-02-03")}
    log = add(collection, package(tmp_path / "b", files))
    assert (len(log.new), len(log.updated)) == (0, 1)
    found = note(collection, "deck:Bread::Sourdough")
    assert "One pokes it." in found["Answer"]
    assert [item.id for item in found.cards()] == [card.id]
    assert found.cards()[0].reps == 1
    assert len(collection.card_stats_data(card.id).revlog) == 1


def test_an_edit_without_a_new_date_reaches_a_reader_through_its_commit(
    tmp_path: Path, collection: Collection
) -> None:
    root = guide(tmp_path / "a")
    git(root, "init", "--initial-branch", "main")
    commit(root, {}, 1_768_000_000)
    add(collection, package(root))
    commit(root, edited(QUESTION, "One does the poke test.", "One pokes it."), 1_768_000_060)
    log = add(collection, anki.export(open_guide(root), root / "out")[0])
    assert (len(log.new), len(log.updated), len(log.duplicate)) == (0, 1, 1)
    assert "One pokes it." in note(collection, "deck:Bread::Sourdough")["Answer"]


def test_code_and_facts_belong_to_the_answers_that_show_them(tmp_path: Path) -> None:
    text = edited(QUESTION, "One does the poke test.", 'One does the poke test.\n\n--8<-- "baking/x.py:1:2"')
    catalog = load_catalog(guide(tmp_path, text))
    assert question_files(catalog, catalog.question("sourdough/poke-test")) == [
        QUESTION, "docs/baking/sourdough/facts.yml", "docs/baking/x.py",
    ]  # fmt: skip


def test_a_renamed_question_stays_the_same_note(tmp_path: Path, collection: Collection) -> None:
    add(collection, package(tmp_path / "a"))
    text = edited(QUESTION, "minutes: 2", "minutes: 2\naliases: [sourdough/poke-test]")[QUESTION]
    renamed = "docs/baking/sourdough/questions/proofed.md"
    root = guide(tmp_path / "b")
    (root / QUESTION).unlink()
    (root / renamed).write_text(text.replace("checked: 2026-01-02", "checked: 2026-02-03"), encoding="utf-8")
    log = add(collection, anki.export(open_guide(root), root / "out")[0])
    assert (len(log.new), len(log.updated)) == (0, 1)
    assert note(collection, "deck:Bread::Sourdough")["Id"] == "sourdough/proofed"


def test_a_checked_fact_makes_the_answers_that_state_it_newer(tmp_path: Path, collection: Collection) -> None:
    add(collection, package(tmp_path / "a"))
    facts = "docs/baking/sourdough/facts.yml"
    text = edited(facts, "value: 48", "value: 50")[facts].replace("2026-01-02", "2026-02-03")
    assert len(add(collection, package(tmp_path / "b", {facts: text})).updated) == 1
    assert "50 hours" in note(collection, "deck:Bread::Sourdough")["In depth"]


def test_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    assert package(tmp_path / "a").read_bytes() == package(tmp_path / "b").read_bytes()


def test_an_interrupted_export_leaves_the_old_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = package(tmp_path)
    before = file.read_bytes()

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(anki, "write_zip", fail)
    with pytest.raises(KeyboardInterrupt):
        anki.export(open_guide(tmp_path), tmp_path / "out")
    assert file.read_bytes() == before
    assert [item.name for item in file.parent.iterdir()] == ["guide.apkg"]
    assert zipfile.is_zipfile(file)


def test_without_genanki_the_export_says_what_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "genanki", None)
    with pytest.raises(MissingToolError, match=r"package genanki; install it with: .*requirements-dev"):
        anki.export(open_guide(guide(tmp_path)), tmp_path / "out")


def test_every_question_and_term_of_the_guide_is_imported(tmp_path: Path, collection: Collection) -> None:
    catalog = load_catalog(PROJECT)
    log = add(collection, anki.export(Guide(catalog), tmp_path)[0])
    assert len(log.new) == len(catalog.questions) + len(catalog.terms)
    assert len(collection.find_notes("tag:glossary")) == len(catalog.terms)
    for service in catalog.services.values():
        expected = sum(question.section == service.id for question in catalog.questions.values())
        assert len(collection.find_notes(f"tag:service::{service.id} -tag:glossary")) == expected
    plan = catalog.plans["one-week"]
    ids = {collection.get_note(found)["Id"] for found in collection.find_notes("tag:plan::one-week")}
    assert ids == {question.id for question in questions_of(catalog, plan.steps)}
    deck: Any = collection.decks.by_name(f"{guide_title(catalog)}::{catalog.section_name('lambda')}")
    assert catalog.config.site_url in deck["desc"]
    assert "tag:plan::one-week" in deck["desc"]


def test_a_plan_that_gets_a_question_makes_its_note_newer(tmp_path: Path, collection: Collection) -> None:
    page = "---\ntitle: Fast\ndescription: A day.\nplan:\n  name: Fast\n  description: A day.\n  steps:\n"
    step = "    - title: One\n      questions: [sourdough/poke-test]\n---\n\n{{ study_plan() }}\n"
    root = guide(tmp_path / "a")
    git(root, "init", "--initial-branch", "main")
    commit(root, {}, 1_768_000_000)
    add(collection, package(root))
    commit(root, {"docs/plans/fast.md": page + step}, 1_768_000_060)
    log = add(collection, anki.export(open_guide(root), root / "out")[0])
    assert len(log.updated) == 1
    assert "plan::fast" in note(collection, "deck:Bread::Sourdough").tags
