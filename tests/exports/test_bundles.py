"""The site's own style sheets and scripts in two files, and what ordinary pages pay for them."""

from __future__ import annotations

import gzip
import re
from collections import UserDict
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import material
import pytest
import yaml

from macros.engine import join_files
from macros.exports import bundles
from tests.support.guides import PROJECT, catalog

THEME = {
    "overrides/a.css": "/* A comment. */\n.a {\n  color: red;\n}\n",
    "overrides/b.css": '.b > .c::after { content: "/* / */"; }\n',
    "overrides/a.js": "/** What it is. */\n(() => {\n  // Why.\n  window.a = 'https://a'; // here\n})()",
    "overrides/b.js": "/*\n * Two\n */\n(() => { window.b = `\n  text`; })();\n",
}


#: What only the pages load that need it.
OF_SOME_PAGES = {"overview.css", "practice.css", "question-index.css", "facts.css"}


def settings(name: str) -> list[str]:
    """The paths that a setting of the guide lists."""
    text = (PROJECT / "mkdocs.yml").read_text(encoding="utf-8").partition(f"\n{name}:")[2].partition("\n")[2]
    paths: list[str] = yaml.safe_load(re.match(r"(?:  .*\n)+", text)[0])  # type: ignore[index]
    return paths


def theme_style(name: str) -> Path:
    """A style sheet of the theme."""
    folder = Path(material.__file__).parent / "templates/assets/stylesheets"
    (file,) = folder.glob(f"{name}.*.min.css")
    return file


def mkdocs_settings(theme: Path) -> UserDict[str, Any]:
    """As MkDocs' settings are: no plain dict."""
    scripts = ["a.js", Path("module.mjs")]
    return UserDict(
        extra_css=["a.css", "b.css"],
        extra_javascript=scripts,
        extra={},
        theme=SimpleNamespace(dirs=[str(theme)]),
    )


def shipped(root: Path, *paths: str) -> list[str]:
    return bundles.ship(catalog(root, THEME), paths)


def read(root: Path, path: str) -> str:
    return (root / "overrides" / path).read_text(encoding="utf-8")


def test_style_sheets_are_joined_in_their_order(tmp_path: Path) -> None:
    (path,) = shipped(tmp_path, "a.css", "b.css")
    assert path.startswith("assets/generated/guide.")
    assert read(tmp_path, path) == '.a{color:red}\n.b > .c::after{content:"/* / */"}\n'.replace(" > ", ">")


def test_scripts_cannot_run_into_each_other(tmp_path: Path) -> None:
    (path,) = shipped(tmp_path, "a.js", "b.js")
    assert read(tmp_path, path) == ("(()=>{window.a='https://a';})();\n(()=>{window.b=`\n  text`;})();;\n")


def test_the_name_tells_the_content_and_others_go(tmp_path: Path) -> None:
    first = shipped(tmp_path, "a.css", "b.css")
    assert shipped(tmp_path, "a.css", "b.css") == first
    assert shipped(tmp_path, "b.css", "a.css") != first
    assert len(list((tmp_path / "overrides/assets/generated").glob("*.css"))) == 1


def test_every_component_is_joined_or_belongs_to_some_pages_and_its_addresses_hold(tmp_path: Path) -> None:
    folder = PROJECT / "overrides/assets/stylesheets"
    listed = settings("extra_css")
    assert {file.name for file in folder.glob("*.css")} - {
        Path(path).name for path in listed
    } == OF_SOME_PAGES
    files = {f"overrides/{path}": read(PROJECT, path) for path in listed}
    (path,) = bundles.ship(catalog(tmp_path, files), listed, theme_style("main"))
    joined = re.findall(r'url\(["\']?([^"\')]+)', read(tmp_path, path))
    addresses = [url for url in joined if not url.startswith("data:")]
    assert addresses
    assert len(joined) > len(addresses)
    made = PROJECT / "overrides" / path
    assert [url for url in addresses if not made.parent.joinpath(url).resolve().is_file()] == []


def test_no_palette_of_the_theme_is_missed() -> None:
    """Its style sheet of palettes is not loaded: ours sets all that it sets and the theme reads."""
    palettes = theme_style("palette").read_text(encoding="utf-8")
    (dark,) = re.findall(r"\[data-md-color-scheme=slate\]\{(.*?)\}", palettes, re.DOTALL)
    rest = re.sub(r"[^{}]*\[data-md-color-(?:primary|accent)=[^{}]*\{[^{}]*\}|@media[^{]*\{", "", palettes)
    selectors = {part.strip("}") for part in re.findall(r"([^{}]+)\{", rest)}
    # The dark palette, pictures for the light one, and what holds while the theme's control changes it.
    assert len(selectors) == 3
    read_by_theme = set(re.findall(r"var\((--[\w-]+)", theme_style("main").read_text(encoding="utf-8")))
    ours = read(PROJECT, "assets/stylesheets/tokens.css")
    wanted = {name for name in re.findall(r"(--md-[\w-]+):", dark) if name in read_by_theme}
    assert len(wanted) > 20
    assert [name for name in sorted(wanted) if f"  {name}:" not in ours] == []
    assert all(name in ours for name in ("color-scheme: dark", "#only-light"))


def test_what_lies_elsewhere_stays(tmp_path: Path) -> None:
    found = shipped(tmp_path, "a.css", "https://example.org/x.css", "b.css", "docs.css")
    assert found[1:] == ["https://example.org/x.css", "docs.css"]
    assert shipped(tmp_path, "a.css", "docs.css") == ["a.css", "docs.css"]


def test_the_style_sheet_of_the_theme_comes_first_as_it_is(tmp_path: Path) -> None:
    theme = tmp_path / "main.1.min.css"
    theme.write_text('@charset "UTF-8";.a  {color:blue}', encoding="utf-8")
    (path,) = bundles.ship(catalog(tmp_path, THEME), ["a.css", "b.css"], theme)
    assert read(tmp_path, path).startswith('@charset "UTF-8";.a  {color:blue}\n.a{color:red}\n.b')


@pytest.mark.parametrize(("source", "expected"), [("main.1.min.css", ".b{}"), ("main.2.min.css", ".a{}")])
def test_of_the_theme_only_what_is_needed_is_taken_if_it_is_the_one_that_was_looked_through(
    tmp_path: Path, source: str, expected: str
) -> None:
    theme = tmp_path / "main.1.min.css"
    theme.write_text(".a{}", encoding="utf-8")
    files = THEME | {bundles.PURGED: f"/* {source} of the theme. */\n.b{{}}"}
    (path,) = bundles.ship(catalog(tmp_path, files), ["a.css", "b.css"], theme)
    assert read(tmp_path, path).startswith(f"{expected}\n.a{{color:red}}")


def test_what_is_needed_of_the_theme_was_taken_from_its_present_version() -> None:
    """If not: 'make styles'. Until then a page loads all of it."""
    text = (PROJECT / bundles.PURGED).read_text(encoding="utf-8")
    whole = theme_style("main")
    assert f" {whole.name} " in text.partition("\n")[0]
    assert whole.stat().st_size * 0.7 < len(text) < whole.stat().st_size * 0.9


def test_an_engine_that_has_read_its_settings_keeps_the_files(tmp_path: Path) -> None:
    settings = {"extra_css": ["a.css", "b.css"], "extra_javascript": ["a.js", Path("module.mjs")]}
    read_before = dict(settings)
    join_files(read_before, lambda paths, first: ["joined"])
    assert read_before == settings
    read_now = mkdocs_settings(tmp_path / "theme")
    join_files(read_now, lambda paths, first: ["joined", *paths[1:]])
    assert read_now["extra_css"] == ["joined", "b.css"]
    assert read_now["extra_javascript"] == ["joined", Path("module.mjs")]


def test_pages_do_without_the_theme_s_style_sheet_where_it_is_joined(tmp_path: Path) -> None:
    sheets = tmp_path / "theme/assets/stylesheets"
    sheets.mkdir(parents=True)
    asked: list[tuple[str, Path | None]] = []

    def join(paths: Sequence[str], first: Path | None) -> list[str]:
        asked.append((paths[0], first))
        return ["joined"]

    without = mkdocs_settings(tmp_path / "theme")
    join_files(without, join)
    (sheets / "main.1.min.css").touch()
    joined, kept = mkdocs_settings(tmp_path / "theme"), mkdocs_settings(tmp_path / "theme")
    join_files(joined, join)
    join_files(kept, lambda paths, first: list(paths))
    assert asked == [("a.css", None), ("a.js", None), ("a.css", sheets / "main.1.min.css"), ("a.js", None)]
    assert [conf["extra"] for conf in (without, joined, kept)] == [{}, {"theme_style_joined": True}, {}]


def test_ordinary_pages_load_at_most_5_5_kb_of_our_scripts(tmp_path: Path) -> None:
    """What a page loads after the reader asked for it, search or practice, is not among them."""
    scripts = settings("extra_javascript")
    assert len(scripts) > 2
    assert not {"practice.js", "search.js"} & {Path(script).name for script in scripts}
    files = {f"overrides/{path}": read(PROJECT, path) for path in scripts}
    (path,) = bundles.ship(catalog(tmp_path, files), scripts)
    assert len(gzip.compress(read(tmp_path, path).encode(), 9)) <= 5_500
