"""The results: kept by size, shown as tables on the page; and what the command line understands."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.benchmark import __main__ as command
from tests.benchmark import report, results
from tests.benchmark.figures import COLD, EDITED, SERVE, TARGETS, VARIANTS, Key
from tests.benchmark.measure import Run
from tests.benchmark.report import END, START, set_into, tables
from tests.benchmark.rounds import Measured
from tests.benchmark.text import SIZES
from tests.benchmark.tools import HUGO, OURS, TOOLS, Tool

PAGE = "# Performance\n\n{}\nold\n{}\n\nThe end.\n"


def size(
    load: float = 0.1, differing: dict[str, list[str]] | None = None, **seconds: float
) -> dict[str, Any]:
    """A size in which cold builds took `seconds` by tool."""
    runs = {Key("M", tool, COLD): [Run(time, time, 60)] for tool, time in seconds.items()}
    versions = {tool: f"{tool} 1.0" for tool in seconds}
    circumstances = results.Circumstances("2026-01-02", "1 × Oven", "3.11", load, 1, 120, 2400, versions)
    return results.entry(Measured(runs, differing or {}), circumstances)


def test_results_are_read_as_they_were_written(tmp_path: Path) -> None:
    file = tmp_path / "figures.json"
    sizes = {"M": size(material=10, ours=4), "S": size(material=3)}
    results.write(file, sizes, list(SIZES))
    read = results.read(file)
    assert list(read) == ["S", "M"]
    assert results.runs(read)[Key("M", "ours", COLD)] == [Run(4, 4, 60)]
    assert results.read(tmp_path / "none.json") == {}


def test_the_tables_show_ratios_targets_and_what_to_mistrust() -> None:
    text = tables({"M": size(load=3.5, differing={EDITED: ["a.html"]}, material=10, ours=4)})
    assert "| This project | 0.40, 4.0&nbsp;s | – |" in text
    assert "| cold build | M | 0.50 | 0.40, met |" in text
    assert "| cold build | L | 0.40 | not measured |" in text
    assert "**Other work ran on the machine**" in text
    assert "differs from that of a cold build** in 1 file" in text
    calm = tables({"M": size(differing={EDITED: []}, material=10, ours=6)})
    assert "0.60, **missed**" in calm
    assert "Other work" not in calm
    assert "byte for byte" in calm


def test_the_tables_take_the_place_of_the_old_ones_on_the_page(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(PAGE.format(START, END), encoding="utf-8")
    for text in ("first", "second \\1"):
        set_into(page, text)
    assert (
        page.read_text(encoding="utf-8") == f"# Performance\n\n{START}\n\nsecond \\1\n\n{END}\n\nThe end.\n"
    )


def test_a_page_without_a_place_for_the_tables_is_refused_before_anything_is_built(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for text in ("no marks", PAGE.format(END, START), PAGE.format(START, END) * 2):
        (tmp_path / "page.md").write_text(text, encoding="utf-8")
        with pytest.raises(SystemExit) as end:
            command.main(["--sizes", "tiny", "--into", str(tmp_path / "page.md")])
        assert end.value.code == 2
        assert "must hold the lines" in capsys.readouterr().err


def test_tables_can_be_made_anew_without_measuring(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(PAGE.format(START, END), encoding="utf-8")
    results.write(page.with_suffix(".json"), {"M": size(ours=4)}, list(SIZES))
    assert command.main(["--tables", "--into", str(page)]) == 0
    assert "| This project | 4.0&nbsp;s |" in page.read_text(encoding="utf-8")


def test_printing_changes_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "_measured", lambda *_: size(ours=4))
    assert command.main(["--sizes", "M", "--tools", "ours", "--print", "--into", str(tmp_path / "a.md")]) == 0
    assert "| This project | 4.0&nbsp;s |" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_the_page_shows_what_the_file_of_its_figures_holds() -> None:
    shown = command.PAGE.read_text(encoding="utf-8").partition(START)[2].partition(END)[0]
    held = json.loads(command.FIGURES.read_text(encoding="utf-8"))["sizes"]
    assert shown.strip() == report.tables(held).strip()


def test_targets_are_for_sizes_and_variants_that_there_are() -> None:
    assert {target.size for target in TARGETS} <= set(SIZES)
    assert {target.variant for target in TARGETS} <= set(VARIANTS)
    assert {SERVE, COLD} <= set(VARIANTS)


@pytest.mark.parametrize(
    "arguments", [["--sizes", "XXL"], ["--tools", "ours,oven"], ["--variants", "lukewarm"]]
)
def test_an_unknown_name_ends_with_those_that_there_are(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        command.main(arguments)
    assert end.value.code == 2
    assert f"'{arguments[1].split(',')[-1]}' is none of " in capsys.readouterr().err


def test_a_tool_that_is_not_installed_is_left_out_with_the_way_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(type(HUGO), "missing", lambda _: "make bench-tools")
    built: list[Tool] = []

    def measured(_: str, tools: list[Tool], *__: object) -> dict[str, Any]:
        built.extend(tools)
        return size(ours=4)

    monkeypatch.setattr(command, "_measured", measured)
    page = tmp_path / "page.md"
    page.write_text(PAGE.format(START, END), encoding="utf-8")
    assert command.main(["--sizes", "M", "--tools", "hugo,ours", "--into", str(page)]) == 0
    assert built == [OURS]
    assert (
        "Hugo, bare theme is left out, for it is not installed: make bench-tools" in capsys.readouterr().err
    )
    assert "| This project | 4.0&nbsp;s |" in page.read_text(encoding="utf-8")
    assert page.with_suffix(".json").is_file()


def test_sites_can_be_written_without_being_built(tmp_path: Path) -> None:
    assert command.main(["--sizes", "tiny", "--write", str(tmp_path)]) == 0
    assert {path.name for path in (tmp_path / "tiny").iterdir()} == set(TOOLS)
