"""What differs between MkDocs and Zensical."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jinja2
import pytest
from markdown import Markdown
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from mkdocs.exceptions import PluginError

import macros
from macros import engine
from macros.catalog import Catalog
from macros.guide import Guide
from macros.issues import ContentError, Issue, Location
from macros.library import MACROS
from macros.rendering.here import Here
from tests.support.guides import catalog

FAULTS = ContentError([Issue(Location("docs/a.md", 2), "a fault", "check", "mend it")])


def test_the_build_stops_with_the_findings_and_their_number() -> None:
    with pytest.raises(PluginError) as caught:
        engine.stop_build(FAULTS)
    assert str(caught.value) == "docs/a.md:2: a fault (mend it)\n1 finding; nothing was built."
    assert caught.value.__suppress_context__


def test_several_findings_are_counted_in_the_plural() -> None:
    with pytest.raises(PluginError, match="2 findings; nothing was built"):
        engine.stop_build(ContentError([*FAULTS.issues, Issue(Location("docs/b.md"), "another", "check")]))


def test_without_mkdocs_the_build_stops_by_leaving(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mkdocs.exceptions", None)
    with pytest.raises(SystemExit, match=r"docs/a\.md:2: a fault"):
        engine.stop_build(FAULTS)


@pytest.mark.parametrize(
    "page",
    [SimpleNamespace(file=SimpleNamespace(src_uri="a/b.md")), SimpleNamespace(path="a/b.md")],
    ids=["mkdocs", "zensical"],
)
@pytest.mark.parametrize("directory_urls", [True, False])
def test_a_macro_is_told_on_which_page_it_is_called(page: Any, directory_urls: bool, tmp_path: Path) -> None:
    def macro(guide: Catalog, here: Here, word: str, mark: str = "") -> str:
        """Say where."""
        return f"{here.page} {here.directory_urls} {word}{mark} {len(guide.pages)}"

    guide = catalog(tmp_path)
    bound = engine.bind(macro, lambda: guide, {"use_directory_urls": directory_urls})
    assert bound.__doc__ == "Say where."
    template = jinja2.Environment().from_string("{{ call('hello', mark='!') }}", globals={"call": bound})
    assert template.render(page=page) == f"a/b.md {directory_urls} hello! {len(guide.pages)}"


def test_zensical_rewrites_the_addresses_of_a_page_and_mkdocs_does_not(tmp_path: Path) -> None:
    from mkdocs.config.defaults import MkDocsConfig

    def macro(guide: Catalog, here: Here) -> str:
        return here.url("a/c.md")

    page = SimpleNamespace(path="a/b.md")
    for conf, expected in (({}, "c.md"), (MkDocsConfig(), "../c/")):
        bound = engine.bind(macro, lambda: catalog(tmp_path), conf)
        template = jinja2.Environment().from_string("{{ call() }}", globals={"call": bound})
        assert template.render(page=page) == expected


def test_the_page_that_mkdocs_converts_is_known() -> None:
    md = Markdown()
    processor: Any = Treeprocessor(md)
    processor.file = SimpleNamespace(src_uri="a/b.md")
    md.treeprocessors.register(processor, "relpath", 0)
    assert engine.page_of_markdown(md) == "a/b.md"


def test_the_page_that_zensical_converts_is_known() -> None:
    md = Markdown()
    processor: Any = Preprocessor(md)
    processor.page = SimpleNamespace(path="a/b.md")
    md.preprocessors.register(processor, "rendering_context", 0)
    assert engine.page_of_markdown(md) == "a/b.md"


def test_outside_of_a_build_there_is_no_page() -> None:
    assert engine.page_of_markdown(Markdown()) is None


class Environment:
    """What mkdocs-macros hands to define_env, as far as we use it."""

    def __init__(self) -> None:
        self.conf = {"use_directory_urls": True}
        self.macros: dict[str, Any] = {}

    def macro(self, function: Any, name: str) -> None:
        self.macros[name] = function


def test_every_macro_is_registered_and_warnings_are_logged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    warning = Issue(Location("docs/a.md", 2), "rather odd", "check", level="warning")
    monkeypatch.setattr("macros.guide.open_guide", lambda *_: Guide(catalog(tmp_path), (warning,)))
    environment = Environment()
    with caplog.at_level("INFO", logger="mkdocs.macros.guide"):
        macros.define_env(environment)
    assert set(environment.macros) == set(MACROS)
    assert caplog.messages == ["docs/a.md:2: warning: rather odd"]


def test_faulty_content_stops_the_build_before_a_macro_is_registered(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> Guide:
        raise FAULTS

    monkeypatch.setattr("macros.guide.open_guide", fail)
    environment = Environment()
    with pytest.raises(PluginError, match=r"docs/a\.md:2: a fault"):
        macros.define_env(environment)
    assert environment.macros == {}


@pytest.mark.parametrize(("conf", "expected"), [({}, True), ({"use_directory_urls": False}, False)])
def test_pages_have_folders_of_their_own_unless_the_configuration_says_no(
    conf: dict[str, Any], expected: bool
) -> None:
    assert engine.directory_urls(conf) is expected


def test_what_a_build_makes_goes_into_the_site_itself_where_the_theme_is_listed_early(tmp_path: Path) -> None:
    from mkdocs.config.defaults import MkDocsConfig

    assert engine.site_made_early({"site_dir": "public"}, tmp_path) == tmp_path / "public"
    assert engine.site_made_early({}, tmp_path) == tmp_path / "site"
    assert engine.site_made_early(MkDocsConfig(), tmp_path) is None
