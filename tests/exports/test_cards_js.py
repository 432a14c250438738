"""The cards of the practice app: what they hold, and how they get into the site."""

from __future__ import annotations

import fcntl
import gzip
import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from textwrap import dedent
from typing import Any
from unittest.mock import ANY

import pytest

from macros.commands.export import EXPORTS
from macros.exports import cards_js
from macros.exports.remembered import Remembered
from macros.guide import Guide, load_catalog, open_guide
from macros.issues import ContentError
from macros.rendering import practice
from macros.rendering.answers import RenderedQuestion
from macros.rendering.here import Here
from macros.rendering.practice import CardFiles, card_files
from tests.support.bread import question
from tests.support.guides import SCENARIOS, build, copy_site, edited, guide, make_site

QUESTION = "docs/baking/sourdough/questions/poke-test.md"
PRACTICE = {
    "docs/practice/index.md": """\
        ---
        title: Practice
        description: Bakers practise.
        ---

        {{ practice() }}
        """,
}
GENERATED = "overrides/assets/generated"


def opened(root: Path, files: dict[str, Any] | None = None) -> Guide:
    return Guide(load_catalog(make_site(guide(root, {**PRACTICE, **(files or {})}))))


def data_in(text: str) -> dict[str, Any]:
    match = re.fullmatch(r"window\.guideCards = (\{.*\});\n", text)
    assert match
    data = json.loads(match[1])
    assert isinstance(data, dict)
    return data


def answers_in(files: CardFiles) -> dict[str, dict[str, Any]]:
    """Every answer by id, each from the part that its card names."""
    data = data_in(files.texts[files.index])
    assert data["parts"] == list(files.parts)
    assert {*files.parts, files.index} == set(files.texts)
    parts = []
    for name in files.parts:
        match = re.fullmatch(r"guideAnswers\(\"([^\"]+)\",(\{.*\})\);\n", files.texts[name])
        assert match
        assert match[1] == name
        parts.append(json.loads(match[2]))
    assert sum(map(len, parts)) == len(data["cards"])
    return {card["id"]: parts[card["part"]][card["id"]] for card in data["cards"]}


def ship(found: Guide, site: Path | None = None) -> Path | None:
    return cards_js.ship(found, Remembered(found), site=site)


def cards_of(found: Guide, directory_urls: bool = True) -> dict[str, Any]:
    here = Here("practice/index.md", directory_urls)
    files = card_files(found.catalog, found.renderer, here)
    return data_in(files.texts[files.index])


def full_cards_of(found: Guide, directory_urls: bool = True) -> dict[str, dict[str, Any]]:
    """Cards with their answers, by id."""
    files = card_files(found.catalog, found.renderer, Here("practice/index.md", directory_urls))
    answers = answers_in(files)
    return {
        card["id"]: {**card, **answers[card["id"]]} for card in data_in(files.texts[files.index])["cards"]
    }


def test_a_card_holds_the_whole_question(tmp_path: Path) -> None:
    root = copy_site("bread", tmp_path / "bread")
    found = Guide(load_catalog(root))
    data = cards_of(found)
    assert data["version"] == 2
    assert data["categories"] == [{"id": "baking", "name": "Baking"}]
    topics = {"dough": "The dough", "oven": "The oven"}
    assert {
        "id": "sourdough", "name": "Sourdough", "short": "Sourdough", "category": "baking", "topics": topics,
    } in data["services"]  # fmt: skip
    cards = full_cards_of(found)
    poke, collapse = cards["sourdough/poke-test"], cards["sourdough/collapse"]
    assert poke["prompt"] == "How do you know that a dough is proofed?"
    assert (poke["service"], poke["level"], poke["kind"], poke["minutes"]) == (
        "sourdough",
        "junior",
        "concept",
        2,
    )
    assert poke["topics"] == ["dough"]
    assert poke["text"].startswith("One does the poke test: press a finger in, and watch the dent.")
    assert "hygroscopic" in poke["depth"]
    assert len(poke["keyPoints"]) == 2
    assert poke["weakSignals"] == ["Watches the clock only."]
    assert poke["followUps"] == [
        {"ask": "What if it collapses?", "answer": "", "question": "sourdough/collapse"},
        {"ask": "How does temperature matter?", "answer": ANY, "question": ""},
    ]
    assert poke["followUps"][1]["answer"].startswith("Warm dough proofs <em>faster</em>, within <a ")
    assert poke["sources"] == [{"title": "Proofing", "url": "https://example.org/proof"}]
    assert poke["checked"] == "2026-01-02"
    assert collapse["aliases"] == ["sourdough/flat-loaf"]


def test_links_lead_from_the_practice_page(tmp_path: Path) -> None:
    found = Guide(load_catalog(copy_site("bread", tmp_path / "bread")))
    for directory_urls, page in ((True, "../baking/sourdough/"), (False, "../baking/sourdough/index.html")):
        cards = full_cards_of(found, directory_urls)
        poke = cards["sourdough/poke-test"]
        assert poke["url"] == f"{page}#sourdough/poke-test"
        assert f'href="{page}#oven"' in poke["depth"]
        assert "site:" not in json.dumps(cards)


def test_the_names_are_those_of_the_content(tmp_path: Path) -> None:
    found = opened(tmp_path / "a")
    here = Here("practice/index.md")
    files = card_files(found.catalog, found.renderer, here)
    data = files.texts[files.index].removeprefix("window.guideCards = ").removesuffix(";\n")
    assert files.index == f"cards.{hashlib.sha256(data.encode()).hexdigest()[:16]}.js"
    assert files is card_files(found.catalog, found.renderer, here)
    assert files == card_files(found.catalog, Guide(found.catalog).renderer, here)
    on_disk = card_files(found.catalog, found.renderer, Here("practice/index.md", False))
    assert files.index != on_disk.index
    # What only a shown card needs is in the part alone; the index changes with its name.
    edit = edited(QUESTION, "title: Proofing", "title: On proofing")
    other = opened(tmp_path / "b", edit)
    changed = card_files(other.catalog, other.renderer, here)
    assert set(changed.texts) & set(files.texts) == set()


def test_the_index_holds_no_answer_and_the_parts_are_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = {f"docs/baking/sourdough/questions/loaf-{n}.md": dedent(question(n)) for n in range(40)}
    found = opened(tmp_path, {**many, **SCENARIOS})
    monkeypatch.setattr(practice, "PART_SIZE", 2_000)
    files = card_files(found.catalog, found.renderer, Here("practice/index.md"))
    answers = answers_in(files)
    assert len(answers) == 42
    largest = max(len(json.dumps(answer, ensure_ascii=False)) for answer in answers.values())
    assert len(files.parts) > 5
    assert all(len(files.texts[name]) < 2_000 + largest + 200 for name in files.parts)
    cards = data_in(files.texts[files.index])["cards"]
    by_part = {card["part"]: card["service"] for card in cards}
    assert [card["service"] for card in cards] == [by_part[card["part"]] for card in cards]
    index = files.texts[files.index]
    assert "patience" in "".join(files.texts[name] for name in files.parts)
    assert "patience" not in index
    assert "crust" not in index
    assert len(gzip.compress(index.encode(), 9)) < 100 * len(cards)


def test_plans_hold_the_cards_of_their_steps_in_order(tmp_path: Path) -> None:
    root = copy_site("bread", tmp_path / "bread")
    assert cards_of(Guide(load_catalog(root)))["plans"] == [
        {
            "id": "first-loaf",
            "name": "First loaf",
            "description": "For who bakes tomorrow.",
            "url": "../plans/first-loaf/",
            "steps": [
                {"id": "know-the-dough", "title": "Know the dough", "cards": ["sourdough/poke-test"]},
                {"id": "mind-the-oven", "title": "Mind the oven", "cards": ["sourdough/collapse"]},
            ],
        }
    ]


def test_separators_that_older_browsers_take_for_line_ends_are_escaped(tmp_path: Path) -> None:
    found = opened(tmp_path, edited(QUESTION, "One does", "One\u2028does"))
    files = card_files(found.catalog, found.renderer, Here("practice/index.md"))
    assert not [text for text in files.texts.values() if "\u2028" in text]
    assert "\u2028" in next(iter(answers_in(files).values()))["spoken"]


def test_a_folder_that_is_no_service_is_listed_by_its_title(tmp_path: Path) -> None:
    data = cards_of(opened(tmp_path, SCENARIOS))
    assert data["services"][-1] == {
        "id": "scenarios",
        "name": "Whole meals",
        "short": "Whole meals",
        "category": "",
        "topics": {"dough": "Dough"},
    }
    assert data["cards"][-1]["id"] == "scenarios/supper"


@pytest.mark.parametrize(
    ("spoken", "same"),
    [
        ("<p>It rises, then falls.</p>", True),
        ("<p>It <em>rises</em> – then falls</p>\n", True),
        ("<p>It rises, then it falls.</p>", False),
        ("<p>It rises, then falls in 5 minutes.</p>", False),
    ],
)
def test_the_hash_of_an_answer_is_that_of_its_words(spoken: str, same: bool) -> None:
    old = RenderedQuestion("<p>It rises, then falls.</p>", "<p>Heat</p>", ("Time",), (), (), ())
    new = RenderedQuestion(
        spoken, "<p>Heat</p>", ("Time",), ("Looks at the clock",), ("And then?",), ("Bread.",)
    )
    assert (old.said.mark == new.said.mark) is same


def test_a_changed_number_changes_the_hash_of_the_answers_that_show_it(tmp_path: Path) -> None:
    before = cards_of(opened(tmp_path / "a"))["cards"][0]["hash"]
    facts = edited("docs/baking/sourdough/facts.yml", "value: 48", "value: 72")
    assert cards_of(opened(tmp_path / "b", facts))["cards"][0]["hash"] != before


def test_the_command_writes_the_same_files(tmp_path: Path) -> None:
    found = opened(tmp_path)
    written = EXPORTS["cards"](found, tmp_path / "dist")
    shipped = ship(found)
    assert shipped
    assert written[-1].name == shipped.name
    assert {file.name: file.read_bytes() for file in written} == {
        file.name: file.read_bytes() for file in shipped.parent.iterdir()
    }


def test_cards_that_are_remembered_are_not_made_again(tmp_path: Path) -> None:
    found = opened(tmp_path)
    remembered = Remembered(found)
    file = cards_js.ship(found, remembered)
    unchanged = Guide(found.catalog)
    assert cards_js.ship(unchanged, remembered) == file
    assert "renderer" not in vars(unchanged)
    assert file
    (part,) = file.parent.glob("answers.*.js")
    for lost in (file, part):
        lost.unlink()
        assert cards_js.ship(unchanged, remembered) == file
        assert lost.is_file()


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("docs/baking/sourdough/questions/loaf-7.md", "loaf-7", "LOAF-7"),  # its own text
        ("docs/baking/sourdough/facts.yml", "value: 48", "value: 72"),  # a number that others show
        (QUESTION, "prompt:", "aliases: [sourdough/poked]\nprompt:"),  # what others call it
    ],
)
def test_after_an_edit_only_the_parts_that_it_changes_are_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, old: str, new: str
) -> None:
    """And all files are those of a build that knows nothing of an earlier one."""
    monkeypatch.setattr(practice, "PART_SIZE", 2_000)
    many = {
        f"docs/baking/sourdough/questions/loaf-{n}.md": f"{dedent(question(n))}\nThis is loaf-{n}.\n"
        for n in range(40)
    }
    root = make_site(guide(tmp_path, {**PRACTICE, **many}))
    first = open_guide(root)
    ship(first)
    made: list[str] = []
    answer = practice._answer
    monkeypatch.setattr(practice, "_answer", lambda *args: made.append(args[-1].id) or answer(*args))
    changed = root / file
    changed.write_text(changed.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    second = open_guide(root)
    assert second is not first
    ship(second)
    shipped = {found.name: found.read_bytes() for found in (root / GENERATED).iterdir() if found.is_file()}
    assert 0 < len(made) < 10
    fresh = card_files(second.catalog, Guide(second.catalog).renderer, Here("practice/index.md"))
    cards = {name: data for name, data in shipped.items() if name.startswith(("cards.", "answers."))}
    assert cards == {name: fresh.texts[name].encode() for name in fresh.texts}


def test_a_second_build_writes_nothing(tmp_path: Path) -> None:
    found = opened(tmp_path)
    file = ship(found)
    assert file
    os.utime(file, ns=(1, 1))
    os.utime(file.parent, ns=(1, 1))
    assert ship(Guide(load_catalog(tmp_path))) == file
    assert (file.stat().st_mtime_ns, file.parent.stat().st_mtime_ns) == (1, 1)


def test_cards_of_an_earlier_text_are_removed(tmp_path: Path) -> None:
    first = ship(opened(tmp_path))
    assert first
    before = set(first.parent.iterdir())
    found = opened(tmp_path, edited(QUESTION, "One does", "Two do"))
    second = ship(found)
    assert second
    after = set(second.parent.iterdir())
    assert {file.name for file in after} == set(
        card_files(found.catalog, found.renderer, Here("practice/index.md")).texts
    )
    assert not before & after


def test_cards_that_another_build_uses_stay(tmp_path: Path) -> None:
    folder = tmp_path / GENERATED
    folder.mkdir(parents=True)
    for name in ("cards.0.js", "answers.0.js"):
        (folder / name).touch()
    other = os.open(folder, os.O_RDONLY)
    fcntl.flock(other, fcntl.LOCK_SH)
    ship(opened(tmp_path))
    assert len(list(folder.glob("*.0.js"))) == 2
    os.close(other)
    ship(opened(tmp_path, edited(QUESTION, "One does", "Two do")))
    assert list(folder.glob("*.0.js")) == []


def test_a_guide_without_a_practice_page_ships_nothing(tmp_path: Path) -> None:
    found = Guide(load_catalog(make_site(guide(tmp_path))))
    assert ship(found) is None
    assert not (tmp_path / GENERATED).exists()
    *_, file = cards_js.export(found, tmp_path / "dist")
    assert (
        data_in(file.read_text(encoding="utf-8"))["cards"][0]["url"]
        == "baking/sourdough/#sourdough/poke-test"
    )


def test_a_theme_that_belongs_to_another_guide_is_not_written_to(tmp_path: Path) -> None:
    root = guide(tmp_path / "guide", PRACTICE)
    (tmp_path / "other").mkdir()
    (root / "overrides").symlink_to(tmp_path / "other")
    with pytest.raises(ContentError, match=r"leads out of the repository \(copy 'overrides'"):
        ship(Guide(load_catalog(root)))
    assert list((tmp_path / "other").iterdir()) == []


def test_an_engine_that_lists_the_theme_early_gets_the_cards_in_its_site(tmp_path: Path) -> None:
    found = opened(tmp_path)
    ship(found, site=tmp_path / "site")
    files = list((tmp_path / "site/assets/generated").iterdir())
    assert len(files) == 2
    assert all(file.read_bytes() == (tmp_path / GENERATED / file.name).read_bytes() for file in files)


def named_cards(site: Path, page: str = "practice/index.html") -> str:
    """The index that the page names, whose parts are all there."""
    match = re.search(r'data-cards="([^"]+)"', (site / page).read_text(encoding="utf-8"))
    assert match
    index = (site / page).parent / match[1]
    parts = data_in(index.read_text(encoding="utf-8"))["parts"]
    assert parts
    assert all((index.parent / name).is_file() for name in parts)
    return match[1]


def test_a_first_build_ships_the_cards_and_only_the_practice_page_names_them(tmp_path: Path) -> None:
    root = copy_site("bread", tmp_path / "bread")
    result = build(root)
    assert result.returncode == 0, result.stdout + result.stderr
    site = root / "site"
    assert (site / "practice" / named_cards(site)).is_file()
    assert len(list((site / "assets/generated").glob("cards.*.js"))) == 1
    for page in site.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        inside = page == site / "practice/index.html"
        named = ("assets/generated/cards." in html, "javascripts/practice.js" in html)
        assert named == (inside, inside), page


def test_two_different_builds_at_once_both_get_their_cards(tmp_path: Path) -> None:
    root = copy_site("bread", tmp_path / "bread")
    offline = "INHERIT: mkdocs.yml\nuse_directory_urls: false\n"
    (root / "mkdocs.offline.yml").write_text(offline, encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    for _ in range(2):
        builds = [
            subprocess.Popen([*command, "-f", config, "-d", folder], cwd=root, env=environment)
            for config, folder in (("mkdocs.yml", "a"), ("mkdocs.offline.yml", "b"))
        ]
        assert [process.wait(timeout=120) for process in builds] == [0, 0]
        assert (root / "a/practice" / named_cards(root / "a")).is_file()
        assert (root / "b/practice" / named_cards(root / "b")).is_file()
        assert named_cards(root / "a") != named_cards(root / "b")
    assert subprocess.run(command, cwd=root, env=environment, check=False, timeout=120).returncode == 0
    assert len(list((root / "site/assets/generated").glob("cards.*.js"))) == 1
