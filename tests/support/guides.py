"""Small guides written into a temporary folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent
from typing import Any

from mkdocs.utils.yaml import yaml_load

from macros.catalog import Catalog
from macros.checks import run_checks
from macros.guide import load_catalog
from macros.issues import Issue

PROJECT = Path(__file__).parents[2]

#: The least that a valid guide with one question needs. Not about AWS, on purpose.
BASE = {
    "docs/index.md": """\
        ---
        title: Bread
        description: A guide for bakers.
        ---

        Everything about bread.
        """,
    "docs/baking/index.md": """\
        ---
        title: Baking
        description: Flour becomes bread.
        category: {name: Baking, tagline: Flour becomes bread., order: 1}
        ---

        {{ services() }}
        """,
    "docs/baking/sourdough/index.md": """\
        ---
        title: Sourdough
        description: Bread raised by a starter.
        service:
          name: Sourdough
          short: Sourdough
          tagline: Bread raised by a starter.
          documentation: https://example.org/sourdough
          at_a_glance: {pricing: Flour, scaling: A loaf a tin, scope: Kitchen, durability: Days}
          topics: {dough: The dough, oven: The oven}
        sources: [{title: Starters, url: "https://example.org/sourdough"}]
        checked: 2026-01-02
        ---

        A starter is fed daily.

        {{ questions() }}
        """,
    "docs/baking/sourdough/facts.yml": """\
        - id: proof-max
          name: Longest proof
          kind: limit
          value: 48
          unit: hours
          source: {title: Proofing, url: "https://example.org/proof"}
          checked: 2026-01-02
        """,
    "docs/baking/sourdough/questions/poke-test.md": """\
        ---
        prompt: How do you know that a dough is proofed?
        level: junior
        kind: concept
        topics: [dough]
        minutes: 2
        key_points: [The dent comes back slowly.]
        sources: [{title: Proofing, url: "https://example.org/proof"}]
        checked: 2026-01-02
        ---

        One does the poke test.

        ## In depth

        The dough proofs up to {{ fact("sourdough/proof-max") }}.
        """,
    "docs/glossary/index.md": """\
        ---
        title: Glossary
        description: The words of bakers.
        ---

        {{ glossary() }}
        """,
    "docs/glossary/terms/starter.md": """\
        ---
        term: starter
        checked: 2026-01-02
        ---

        Flour and water in which wild yeast lives.
        """,
}
#: A folder with a question that is no service.
SCENARIOS = {
    "docs/scenarios/index.md": """\
        ---
        title: Whole meals
        description: Bread and more.
        topics: {dough: Dough}
        ---

        {{ questions() }}
        """,
    "docs/scenarios/questions/supper.md": BASE["docs/baking/sourdough/questions/poke-test.md"],
}


def write(root: Path, files: Mapping[str, str | bytes | None]) -> Path:
    """Write files below `root`, their common indentation removed; None removes a file."""
    for name, text in files.items():
        file = root / name
        if text is None:
            file.unlink()
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else dedent(text).encode())
    return root


def guide(root: Path, files: Mapping[str, str | bytes | None] | None = None) -> Path:
    """The least valid guide below `root`, with `files` laid over it."""
    write(root, BASE)
    return write(root, files or {})


def edited(name: str, old: str, new: str) -> dict[str, str]:
    """A file of the base guide with one replacement, for `guide`."""
    text = dedent(BASE[name])
    if old not in text:
        raise ValueError(f"{old!r} is not in {name}")
    return {name: text.replace(old, new)}


def catalog(root: Path, files: Mapping[str, str | bytes | None] | None = None) -> Catalog:
    """The catalog of the least valid guide with `files` laid over it."""
    return load_catalog(guide(root, files))


def issues(root: Path, files: Mapping[str, str | bytes | None] | None = None) -> list[str]:
    """What the checks say about that guide, one line a finding."""
    return [str(issue) for issue in found(root, files)]


def found(root: Path, files: Mapping[str, str | bytes | None] | None = None) -> list[Issue]:
    """The findings themselves."""
    return run_checks(catalog(root, files))


def make_site(root: Path, nav: str = "", config: str = "") -> Path:
    """Turn a guide into a site that MkDocs can build: configuration, macros and theme linked in."""
    lines = [f"INHERIT: {PROJECT / 'mkdocs.yml'}", "site_name: Test", nav or "nav: null", config]
    (root / "mkdocs.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    _add_generator(root)
    return root


def copy_site(name: str, root: Path, config: str = "") -> Path:
    """Copy a mini site of tests/sites to `root`, ready for MkDocs; `config` overrides its settings."""
    shutil.copytree(PROJECT / "tests" / "sites" / name, root, dirs_exist_ok=True)
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
    settings = settings.replace("../../../mkdocs.yml", str(PROJECT / "mkdocs.yml"))
    (root / "mkdocs.yml").write_text(f"{settings}{dedent(config)}", encoding="utf-8")
    _add_generator(root)
    return root


def resolved_config(file: Path) -> dict[str, Any]:
    """A configuration with all that it inherits, as MkDocs understands it: Zensical appends lists instead."""
    with file.open(encoding="utf-8") as text:
        config: dict[str, Any] = yaml_load(text)
    return config


def _add_generator(root: Path) -> None:
    """The macros as a link; the theme's folder as a copy, for a build writes there."""
    if not (root / "macros").exists():
        (root / "macros").symlink_to(PROJECT / "macros")
    if not (root / "overrides").exists():
        shutil.copytree(PROJECT / "overrides", root / "overrides", ignore=shutil.ignore_patterns("generated"))


def build(
    root: Path, *arguments: str, engine: str = "mkdocs", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run `mkdocs build --strict` in `root`, or another engine's; the result holds exit code and output.

    Not `--quiet`: that silences warnings before MkDocs counts them, and no strict build would ever fail.
    """
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1795000000", **environment}
    return subprocess.run(
        [sys.executable, "-m", engine, "build", "--strict", *arguments],
        cwd=root,
        env=env,
        capture_output=True,
        text=True,
        timeout=900,  # a quarter of a minute, and much more on a machine that others use
        check=False,
    )
