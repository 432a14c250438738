"""`python -m macros upstream`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from macros.__main__ import main
from tests.support.guides import edited, guide
from tests.verification.test_model_changes import MODEL, packages

FACTS = "docs/baking/sourdough/facts.yml"
EVIDENCE = "verify: {model: sqs, path: shapes.Integer.type, equals: integer}"


def run(tmp_path: Path, *arguments: str) -> int:
    root = guide(tmp_path / "guide", edited(FACTS, "unit: hours", f"unit: hours\n  {EVIDENCE}"))
    return main(["--root", str(root), "upstream", *arguments])


def test_the_services_that_facts_name_are_compared_and_the_list_is_a_report_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    newer = packages(tmp_path, "sqs", {**MODEL, "operations": {**MODEL["operations"], "Bake": {}}})
    packages(tmp_path, "sns", {"operations": {"Other": {}}, "shapes": {}})
    assert run(tmp_path, "--packages", str(newer), "--report", str(tmp_path / "report.md")) == 1
    said = capsys.readouterr().out
    assert "## sqs\n\n- **Bake**\n    - new: a new operation\n" in said
    assert "sns" not in said
    assert (tmp_path / "report.md").read_text(encoding="utf-8") == said
    assert said.startswith("What the API models of botocore 99.0 say")


def test_where_nothing_has_changed_there_is_no_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    newer = packages(tmp_path, "sqs", MODEL)
    assert run(tmp_path, "--packages", str(newer), "--report", str(tmp_path / "report.md")) == 0
    assert capsys.readouterr().out == "Nothing has changed in the API models of botocore 99.0.\n"
    assert not (tmp_path / "report.md").exists()


def test_long_sentences_and_many_of_them_are_cut(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    many = " ".join(f"Sentence {number} {'is long ' * 100}." for number in range(9))
    operations = {**MODEL["operations"], "AddPermission": {"documentation": many}}
    newer = packages(tmp_path, "sqs", {**MODEL, "operations": operations})
    assert run(tmp_path, "--packages", str(newer)) == 1
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("    - new: ")]
    assert len(lines) == 3
    assert all(len(line) < 260 and line.endswith("...") for line in lines)


def test_a_folder_without_the_package_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "--packages", str(tmp_path)) == 2
    assert capsys.readouterr().err == f"there is no botocore in {tmp_path}\n"


def test_the_newest_package_is_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is installed here: the command is recorded instead."""
    commands: list[list[str]] = []

    def install(command: list[str], **_: object) -> SimpleNamespace:
        commands.append(command)
        packages(Path(command[command.index("--target") + 1]), "sqs", MODEL, "")
        return SimpleNamespace(returncode=0)

    monkeypatch.setattr(subprocess, "run", install)
    assert run(tmp_path) == 0
    (command,) = commands
    assert command[1:4] == ["-m", "pip", "install"]
    assert command[-1] == "botocore"


def test_a_package_that_cannot_be_fetched_ends_the_command_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: SimpleNamespace(returncode=1))
    assert run(tmp_path) == 2
    assert capsys.readouterr().err == "cannot fetch the newest packages: pip gave 1 (it needs a network)\n"


def test_without_the_packages_one_is_told_how_to_get_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in [name for name in sys.modules if name.startswith("macros.verification")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "jmespath", None)
    assert run(tmp_path, "--packages", str(packages(tmp_path, "sqs", MODEL))) == 2
    assert capsys.readouterr().err.endswith(": run 'make verify'\n")
