"""What the generator makes of a text, compared with files. See README.md."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from macros.extensions import page_head, places, term_links
from macros.guide import Guide, load_catalog
from macros.issues import Location
from macros.library import MACROS
from macros.rendering.expansion import Expander
from tests.support.guides import copy_site

HERE = Path(__file__).parent
PAGE = "baking/sourdough/index.md"
ANSWER = "baking/sourdough/questions/golden.md"
SUFFIXES = {"answers": "html", "macros": "md", "pages": "html"}
CASES = sorted(path for kind in SUFFIXES for path in (HERE / kind).iterdir() if path.is_dir())


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Guide:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1770000000")
        root = copy_site("bread", tmp_path_factory.mktemp("bread"))
        return Guide(load_catalog(root))


def answer(guide: Guide, text: str) -> str:
    return guide.renderer.block(text, ANSWER, Location(f"docs/{ANSWER}"))


def macros(guide: Guide, text: str) -> str:
    return Expander(guide.catalog, MACROS).expand(text, PAGE, Location(f"docs/{PAGE}"))


def page(guide: Guide, text: str) -> str:
    """The page as an engine converts it, without the engine: macros, then every extension of the site."""
    names: list[str] = []
    configs: dict[str, dict[str, Any]] = {}
    for entry in guide.catalog.config.markdown_extensions:
        name, config = next(iter(entry.items())) if isinstance(entry, dict) else (entry, None)
        names.append(name)
        configs[name] = dict(config or {})
    configs["pymdownx.snippets"]["base_path"] = [str(guide.catalog.root / "docs")]
    converter = Markdown(extensions=names, extension_configs=configs)
    relpath: Any = Treeprocessor(converter)
    relpath.file = SimpleNamespace(src_uri=PAGE)
    relpath.run = lambda root: None
    converter.treeprocessors.register(relpath, "relpath", 0)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(places, "opened_guide", lambda: guide)
        patch.setattr(term_links, "opened_guide", lambda: guide)
        patch.setattr(page_head, "opened_guide", lambda: guide)
        return converter.convert(macros(guide, text))


MAKERS: dict[str, Callable[[Guide, str], str]] = {"answers": answer, "macros": macros, "pages": page}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_the_result_is_the_expected_one(case: Path, guide: Guide) -> None:
    kind = case.parent.name
    expected = case / f"expected.{SUFFIXES[kind]}"
    made = MAKERS[kind](guide, (case / "input.md").read_text(encoding="utf-8")).strip() + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        expected.write_text(made, encoding="utf-8")
    assert expected.is_file(), f"{expected} is missing: run with UPDATE_GOLDEN=1 and read what it wrote"
    assert made == expected.read_text(encoding="utf-8")


def test_every_folder_is_a_case_and_holds_nothing_else() -> None:
    files = {path.relative_to(HERE).as_posix() for kind in SUFFIXES for path in (HERE / kind).rglob("*.*")}
    wanted = {
        f"{case.parent.name}/{case.name}/{name}"
        for case in CASES
        for name in ("input.md", f"expected.{SUFFIXES[case.parent.name]}")
    }
    assert files == wanted
