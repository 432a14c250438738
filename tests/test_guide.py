"""Opening a guide, and when it is read anew."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from macros import clock
from macros import guide as guide_module
from macros.guide import open_guide, opened_guide
from macros.issues import ContentError, errors
from tests.support.guides import edited, guide, make_site, write

QUESTION = "docs/baking/sourdough/questions/poke-test.md"


@pytest.fixture(autouse=True)
def no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guide_module, "_opened", {})


def later(file: Path) -> None:
    """Move a file's time ahead by a second, as an edit would."""
    stat = file.stat()
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns + 10**9))


def test_an_unchanged_guide_is_read_once(tmp_path: Path) -> None:
    root = make_site(guide(tmp_path))
    assert open_guide(root) is open_guide(root)


@pytest.mark.parametrize("name", [QUESTION, "mkdocs.yml"])
def test_a_changed_file_is_read_anew(tmp_path: Path, name: str) -> None:
    root = make_site(guide(tmp_path))
    first = open_guide(root)
    later(root / name)
    assert open_guide(root) is not first


def test_a_new_file_is_seen(tmp_path: Path) -> None:
    root = make_site(guide(tmp_path))
    open_guide(root)
    write(root, {"docs/more.md": "---\ntitle: More\ndescription: More of it.\n---\n\nMore.\n"})
    assert "more.md" in open_guide(root).catalog.pages


def test_what_runs_many_times_a_page_gets_the_guide_as_it_was_opened(tmp_path: Path) -> None:
    root = make_site(guide(tmp_path))
    first = opened_guide(root)
    later(root / QUESTION)
    assert opened_guide(root) is first


def test_errors_are_raised_together_and_nothing_is_kept(tmp_path: Path) -> None:
    faulty = {**edited(QUESTION, "level: junior", "level: junor"), "docs/index.md": "Bread.\n"}
    root = make_site(guide(tmp_path, faulty))
    with pytest.raises(ContentError) as caught:
        open_guide(root)
    assert [issue.location.path for issue in errors(caught.value.issues)] == [QUESTION, "docs/index.md"]
    write(root, edited(QUESTION, "level: junior", "level: mid"))
    write(root, {"docs/index.md": "---\ntitle: Bread\ndescription: About bread.\n---\n\nBread.\n"})
    assert open_guide(root).catalog.questions["sourdough/poke-test"].level == "mid"


def test_a_warning_does_not_stop_a_build_which_looks_only_for_what_does(tmp_path: Path) -> None:
    term = "---\nterm: combi steamer\nchecked: 2026-01-02\n---\n\nAn oven with steam.\n"
    root = make_site(guide(tmp_path, {"docs/glossary/terms/combi-steamer.md": term}))
    opened = open_guide(root)
    assert opened.warnings == ()
    assert [str(issue) for issue in opened.advice() if issue.check == "unused-terms"] == [
        "docs/glossary/terms/combi-steamer.md:1: warning: the term 'combi steamer' is used nowhere; "
        "nothing refers to it (remove it, or add the alias under which pages use it)"
    ]


def test_the_renderer_is_made_once(tmp_path: Path) -> None:
    opened = open_guide(make_site(guide(tmp_path)))
    assert opened.renderer is opened.renderer


def test_the_build_date_comes_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1770000000")
    assert open_guide(make_site(guide(tmp_path))).catalog.today.isoformat() == "2026-02-02"


def test_a_finding_is_forgotten_when_the_day_comes_that_it_waits_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_site(guide(tmp_path, edited(QUESTION, "checked: 2026-01-02", "checked: 2031-05-05")))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1770000000")
    with pytest.raises(ContentError, match="2031-05-05 is in the future"):
        open_guide(root)

    class ThatDay(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:
            return datetime(2031, 5, 5, tzinfo=UTC)

    monkeypatch.setattr(clock, "datetime", ThatDay)
    guide_module._opened.clear()
    assert open_guide(root).catalog.questions["sourdough/poke-test"].checked == ThatDay.now().date()


def test_a_test_whose_example_is_gone_is_found_though_nothing_else_has_changed(tmp_path: Path) -> None:
    root = make_site(guide(tmp_path))
    open_guide(root)
    write(root, {"tests/examples/sourdough/test_proof_time.py": ""})
    guide_module._opened.clear()
    with pytest.raises(ContentError, match="this test has no example"):
        open_guide(root)
