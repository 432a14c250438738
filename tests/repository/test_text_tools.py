"""Spelling, Markdown, YAML and workflows, each by the tool that its field uses."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.guides import PROJECT

PROSE = ["docs", *sorted(file.name for file in PROJECT.glob("*.md")), ".github"]
SPELLED = [*PROSE, "macros", "web", "overrides", "Makefile", "mkdocs.yml", "pyproject.toml"]
CONFIG = str(PROJECT / "pyproject.toml")


def tool(name: str, *arguments: str, root: Path = PROJECT) -> subprocess.CompletedProcess[str]:
    program = str(Path(sys.executable).parent / name)
    return subprocess.run(
        [program, *arguments], cwd=root, capture_output=True, text=True, timeout=120, check=False
    )


def yaml_files() -> list[str]:
    skipped = {"node_modules", ".venv", "site", "dist", ".build", ".cache"}
    return [
        str(file.relative_to(PROJECT))
        for pattern in ("*.yml", "*.yaml")
        for file in sorted(PROJECT.rglob(pattern))
        if not skipped & set(file.relative_to(PROJECT).parts)
    ]


def test_nothing_is_misspelt() -> None:
    result = tool("typos", "--format", "brief", *SPELLED)
    assert result.returncode == 0, result.stdout


def test_markdown_is_well_formed() -> None:
    result = tool("rumdl", "check", "--no-cache", *PROSE)
    assert result.returncode == 0, result.stdout


def test_yaml_is_well_formed() -> None:
    files = yaml_files()
    assert len(files) > 20
    result = tool("yamllint", "--strict", *files)
    assert result.returncode == 0, result.stdout


def test_workflows_are_safe() -> None:
    """Pinned actions, least permissions, no injection, no secrets for forks: zizmor knows the list."""
    result = tool("zizmor", "--offline", "--no-progress", "--persona", "regular", ".github")
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("name", "arguments", "file", "text"),
    [
        ("typos", ("--config", CONFIG), "a.md", "It is recieved.\n"),
        ("rumdl", ("check", "--no-cache", "--config", CONFIG), "a.md", "# A\n\n### C\n\n- x\n* y\n"),
        ("yamllint", ("--strict", "-c", str(PROJECT / ".yamllint.yml")), "a.yml", "a: 1\na: 2\n"),
        (
            "zizmor",
            ("--offline", "--no-progress"),
            "a.yml",
            "on: pull_request_target\njobs: {a: {steps: []}}\n",
        ),
    ],
)
def test_each_tool_finds_a_fault_with_our_settings(
    name: str, arguments: tuple[str, ...], file: str, text: str, tmp_path: Path
) -> None:
    folder = tmp_path / ".github/workflows"
    folder.mkdir(parents=True)
    (folder / file).write_text(text, encoding="utf-8")
    assert tool(name, *arguments, str(folder / file), root=tmp_path).returncode != 0
