"""The search index: what can be found, by which words, and how it gets into the site."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from macros import guide as guide_module
from macros.exports import search_documents, search_index
from macros.exports.search_documents import Document, Name, document, documents, names, plain_markdown
from macros.exports.search_index import MOST_DOCUMENTS, index_files
from macros.exports.search_words import different_words, indexed_words, words
from macros.file_cache import FileCache
from macros.guide import Guide, load_catalog, open_guide
from macros.library.downloads import FOLDER, downloads
from macros.library.questions import questions
from macros.rendering.here import Here
from tests.support.guides import PROJECT, copy_site, edited, guide, make_site, write
from tests.support.searching import SearchIndex, index_in, read_index

QUESTION = "docs/baking/sourdough/questions/poke-test.md"
SERVICE = "docs/baking/sourdough/index.md"
ROW = {"title": "A book", "holds": "2 questions", "bytes": 4}
SPLITTING = json.loads((PROJECT / "web/test/words.json").read_text(encoding="utf-8"))


def opened(root: Path, files: dict[str, str] | None = None) -> Guide:
    return Guide(load_catalog(make_site(guide(root, files))))


def index_of(found: Guide) -> SearchIndex:
    return read_index(index_files(documents(found), names(found.catalog)))


@pytest.fixture(scope="module")
def bread(tmp_path_factory: pytest.TempPathFactory) -> Guide:
    return Guide(load_catalog(copy_site("bread", tmp_path_factory.mktemp("search") / "bread")))


@pytest.mark.parametrize(("text", "expected"), SPLITTING)
def test_texts_are_split_as_the_browser_splits_them(text: str, expected: list[str]) -> None:
    """The browser's side reads the same file: web/test/search.test.ts."""
    assert words(text) == expected


def test_a_name_in_a_program_is_found_by_its_parts() -> None:
    assert indexed_words("ReceiveMessage") == {"receivemessage": 1, "receive": 1, "message": 1}
    counts = {"httpserver3": 1, "http": 1, "server": 3, "sqs": 1, "gp3": 1}
    assert indexed_words("HTTPServer3 SQS gp3 server Server") == counts
    assert different_words("HTTPServer3 SQS gp3 server Server") == set(counts)


def test_a_question_is_found_by_every_part_of_its_card(bread: Guide) -> None:
    index = index_of(bread)
    poke = "baking/sourdough/index.md#sourdough/poke-test"
    for word in (
        "proofed",
        "dent",
        "hygroscopic",
        "temperature",
        "clock",
    ):  # prompt, answer, depth, next, weak
        assert poke in index.having(word), word
    found = next(item for item in index.documents if item.anchor == "sourdough/poke-test")
    assert (found.kind, found.context) == ("question", "Sourdough · Junior")
    assert found.text.startswith("One does the poke test: press a finger in, and watch the dent.")


def test_a_word_says_more_in_a_title_than_in_a_text(bread: Guide) -> None:
    index = index_of(bread)
    levels = {index.documents[number].title: level for number, level in index.words["collapsed"].items()}
    assert max(levels, key=lambda title: levels[title]).startswith("Your loaf collapsed")


def test_names_stand_for_their_documents_and_for_each_other(bread: Guide) -> None:
    index = index_of(bread)
    found, also, near, written = index.names["levain"]
    assert [index.documents[number].title for number in found] == ["starter", "Sourdough"]
    assert (also, near, written) == (["starter"], ["sourdough"], "levain")
    assert index.names["baker s yeast"][1] == ["yeast"]
    assert index.names["yeast"][1] == ["baker s yeast"]


def test_what_one_may_type_for_a_service_finds_what_it_is_called(tmp_path: Path) -> None:
    index = index_of(
        opened(tmp_path, edited(SERVICE, "short: Sourdough", "short: Sourdough\n  aliases: [SD]"))
    )
    found, also, near, written = index.names["sd"]
    assert [index.documents[number].title for number in found] == ["Sourdough"]
    assert (also, near, written) == (["sourdough"], [], "SD")
    assert "sd" not in index.names["sourdough"][1]


def test_names_of_the_interface_find_the_service_and_mean_nothing_else(tmp_path: Path) -> None:
    change = edited(
        SERVICE,
        "short: Sourdough",
        "short: Sourdough\n  api: [ovens]\n  cloudformation: Bread::Oven",
    )
    index = index_of(opened(tmp_path, change))
    for name in ("ovens", "bread oven"):
        found, also, near, _ = index.names[name]
        assert [index.documents[number].page for number in found] == ["baking/sourdough/index.md"]
        assert (also, near) == ([], [])


def test_a_fact_is_found_as_a_row_by_its_name_its_value_and_whose_it_is(bread: Guide) -> None:
    index = index_of(bread)
    found = [item for item in index.documents if item.kind == "fact"]
    assert [(item.title, item.page, item.anchor, item.context, item.text) for item in found] == [
        ("Longest proof: two days", "facts.md", "sourdough/proof-max", "Sourdough · Limit", "Proofing"),
        (
            "Oldest starter: 100 years",
            "facts.md",
            "sourdough/starter-age",
            "Sourdough · Quota",
            "Nobody checks . Starters",
        ),
    ]
    for word in (
        "proof",
        "48",
        "sourdough",
        "limit",
        "days",
        "maximum",
    ):  # name, value, whose, kind, how one says it
        assert "facts.md#sourdough/proof-max" in index.having(word), word
    assert "facts.md#sourdough/starter-age" not in index.having("maximum")


def test_without_a_table_of_facts_no_hit_leads_to_one(tmp_path: Path) -> None:
    for page in ("", "---\ntitle: All\nsearch: {exclude: true}\n---\n\n{{ fact_index() }}\n"):
        site = opened(tmp_path / str(len(page)), {"docs/facts.md": page} if page else None)
        assert site.catalog.facts
        assert not [item for item in index_of(site).documents if item.kind == "fact"]


def test_a_page_is_found_by_its_sections_and_a_card_only_by_itself(tmp_path: Path) -> None:
    body = """A starter is fed daily.

## The oven

Steam for a [crust](../index.md "Bread").

## The oven

!!! note "Stones"
    They keep *heat* in `--steam` mode.

### Cold {:#retard}

A night in the fridge.

[Rye][1]
========

Dark.

[1]: ../index.md"""
    index = index_of(opened(tmp_path, edited(SERVICE, "A starter is fed daily.", body)))
    found = [
        item for item in index.documents if item.page == "baking/sourdough/index.md" and item.kind == "page"
    ]
    assert [(item.title, item.anchor, item.text) for item in found] == [
        ("Sourdough", "", "Bread raised by a starter. A starter is fed daily."),
        ("The oven", "the-oven", "Steam for a crust."),
        ("The oven", "the-oven_1", "Stones They keep heat in --steam mode."),
        ("Cold", "retard", "A night in the fridge."),
        ("Rye", "rye", "Dark."),
    ]
    assert {item.context for item in found[1:]} == {"Sourdough"}
    assert index.having("proofed") == ["baking/sourdough/index.md#sourdough/poke-test"]


def test_cards_divide_a_page_for_search_as_they_divide_it_for_readers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = """A starter is fed daily.

## Timing

First.

{{ questions(group="topic") }}

This stands below a card.

## The dough

It rests.

## Timing

Second.

{{ question("sourdough/poke-test") }}

## Rest

Third.

{{ questions() }}"""
    found = opened(tmp_path, edited(SERVICE, "A starter is fed daily.", body))
    short = documents(found)
    assert [item.anchor for item in short if item.page == SERVICE.removeprefix("docs/")] == [
        "sourdough/poke-test", "", "timing", "the-dough_1", "timing_1", "rest",
    ]  # fmt: skip
    monkeypatch.setattr(search_documents, "_cards", questions)
    assert documents(found) == short


def test_a_page_can_stay_out_of_the_search(tmp_path: Path) -> None:
    change = edited(SERVICE, "description:", "search: {exclude: true}\ndescription:")
    index = index_of(opened(tmp_path, change))
    assert [item.kind for item in index.documents if item.page == "baking/sourdough/index.md"] == ["question"]


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("# A `b` **c** _d_ snake_case", "# A b c d snake_case"),
        ("| a | b |\n| --- | :-: |\n| 1 | 2 |", "a b 1 2"),
        ("- one\n- two\n\n> three\n\n1. four", "one two three four"),
        ("[a](b.md){ .button } ![c](d.svg) [e][f]\n\n[f]: g.md", "a c e"),
        ('```python title="x.py"\nx = [1](2)\n```\n\nafter', "x = [1](2) after"),
        ('??? tip "Later"\n\n    Text\n\n=== "Tab"\n\n    More', "Later Text Tab More"),
        ('--8<-- "x/y.py"\nleft <b>bold</b>', "left bold"),
    ],
)
def test_markdown_is_searched_as_it_reads(markdown: str, text: str) -> None:
    assert plain_markdown(markdown) == text


def made(count: int, words_each: int = 40) -> list[Document]:
    """Documents of words that differ, and one word that all have."""
    return [
        document(
            "question",
            f"Which loaf is number{n}?",
            "index.md",
            f"q{n}",
            quoted="bread " + " ".join(f"w{(n * 31 + k * k) % 5000}" for k in range(words_each)),
        )
        for n in range(count)
    ]


def test_what_a_query_fetches_does_not_grow_with_the_guide() -> None:
    def largest(count: int) -> dict[str, int]:
        found: dict[str, int] = {}
        for name, text in index_files(made(count), []).items():
            kind = name.partition(".")[0]
            found[kind] = max(found.get(kind, 0), len(gzip.compress(text.encode(), 9)))
        return found

    small, large = largest(400), largest(4000)
    for kind in ("words", "titles", "texts"):
        assert large[kind] < 1.5 * max(small[kind], 12_000), kind
        assert large[kind] <= 24_000
    assert large["index"] < 6_000


def test_a_word_of_most_documents_keeps_those_it_says_most_about() -> None:
    many = made(MOST_DOCUMENTS + 500)
    many[-1] = document("question", "Bread", "index.md", "last")
    index = read_index(index_files(many, []))
    assert len(index.words["bread"]) == MOST_DOCUMENTS
    assert len(many) - 1 in index.words["bread"]


def test_the_same_content_gives_the_same_files_and_a_change_few_others(bread: Guide, tmp_path: Path) -> None:
    files = index_files(documents(bread), names(bread.catalog))
    again = Guide(load_catalog(copy_site("bread", tmp_path / "bread")))
    assert index_files(documents(again), names(again.catalog)) == files
    changed = documents(again)
    first = changed[0]
    changed[0] = document(*first[: first._fields.index("quoted")], quoted="Something else.")
    others = set(index_files(changed, names(again.catalog))) - set(files)
    assert {name.partition(".")[0] for name in others} == {"texts", "words", "spelling"}


def test_line_separators_do_not_break_the_script() -> None:
    text = index_files([document("page", "A\u2028B", "index.md")], [Name("C\u2029D", (("index.md", ""),))])
    assert not any("\u2028" in part or "\u2029" in part for part in text.values())


def shipped(guide: Guide, site: Path | None = None) -> Path:
    return search_index.ship(guide, search_index.made(guide, site), site)


def test_a_build_that_changes_nothing_writes_nothing_and_a_change_leaves_nothing_behind(
    tmp_path: Path,
) -> None:
    folder = shipped(opened(tmp_path))
    before = {file.name: file.stat().st_mtime_ns for file in folder.iterdir()}
    os.utime(folder / "index.js", ns=(1, 1))
    shipped(Guide(load_catalog(tmp_path)))
    assert (folder / "index.js").stat().st_mtime_ns == 1
    next(folder.glob("words.*")).unlink()  # a damaged folder is mended
    shipped(Guide(load_catalog(tmp_path)))
    assert {file.name for file in folder.iterdir()} == set(before)
    site = tmp_path / "made"
    shipped(opened(tmp_path, edited(QUESTION, "One does", "Two do")), site)
    index = index_in(folder)
    assert "baking/sourdough/index.md#sourdough/poke-test" in index.having("two")
    assert {file.name for file in folder.iterdir()} == {
        "index.js", index.listing["spelling"],
        *(name for kind in ("words", "titles", "texts") for name in index.listing[kind]["files"]),
    }  # fmt: skip
    assert index_in(site / search_index.FOLDER) == index


def test_the_export_is_the_same_index(bread: Guide, tmp_path: Path) -> None:
    files = search_index.export(bread, tmp_path)
    assert {file.name for file in files} == {file.name for file in tmp_path.iterdir()}
    assert index_in(tmp_path) == index_of(bread)


def test_an_index_does_not_depend_on_what_was_exported_last(tmp_path: Path) -> None:
    body = "A starter is fed daily.\n\n{{ downloads() }}\n\nFor the *train*."
    bare = opened(tmp_path, edited(SERVICE, "A starter is fed daily.", body))
    before = index_of(bare)
    folder = tmp_path / bare.catalog.config.theme_folder / FOLDER
    write(folder, {"book.pdf": "%PDF", "downloads.json": json.dumps([{**ROW, "file": "book.pdf"}])})
    assert "A book" in downloads(bare.catalog, Here("index.md"))
    assert index_of(bare) == before
    assert before.having("train") == ["baking/sourdough/index.md#"]


LOAF = """\
    ---
    prompt: Why does loaf {n} need steam?
    level: {level}
    kind: concept
    topics: [oven]
    minutes: 2
    key_points: [The crust stays soft.]
    sources: [{{title: Steam, url: "https://example.org/steam"}}]
    checked: 2026-01-02
    ---

    Steam keeps the crust of loaf {n} soft while it rises. See the [test](poke-test.md).

    ## In depth

    A starter likes it warm.
    """
OVENS = """\
    ---
    title: Ovens
    description: Heat.
    sources: [{title: Steam, url: "https://example.org/steam"}]
    checked: 2026-01-02
    ---

    Hot.

    ## Stone

    Warm.
    """


def loaf(n: int, level: str = "mid") -> str:
    return LOAF.format(n=n, level=level)


@dataclass
class Kept:
    """A guide whose index is made after each edit with all that was kept, and from nothing."""

    root: Path
    monkeypatch: pytest.MonkeyPatch
    made: list[str] = field(default_factory=list)

    @property
    def cache(self) -> Path:
        return self.root / ".cache/search.pickle"

    def edit(self, name: str, old: str, new: str) -> None:
        text = (self.root / name).read_text(encoding="utf-8")
        assert old in text
        (self.root / name).write_text(text.replace(old, new), encoding="utf-8")

    def in_a_new_process(self) -> None:
        for name in ("_opened", "_caches"):
            self.monkeypatch.setattr(guide_module, name, {})

    def index(self) -> Mapping[str, str]:
        """The index, the same both ways; `made` are the titles of the documents that were made for it."""
        whole = Guide(load_catalog(self.root))
        plain = index_files(documents(whole), names(whole.catalog))
        opened = open_guide(self.root)
        opened.renderer.keep()
        self.made.clear()
        with self.monkeypatch.context() as patch:
            patch.setattr(search_documents, "document", self._document)
            files = search_index.made(opened).files
        assert files == plain
        return files

    def _document(self, kind: str, title: str, *others: Any) -> Document:
        self.made.append(title)
        return document(kind, title, *others)


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kept:
    monkeypatch.delenv("GUIDE_CACHE", raising=False)
    others = {
        "docs/baking/sourdough/questions/loaf-1.md": loaf(1),
        "docs/baking/sourdough/questions/loaf-2.md": loaf(2),
        "docs/baking/sourdough/oven.md": OVENS,
    }
    return Kept(make_site(guide(tmp_path, others)), monkeypatch)


ANSWERS = "docs/baking/sourdough/questions"
POKE, ONE, TWO = (
    "How do you know that a dough is proofed?",
    "How does loaf 1 rise?",
    "Why does loaf 2 need steam?",
)
#: (what is edited, text, its new one, titles of the documents that are made anew, where that is no matter)
EDITS = [
    (f"{ANSWERS}/loaf-1.md", "soft while", "very soft while", {"Why does loaf 1 need steam?"}),
    (f"{ANSWERS}/loaf-1.md", "Why does loaf 1 need steam?", ONE, {ONE}),
    (f"{ANSWERS}/loaf-1.md", "minutes: 2", "minutes: 3", set()),
    (f"{ANSWERS}/loaf-2.md", "level: mid", "level: junior", {TWO, "Sourdough"}),  # which lists them
    ("docs/baking/sourdough/oven.md", "Warm.", "Warm and dry.", {"Ovens", "Stone"}),
    ("docs/baking/sourdough/oven.md", "title: Ovens", "title: Tins", {"Tins", "Stone"}),
    ("docs/glossary/terms/starter.md", "wild yeast", "wild, old yeast", None),
    ("docs/glossary/terms/starter.md", "term: starter", "term: starter\naliases: [levain]", None),
    ("docs/baking/sourdough/facts.yml", "value: 48", "value: 49", {POKE}),
    (SERVICE, "name: Sourdough", "name: San Francisco sourdough", None),
    (SERVICE, "oven: The oven", "oven: Heat", {ONE, TWO}),
    (SERVICE, "A starter is fed daily.\n\n{{", "{{", {"Sourdough"}),
]


def test_an_index_depends_on_the_content_alone_and_what_has_not_changed_is_not_split_again(
    kept: Kept,
) -> None:
    """Edits one after the other, in one process and in new ones, and back."""
    first = kept.index()
    files = [first]
    assert len(kept.made) == len(set(kept.made)) == 10
    for number, (name, old, new, made) in enumerate(EDITS):
        kept.edit(name, old, new)
        if number % 2:
            kept.in_a_new_process()
        files.append(kept.index())
        assert made is None or set(kept.made) == made, name
    for number, (name, old, new, _) in reversed(list(enumerate(EDITS))):
        kept.edit(name, new, old)
        assert kept.index() == files[number], name
    kept.in_a_new_process()
    assert kept.index() == first
    assert kept.made == []


def test_an_index_depends_on_the_questions_there_are_and_not_on_those_there_were(kept: Kept) -> None:
    folder = kept.root / ANSWERS
    first = kept.index()
    write(kept.root, {f"{ANSWERS}/a-first.md": loaf(3, "junior")})  # stands before others: all numbers differ
    kept.index()
    assert "Why does loaf 3 need steam?" in kept.made
    assert "Why does loaf 1 need steam?" not in kept.made
    (folder / "loaf-1.md").rename(folder / "loaf-9.md")
    assert "loaf-9" in "".join(kept.index().values())
    assert "Why does loaf 2 need steam?" not in kept.made
    kept.in_a_new_process()
    (folder / "a-first.md").unlink()
    kept.index()
    (folder / "loaf-9.md").rename(folder / "loaf-1.md")
    assert kept.index() == first


def test_a_damaged_or_an_old_cache_changes_nothing(kept: Kept) -> None:
    kept.index()
    old = kept.cache.read_bytes()
    kept.edit(*EDITS[0][:3])
    kept.index()
    now = kept.cache.read_bytes()
    for data, made in ((old, 1), (now[:-9], 10), (b"", 10), (now, 0)):
        kept.cache.write_bytes(data)
        kept.index()
        assert len(kept.made) == made


def test_where_nothing_is_kept_an_index_is_the_same(kept: Kept) -> None:
    first = kept.index()
    kept.monkeypatch.setenv("GUIDE_CACHE", "off")
    kept.cache.unlink()
    kept.in_a_new_process()
    assert kept.index() == first
    assert not kept.cache.exists()


def test_an_answer_of_which_nobody_can_tell_what_it_is_made_is_known_by_its_text(tmp_path: Path) -> None:
    include = edited(QUESTION, "One does the poke test.", '--8<-- "nested.txt"')
    nested = {"docs/nested.txt": '--8<-- "a.txt"\n', "docs/a.txt": "Ovens cool.\n"}
    root = make_site(guide(tmp_path, {**include, **nested}))

    def quoted() -> str:
        cache = FileCache(tmp_path / "search.pickle")
        found = documents(Guide(load_catalog(root)), cache)
        cache.save()
        return found[0].quoted

    assert quoted() == "Ovens cool."
    write(root, {"docs/a.txt": "Ovens glow.\n"})
    assert quoted() == "Ovens glow."
