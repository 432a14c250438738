"""`python -m macros export`."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.__main__ import main
from macros.commands.export import EXPORTS
from tests.support.guides import guide, make_site


@pytest.mark.parametrize(("target", "name"), [("json", "guide.json"), ("csv", "questions.csv")])
def test_the_files_of_a_format_are_written_and_listed_with_their_size(
    tmp_path: Path, target: str, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    root, out = make_site(guide(tmp_path / "guide")), tmp_path / "out"
    assert main(["--root", str(root), "export", target, "--out", str(out)]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert sorted(listed) == sorted(f"{file} ({file.stat().st_size:,} bytes)" for file in out.iterdir())
    assert (out / name).stat().st_size > 0


def test_an_unknown_format_is_refused_with_the_known_ones(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--root", str(guide(tmp_path)), "export", "papyrus"])
    assert caught.value.code == 2
    said = capsys.readouterr().err
    assert all(name in said for name in EXPORTS)


def test_a_file_in_the_place_of_the_folder_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root, out = make_site(guide(tmp_path / "guide")), tmp_path / "out"
    out.write_text("mine", encoding="utf-8")
    for place in (out, out / "below"):
        assert main(["--root", str(root), "export", "json", "--out", str(place)]) == 2
        captured = capsys.readouterr()
        assert captured.err.startswith(f"cannot write {out}")
        assert len(captured.err.splitlines()) == 1
        assert captured.out == ""
    assert out.read_text(encoding="utf-8") == "mine"
