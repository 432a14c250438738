"""Mechanical remedies: what is mended, what is left, and that nothing else in a file changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.__main__ import main
from macros.checks import run_checks
from macros.checks.vanished_ids import FILE
from macros.fixing import apply_fixes
from macros.guide import load_catalog
from macros.issues import Edit, Issue, Location
from tests.support.guides import edited, guide
from tests.support.repositories import commit, git

PAGE = "docs/baking/sourdough/index.md"
CONFIG = "extra:\n  guide:\n    avoid: {leaven: starter}\n"


def fix(root: Path) -> int:
    return main(["--root", str(root), "check", "--fix"])


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        ("It rises.\n\n\tAnd\tagain.", "It rises.\n\n    And    again."),
        ("\x0bIt rises.", "It rises."),
        ("Feed the leaven. Leaven lives.", "Feed the starter. Starter lives."),
        ("A dough proofs for 48 hours.", 'A dough proofs for {{ fact("sourdough/proof-max") }}.'),
        ("It rises. <!-- check: allow numbers: none -->", "It rises."),
        ("It rises.\n\n<!-- check: allow numbers: none -->\nIt falls.", "It rises.\n\nIt falls."),
    ],
)
def test_what_needs_no_thought_is_mended(tmp_path: Path, written: str, mended: str) -> None:
    root = guide(tmp_path, {**edited(PAGE, "fed daily.", f"fed daily.\n\n{written}"), "mkdocs.yml": CONFIG})
    before = (root / PAGE).read_text(encoding="utf-8")
    assert fix(root) == 0
    assert (root / PAGE).read_text(encoding="utf-8") == before.replace(written, mended)
    assert run_checks(load_catalog(root)) == []


def test_what_needs_thought_is_left_and_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = guide(tmp_path, edited(PAGE, "A starter is fed daily.", "[Bread](nowhere.md)\tand more."))
    assert fix(root) == 1
    said = capsys.readouterr().err.splitlines()
    assert said[0] == f"mended {PAGE}:15: there is a tab in this line (indent with spaces)"
    assert said[1].startswith(f"{PAGE}:15: the link 'nowhere.md' leads to no page")


@pytest.mark.parametrize(
    "written",
    [
        "The leaven is a leaven.",
        "Set `leaven` and feed the leaven.",
        'Who says "leaven" means the leaven.',
        "See <https://a.example/leaven> on the leaven.",
        'Run `proof --max "48 hours"`: a dough proofs for 48 hours.',
    ],
)
def test_what_stands_elsewhere_on_the_line_too_is_for_people(
    tmp_path: Path, written: str, capsys: pytest.CaptureFixture[str]
) -> None:
    root = guide(tmp_path, {**edited(PAGE, "fed daily.", f"fed daily.\n\n{written}"), "mkdocs.yml": CONFIG})
    before = (root / PAGE).read_bytes()
    fix(root)
    assert (root / PAGE).read_bytes() == before
    assert f"{PAGE}:17: warning: " in capsys.readouterr().err


def test_a_sound_guide_is_not_touched(tmp_path: Path) -> None:
    root = guide(tmp_path)
    before = {
        file: (file.read_bytes(), file.stat().st_mtime_ns) for file in root.rglob("*") if file.is_file()
    }
    assert fix(root) == 0
    assert {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in before} == before


def test_line_ends_stay_as_they_are(tmp_path: Path) -> None:
    root = guide(tmp_path)
    file = root / PAGE
    file.write_bytes(file.read_bytes().replace(b"fed daily.", b"fed\tdaily.").replace(b"\n", b"\r\n"))
    assert fix(root) == 0
    assert b"fed    daily.\r\n" in file.read_bytes()


def test_a_text_that_is_no_longer_on_its_line_is_left(tmp_path: Path) -> None:
    root = guide(tmp_path)
    place = Location(PAGE, 15)
    stale = Issue(place, "a fault", "x", fix=Edit(place, "gone", "new"))
    below = Location(PAGE, 999)
    assert apply_fixes(root, [stale, Issue(below, "a fault", "x", fix=Edit(below, "A", "B"))]) == []


def test_new_ids_are_recorded_in_order_and_once(tmp_path: Path) -> None:
    head = "# Ids that readers know.\n"
    root = guide(tmp_path, {FILE: f"{head}sourdough/zebra\n- sourdough/gone\n"})
    assert fix(root) == 1  # sourdough/zebra is no question
    recorded = f"{head}- sourdough/gone\nsourdough/poke-test\nsourdough/zebra\n"
    assert (root / FILE).read_text(encoding="utf-8") == recorded
    fix(root)
    assert (root / FILE).read_text(encoding="utf-8") == recorded


def test_an_id_that_a_rename_left_behind_before_it_was_committed_goes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = guide(tmp_path, {FILE: "# Ids.\nsourdough/poke-test\n"})
    git(root, "init", "--initial-branch", "main")
    commit(root, {}, 1_700_000_000)
    questions = root / PAGE.replace("index.md", "questions")
    draft = (questions / "poke-test.md").read_text("utf-8").replace("How do you know", "When is it")
    (questions / "draft.md").write_text(draft, encoding="utf-8")
    fix(root)
    assert (root / FILE).read_text("utf-8") == "# Ids.\nsourdough/draft\nsourdough/poke-test\n"
    (questions / "draft.md").rename(questions / "done.md")
    fix(root)
    assert (root / FILE).read_text("utf-8") == "# Ids.\nsourdough/done\nsourdough/poke-test\n"
    assert "the question 'sourdough/draft' is gone, and no reader has seen it" in capsys.readouterr().err
    (questions / "poke-test.md").unlink()  # this one is committed
    assert fix(root) == 1
    assert (root / FILE).read_text("utf-8") == "# Ids.\nsourdough/done\nsourdough/poke-test\n"
    assert "and no other has it as an alias" in capsys.readouterr().err


@pytest.mark.parametrize("repository", [True, False])
def test_where_git_does_not_know_the_list_every_id_stays(tmp_path: Path, repository: bool) -> None:
    root = guide(tmp_path)
    if repository:
        git(root, "init", "--initial-branch", "main")
        commit(root, {}, 1_700_000_000)
    (root / FILE).write_text("sourdough/draft\nsourdough/poke-test\n", encoding="utf-8")
    assert fix(root) == 1
    assert (root / FILE).read_text("utf-8") == "sourdough/draft\nsourdough/poke-test\n"
