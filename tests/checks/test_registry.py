"""The list of checks, and the work that a run of them costs."""

from __future__ import annotations

import ast
import builtins
import io
import pkgutil
import random
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from textwrap import dedent
from typing import Any, NamedTuple, TypeVar

import markdown
import pytest

from macros import checks
from macros.checks import CHECKS, STOPPING, run_checks
from macros.checks.placeholders import TEXTS
from macros.content import Content
from macros.guide import load_catalog
from macros.site_config import SiteConfig
from tests.support.guides import BASE, edited, guide, issues, make_site

QUESTION = "docs/baking/sourdough/questions/poke-test.md"
HELPERS = {"texts"}
T = TypeVar("T")


def test_every_check_is_in_the_list_once_and_has_its_own_id() -> None:
    modules = {module.name for module in pkgutil.iter_modules(checks.__path__)} - HELPERS
    listed = [check.__name__.rsplit(".", 1)[1] for check in CHECKS]  # type: ignore[attr-defined]
    assert sorted(listed) == sorted(modules)
    assert len({check.ID for check in CHECKS}) == len(CHECKS)


def test_every_check_has_a_test_file() -> None:
    modules = {module.name for module in pkgutil.iter_modules(checks.__path__)}
    assert {name for name in modules if not (Path(__file__).parent / f"test_{name}.py").is_file()} == set()


def test_what_a_build_leaves_out_only_warns() -> None:
    """Each finding is made with the severity in sight: `Issue(..., "warning")` or `advice(...)`."""
    assert set(STOPPING) < set(CHECKS)
    for module in CHECKS:
        tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))  # type: ignore[attr-defined]
        calls = [call for call in ast.walk(tree) if isinstance(call, ast.Call)]
        made = [
            call
            for call in calls
            if ast.unparse(call.func).rpartition(".")[2] in ("Issue", "issue", "advice")
        ]
        assert made, module
        if module not in STOPPING:
            assert all(
                "'warning'" in ast.unparse(call) or ".advice(" in ast.unparse(call) for call in made
            ), module


def test_the_least_guide_has_no_findings(tmp_path: Path) -> None:
    assert issues(tmp_path) == []


def test_findings_of_all_checks_come_in_one_run_in_the_order_of_the_files(tmp_path: Path) -> None:
    files = {
        **edited(QUESTION, "minutes: 2", "minutes: 2\nrelated: [sourdough/x]"),
        **edited("docs/baking/sourdough/index.md", "A starter", "[A starter](nowhere.md) {{ fakt() }}"),
        **edited("docs/glossary/terms/starter.md", "Flour", "<script>Flour"),
        "docs/index.md": "Bread.\n",
    }
    assert [line.split(": ")[0] for line in issues(tmp_path, files)] == [
        "docs/baking/sourdough/index.md:15",
        "docs/baking/sourdough/index.md:15",
        f"{QUESTION}:7",
        "docs/glossary/terms/starter.md:6",
        "docs/index.md:1",
    ]


class Work:
    """Counts what a run costs, without looking at a clock."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
        self.reads: Counter[str] = Counter()
        self.conversions = 0
        read_bytes, open_file, convert = Path.read_bytes, io.open, markdown.Markdown.convert

        def note(file: object) -> None:
            if str(file).startswith(str(root / "docs")):
                self.reads[str(file)] += 1

        def counted_read(path: Path) -> bytes:
            # Path.read_bytes opens through io.open, which counts it.
            return read_bytes(path)

        def counted_open(file: Any, *arguments: Any, **options: Any) -> Any:
            note(file)
            return open_file(file, *arguments, **options)

        def counted_convert(converter: markdown.Markdown, source: str) -> str:
            self.conversions += 1
            return convert(converter, source)

        monkeypatch.setattr(Path, "read_bytes", counted_read)
        monkeypatch.setattr(io, "open", counted_open)
        monkeypatch.setattr(builtins, "open", counted_open)
        monkeypatch.setattr(markdown.Markdown, "convert", counted_convert)


def many_questions(count: int) -> dict[str, str]:
    """That many questions, no two alike: the same words in another choice, as in real texts."""
    text = dedent(BASE[QUESTION])
    choose = random.Random(1)
    vocabulary = [f"word{n}{letter}" for n in range(20 + count) for letter in "abcdefgh"]

    def question(n: int) -> str:
        prompt, answer = choose.sample(vocabulary, 8), choose.sample(vocabulary, 100)
        new = text.replace("How do you know that a dough is proofed?", f"What is {' '.join(prompt)}?")
        return new.replace("One does the poke test.", " ".join(answer))

    return {f"docs/baking/sourdough/questions/question-{n}.md": question(n) for n in range(count)}


def test_checking_600_questions_reads_each_file_once_and_renders_no_markdown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_site(guide(tmp_path, many_questions(599)), config="extra: {guide: {lengths: null}}")
    work = Work(monkeypatch, root)
    catalog = load_catalog(root)
    assert run_checks(catalog) == []
    assert len(catalog.questions) == 600
    files = [str(file) for file in (root / "docs").rglob("*") if file.is_file()]
    assert work.reads == Counter(files)
    assert work.conversions == 0


def test_the_work_of_checking_grows_as_the_guide_does(tmp_path: Path) -> None:
    """Counted in calls of functions: ten times the questions, about ten times the calls."""

    def calls(root: Path) -> int:
        count = 0

        def note(*_: object) -> None:
            nonlocal count
            count += 1

        sys.setprofile(note)
        try:
            run_checks(load_catalog(root))
        finally:
            sys.setprofile(None)
        return count

    few = calls(guide(tmp_path / "few", many_questions(30)))
    many = calls(guide(tmp_path / "many", many_questions(300)))
    assert many < few * 12


class OneFile(NamedTuple):
    """What decides on the findings that are kept of a file: no other part of a catalog is there.

    Not the folder, in which other files lie, not the day, and no relation that other records take part in.
    """

    content: Content
    config: SiteConfig

    def once(self, _: object, make: Callable[[], T]) -> T:
        return make()


def test_checks_of_single_files_need_no_other_file(tmp_path: Path) -> None:
    """Each of them finds something, and of each file alone what it finds of it in the guide."""
    files = {
        **edited(QUESTION, "One does the poke test.", "In order to <b>bake</b>, wait. ![](a.png)\n\n```\nx"),
        **edited("docs/glossary/terms/starter.md", "Flour", "`Flour` ```py x"),
        **edited("docs/baking/sourdough/index.md", "A starter", f"{'> ' * 14}A starter"),
        "docs/news/2026-01-02-oven.md": "---\ntitle: a | b\ndate: 2026-01-02\n---\n\n```py\nx = 1\n```\n"
        f"\n{TEXTS['news']}\n",
        "docs/baking/sourdough/questions/empty.md": dedent(BASE[QUESTION]).split("One does")[0],
    }
    root = make_site(guide(tmp_path, files), config="extra: {guide: {lengths: {prompt: [90, 99]}}}")
    catalog = load_catalog(root)
    for module in checks.ALONE:
        found = list(module.check(catalog))
        assert found != [], module.ID
        for file in catalog.content.marks:
            alone = OneFile(catalog.content.only({file}), replace(catalog.config, markdown_extensions=()))
            expected = [issue for issue in found if issue.location.path == file]
            assert list(module.check(alone)) == expected, (module.ID, file)  # type: ignore[arg-type]


def test_two_processes_find_what_one_finds(tmp_path: Path) -> None:
    files = {
        **edited(QUESTION, "One does the poke test.", "In order to <b>bake</b>, wait — {{ fact(1) }}."),
        **edited("docs/glossary/terms/starter.md", "Flour", "<script>Flour"),
    }
    catalog = load_catalog(make_site(guide(tmp_path, files)))
    found = run_checks(catalog)
    assert len({issue.check for issue in found}) > 3
    assert run_checks(catalog, two_processes=True) == found
