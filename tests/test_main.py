"""The command line."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from macros.__main__ import main
from macros.commands import COMMANDS
from tests.support.guides import PROJECT, edited, guide, make_site


def test_the_help_lists_every_command_with_its_summary(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--help"])
    assert caught.value.code == 0
    shown = " ".join(capsys.readouterr().out.split())
    for name, command in COMMANDS.items():
        assert f"{name} {' '.join(command.__doc__.splitlines()[0].split())}" in shown


@pytest.mark.parametrize("arguments", [[], ["bake"], ["check", "--no-such-option"]])
def test_a_wrong_call_exits_with_2_and_says_how_to_call(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert capsys.readouterr().err.startswith("usage: python -m macros")


def test_a_folder_without_docs_is_no_guide(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--root", str(tmp_path), "check"])
    assert caught.value.code == 2
    assert f"there is no docs folder in {tmp_path}" in capsys.readouterr().err


def test_a_command_that_needs_faultless_content_prints_the_findings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    question = "docs/baking/sourdough/questions/poke-test.md"
    root = make_site(guide(tmp_path, edited(question, "level: junior", "level: junor")))
    assert main(["--root", str(root), "export", "json", "--out", str(tmp_path / "out")]) == 1
    captured = capsys.readouterr()
    assert f"{question}:3: 'junor' is no level" in captured.err
    assert "Traceback" not in captured.err
    assert not (tmp_path / "out").exists()


def test_a_broken_configuration_is_a_finding_of_every_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = guide(tmp_path, {"mkdocs.yml": "a: [\n"})
    assert main(["--root", str(root), "check"]) == 1
    assert capsys.readouterr().err.startswith("mkdocs.yml:2: this is not valid YAML")


@pytest.mark.parametrize("arguments", [["new", "term", "crumb"], ["schema", "--write"]])
def test_a_file_system_that_refuses_is_told_of_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    root = guide(tmp_path)

    def refuse(path: Path, *_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system", str(path))

    monkeypatch.setattr(Path, "write_text", refuse)
    monkeypatch.setattr(Path, "unlink", refuse)
    assert main(["--root", str(root), *arguments]) == 2
    (said,) = capsys.readouterr().err.splitlines()
    assert said.startswith(str(root))
    assert said.endswith(".part: Read-only file system")


def test_who_takes_another_python_is_told_which_one_has_the_packages() -> None:
    command = [sys.executable, "-S", "-m", "macros", "check"]
    ran = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert ran.stderr.startswith("the package ")
    assert ran.stderr.endswith("run 'make site' once, and then: .venv/bin/python -m macros ...\n")
    assert len(ran.stderr.splitlines()) == 1


def test_who_reads_only_the_beginning_gets_no_traceback(tmp_path: Path) -> None:
    """As in `python -m macros stats | head -1`."""
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-u", "-m", "macros", "--root", str(guide(tmp_path)), "stats"]
    ran = subprocess.run(command, cwd=PROJECT, stdout=write, stderr=subprocess.PIPE, text=True, check=False)
    os.close(write)
    assert (ran.stderr, ran.returncode) == ("", 1)
