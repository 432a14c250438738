"""`python -m macros check`."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from macros.__main__ import main
from tests.support.guides import PROJECT, edited, guide, write

QUESTION = "docs/baking/sourdough/questions/poke-test.md"
TERM = "---\nterm: combi steamer\nchecked: 2026-01-02\n---\n\nAn oven with steam.\n"


def check(root: Path, *arguments: str) -> int:
    return main(["--root", str(root), "check", *arguments])


def test_a_guide_without_faults_is_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(guide(tmp_path)) == 0
    captured = capsys.readouterr()
    assert captured.out == "1 questions, 1 terms, 1 facts, 4 pages: 0 errors, 0 warnings\n"
    assert captured.err == ""


def test_findings_go_to_the_error_stream_and_the_exit_code_is_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = edited(
        QUESTION, "minutes: 2", "minutes: 2\nrelated: [a/b]\nfollow_ups: [{ask: Why?, question: c/d}]"
    )
    assert check(guide(tmp_path, files)) == 1
    captured = capsys.readouterr()
    assert captured.err.splitlines() == [
        f"{QUESTION}:7: related: there is no question 'a/b'",
        f"{QUESTION}:8: follow_ups: there is no question 'c/d'",
    ]
    assert captured.out.endswith(": 2 errors, 0 warnings\n")


def test_a_configuration_of_another_edition_is_read_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    faulty = "INHERIT: mkdocs.yml\nuse_directory_urls: maybe\n"
    files = {"mkdocs.yml": "site_name: Bread\n", "mkdocs.offline.yml": "a: [\n", "mkdocs.paper.yml": faulty}
    assert check(guide(tmp_path, files)) == 1
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith("mkdocs.offline.yml:2: this is not valid YAML")
    assert second.startswith("mkdocs.paper.yml:2: use_directory_urls: ")


def test_what_a_configuration_inherits_from_need_not_stand_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {
        "mkdocs.base.yml": "plugins: {search: {}}\n",
        "mkdocs.yml": "INHERIT: mkdocs.base.yml\n"
        "plugins: {macros: {module_name: macros, on_error_fail: true}}\n",
        "mkdocs.offline.yml": "INHERIT: mkdocs.yml\nuse_directory_urls: false\n",
    }
    assert check(guide(tmp_path, files)) == 0
    assert capsys.readouterr().err == ""


def test_warnings_alone_are_no_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(guide(tmp_path, {"docs/glossary/terms/steamer.md": TERM})) == 0
    assert capsys.readouterr().out.endswith(": 0 errors, 1 warnings\n")


def test_findings_as_json_are_objects(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {**edited(QUESTION, "level: junior", "level: junor"), "docs/glossary/terms/steamer.md": TERM}
    assert check(guide(tmp_path, files), "--json") == 1
    captured = capsys.readouterr()
    assert json.loads(captured.out) == [
        {
            "path": QUESTION,
            "line": 3,
            "check": "format",
            "level": "error",
            "message": "'junor' is no level; it is 'junior', 'mid' or 'senior'",
            "hint": "did you mean 'junior'?",
            "fixable": False,
        }
    ]
    assert captured.err == ""


def test_no_findings_as_json_are_an_empty_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(guide(tmp_path), "--json") == 0
    assert json.loads(capsys.readouterr().out) == []


@pytest.mark.parametrize("more", [[], ["--fix"], ["--only", "words"]])
def test_faults_of_the_configuration_are_objects_too(
    tmp_path: Path, more: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    root = guide(tmp_path, {"mkdocs.yml": "site_url: 1\nextra: {guide: {avoid: 3}}\n"})
    assert check(root, "--json", *more) == 1
    captured = capsys.readouterr()
    found = json.loads(captured.out)
    assert [(row["path"], row["line"], row["check"]) for row in found] == [
        ("mkdocs.yml", 1, "config"),
        ("mkdocs.yml", 2, "config"),
    ]
    assert captured.err == ""
    write(root, {"mkdocs.yml": "a: [\n"})
    assert check(root, "--json", *more) == 1
    assert [row["line"] for row in json.loads(capsys.readouterr().out)] == [2]


def test_warnings_fail_a_strict_run(tmp_path: Path) -> None:
    assert check(guide(tmp_path, {"docs/glossary/terms/steamer.md": TERM}), "--strict") == 1
    assert check(guide(tmp_path / "sound"), "--strict") == 0


def test_findings_of_one_check_can_be_had_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {
        **edited(QUESTION, "minutes: 2", "minutes: 2\nrelated: [a/b]"),
        "docs/glossary/terms/steamer.md": TERM,
    }
    root = guide(tmp_path, files)
    assert check(root, "--only", "unused-terms") == 0
    assert [line.split(":")[0] for line in capsys.readouterr().err.splitlines()] == [
        "docs/glossary/terms/steamer.md"
    ]
    assert check(root, "--only", "known-ids") == 1


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("format", edited(QUESTION, "level: junior", "level: junor")),
        ("yaml", edited(QUESTION, "level: junior", "level: [")),
        ("allowances", edited(QUESTION, "the poke test.", "the test. <!-- check: allow -->")),
    ],
)
def test_what_is_found_while_reading_can_be_had_alone(
    tmp_path: Path, name: str, files: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    root = guide(tmp_path, files)
    assert check(root, "--json", "--only", name) == 1
    captured = capsys.readouterr()
    assert {item["check"] for item in json.loads(captured.out)} == {name}
    assert captured.err == ""


def test_a_bad_setting_is_said_whatever_is_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = guide(tmp_path, {"mkdocs.yml": "extra: {guide: {avoid: 3}}\n"})
    for name in ("config", "words"):
        assert check(root, "--only", name) == 1
        assert capsys.readouterr().err.startswith("mkdocs.yml:1: ")


def test_a_check_alone_does_not_hide_that_a_file_cannot_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = guide(tmp_path, edited(QUESTION, "level: junior", "level: junor"))
    for other in ("words", "yaml"):
        assert check(root, "--only", other) == 1
        captured = capsys.readouterr()
        assert captured.err == f"some of it could not be checked: {QUESTION} (see why without --only)\n"
        assert captured.out.endswith(": 0 errors, 0 warnings\n")


def test_an_unknown_check_is_refused_with_the_known_ones(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        check(guide(tmp_path), "--only", "wrods")
    assert caught.value.code == 2
    assert "'format'" in capsys.readouterr().err


def test_an_editor_finds_each_part_of_a_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tasks = json.loads((PROJECT / ".vscode/tasks.json").read_text(encoding="utf-8"))
    pattern = tasks["tasks"][0]["problemMatcher"]["pattern"]
    files = {
        **edited(QUESTION, "minutes: 2", "minutes: 2\nrelated: [a/b]"),
        "docs/glossary/terms/steamer.md": TERM,
    }
    check(guide(tmp_path, files))
    captured = capsys.readouterr()
    found = [re.match(pattern["regexp"], line) for line in captured.err.splitlines()]
    shown = [[match[pattern[part]] for part in ("file", "line", "severity")] for match in found if match]
    assert shown == [[QUESTION, "7", None], ["docs/glossary/terms/steamer.md", "1", "warning"]]
    assert not re.match(pattern["regexp"], captured.out)
