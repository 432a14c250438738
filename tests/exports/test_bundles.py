"""The site's own style sheets and scripts in two files, and what ordinary pages pay for them."""

from __future__ import annotations

import gzip
import re
from collections import UserDict
from pathlib import Path

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
OF_ONE_PAGE = {"practice.css", "question-index.css"}


def settings(name: str) -> list[str]:
    """The paths that a setting of the guide lists."""
    text = (PROJECT / "mkdocs.yml").read_text(encoding="utf-8").partition(f"\n{name}:")[2].partition("\n")[2]
    paths: list[str] = yaml.safe_load(re.match(r"(?:  .*\n)+", text)[0])  # type: ignore[index]
    return paths


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


def test_every_component_is_joined_or_belongs_to_one_page_and_its_addresses_hold(tmp_path: Path) -> None:
    folder = PROJECT / "overrides/assets/stylesheets"
    listed = settings("extra_css")
    assert {file.name for file in folder.glob("*.css")} - {Path(path).name for path in listed} == OF_ONE_PAGE
    files = {f"overrides/{path}": read(PROJECT, path) for path in listed}
    (path,) = bundles.ship(catalog(tmp_path, files), listed)
    addresses = re.findall(r'url\("?([^")]+)"?\)', read(tmp_path, path))
    assert addresses
    made = PROJECT / "overrides" / path
    assert [url for url in addresses if not made.parent.joinpath(url).resolve().is_file()] == []


def test_what_lies_elsewhere_stays(tmp_path: Path) -> None:
    found = shipped(tmp_path, "a.css", "https://example.org/x.css", "b.css", "docs.css")
    assert found[1:] == ["https://example.org/x.css", "docs.css"]
    assert shipped(tmp_path, "a.css", "docs.css") == ["a.css", "docs.css"]


def test_an_engine_that_has_read_its_settings_keeps_the_files() -> None:
    settings = {"extra_css": ["a.css", "b.css"], "extra_javascript": ["a.js", Path("module.mjs")]}
    read_before = dict(settings)
    join_files(read_before, lambda paths: ["joined"])
    assert read_before == settings
    read_now = UserDict(settings)  # as MkDocs' settings are: no plain dict
    join_files(read_now, lambda paths: ["joined", *paths[1:]])
    assert read_now["extra_css"] == ["joined", "b.css"]
    assert read_now["extra_javascript"] == ["joined", Path("module.mjs")]


def test_ordinary_pages_load_at_most_5_5_kb_of_our_scripts(tmp_path: Path) -> None:
    """What a page loads after the reader asked for it, search or practice, is not among them."""
    scripts = settings("extra_javascript")
    assert len(scripts) > 2
    assert not {"practice.js", "search.js"} & {Path(script).name for script in scripts}
    files = {f"overrides/{path}": read(PROJECT, path) for path in scripts}
    (path,) = bundles.ship(catalog(tmp_path, files), scripts)
    assert len(gzip.compress(read(tmp_path, path).encode(), 9)) <= 5.5 * 1024
