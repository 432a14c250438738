"""The same files are the same guide, whether MkDocs builds them, Zensical or ProperDocs."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tests.support.engines import ASPECTS, Built, differences, known, main
from tests.support.guides import PROJECT, build, copy_site, edited, guide, make_site, resolved_config, write

#: A page that is no index: the addresses of its cards count from another place than those in its source.
MORE = "baking/sourdough/more.md"
PAGE = {
    f"docs/{MORE}": """\
        ---
        title: More on sourdough
        description: What else is asked.
        sources: [{title: Sourdough, url: "https://example.org/sourdough"}]
        checked: 2026-01-02
        ---

        The dough is proofing, the [oven](index.md#oven) is hot.
        Then comes [the poke test](questions/poke-test.md).

        {{ questions(topic="oven") }}
        """
}
#: What loading does not look at.
UNSEEN = {
    "docs/.unseen.html": "x",
    "docs/baking/.unseen/index.html": "x",
    "docs/baking/sourdough/examples/__pycache__/unseen.html": "x",
}
HOSTED, OFFLINE = "mkdocs.yml", "mkdocs.offline.yml"
PAIRS = [("zensical", HOSTED), ("zensical", OFFLINE), ("properdocs", HOSTED)]
Engine = Callable[[str, str], Built]


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """Builds the mini site about bread, (engine, configuration) -> site; each once."""
    root = write(copy_site("bread", tmp_path_factory.mktemp("engines") / "bread"), {**PAGE, **UNSEEN})
    own = yaml.safe_load((root / HOSTED).read_text(encoding="utf-8"))
    own["nav"][1]["Baking"].append(MORE)
    done: dict[tuple[str, str], Built] = {}

    def make(name: str, config: str) -> Built:
        if (name, config) not in done:
            _configure(root / config, own)
            for made in ("overrides/assets/generated", ".cache"):  # what an engine forgets would be there
                shutil.rmtree(root / made, ignore_errors=True)
            result = build(root, "--clean", "--config-file", config, engine=name)
            assert result.returncode == 0, result.stdout + result.stderr
            done[name, config] = Built((root / "site").rename(root / f"{name}-{config}"))
        return done[name, config]

    return make


def _configure(file: Path, own: dict[str, object]) -> None:
    """Write the project's configuration of that name for a site with its `own` settings, for every engine."""
    settings = {**own, "INHERIT": str(PROJECT / file.name)}
    if file.name == OFFLINE:
        del settings["site_url"]
    file.write_text(yaml.safe_dump(settings), encoding="utf-8")
    config = resolved_config(file)
    config["validation"]["links"]["not_found"] = "ignore"  # as GUIDE_LINK_TARGETS does
    file.write_text(yaml.safe_dump(config, sort_keys=False), encoding="utf-8")


@pytest.mark.parametrize("name", ["mkdocs", "zensical", "properdocs"])
def test_what_the_checks_do_not_look_at_is_not_published(engine: Engine, name: str) -> None:
    files = engine(name, HOSTED).files
    assert "index.html" in files
    assert [file for file in files if "unseen" in file or "__pycache__" in file] == []


@pytest.mark.parametrize(("other", "config"), PAIRS)
def test_a_reader_gets_the_same_from_every_engine(engine: Engine, other: str, config: str) -> None:
    found = differences(engine("mkdocs", config), engine(other, config))
    assert [line for line in found if not known(line)] == []


@pytest.mark.parametrize(("name", "config"), PAIRS)
def test_no_link_leads_nowhere_whoever_builds(engine: Engine, name: str, config: str) -> None:
    assert engine(name, config).unresolved() == []


def test_properdocs_makes_the_very_files_of_mkdocs_but_for_its_name(engine: Engine) -> None:
    def bytes_of(site: Built) -> dict[str, bytes]:
        name = re.compile(rb'content="mkdocs-[^"]*"')
        return {path: name.sub(b"", (site.folder / path).read_bytes()) for path in site.files}

    one, other = bytes_of(engine("mkdocs", HOSTED)), bytes_of(engine("properdocs", HOSTED))
    assert set(one) == set(other)
    assert [path for path in one if one[path] != other[path] and not path.endswith(".gz")] == []


def test_what_is_compared_is_there(engine: Engine) -> None:
    """Else two sites without it would be the same."""
    site = engine("zensical", HOSTED)
    seen = {
        name: [line for page in site.pages.values() for line in aspect(page)]
        for name, aspect in ASPECTS.items()
    }
    assert [name for name, lines in seen.items() if not lines] == []
    more = site.pages["baking/sourdough/more/index.html"]
    assert ASPECTS["cards"](more) == ["sourdough/collapse"]
    assert any(
        line.startswith("proofing -> https://site.test/glossary/#proofing")
        for line in ASPECTS["glossary links"](more)
    )
    assert "https://site.test/baking/sourdough/#sourdough/poke-test" in ASPECTS["links"](more)
    for name in ("cards", "answers"):
        assert any(re.fullmatch(rf"assets/generated/{name}\.\w+\.js", path) for path in site.files)


def test_the_page_of_the_practice_app_loads_its_cards(engine: Engine) -> None:
    for name, config in (("mkdocs", HOSTED), ("zensical", HOSTED), ("zensical", OFFLINE)):
        site = engine(name, config)
        page = site.pages["practice/index.html"]
        (app,) = page.tree.cssselect("#practice")
        assert page.to(app.get("data-cards")).removeprefix("https://site.test/") in site.files


def test_faulty_content_stops_zensical_with_every_finding(tmp_path: Path) -> None:
    faults = edited(
        "docs/baking/sourdough/index.md", "A starter is fed daily.", "A [starter](none.md). {{ fcat() }}"
    )
    root = make_site(guide(tmp_path, faults))
    config = resolved_config(root / HOSTED)
    del config["nav"]
    (root / HOSTED).write_text(yaml.safe_dump(config), encoding="utf-8")
    result = build(root, "--clean", engine="zensical")
    assert result.returncode != 0
    output = result.stdout + result.stderr
    assert "docs/baking/sourdough/index.md:15: the link 'none.md' leads to no page" in output
    assert "docs/baking/sourdough/index.md:15: there is no macro 'fcat' (did you mean 'fact'?)" in output
    assert not list((root / "site").rglob("index.html"))


# -- the comparison itself ----------------------------------------------------------------------------------

SITE = """<html><head><title>Bread</title><meta name="generator" content="x"></head><body>
<article class="md-content__inner"><h1 id="bread">Bread</h1><a class="md-content__button" href="edit">Edit</a>
<details data-question="a/b"><p data-search-exclude>Why?</p></details>
<a class="term" href="glossary/#crumb" title="Inside.">crumb</a></article></body></html>"""
GLOSSARY = '<article class="md-content__inner"><b id="crumb"></b></article>'


def small(folder: Path, old: str = "", new: str = "", **files: str) -> Built:
    text = SITE.replace(old, new) if old else SITE
    assert text != SITE or not old
    write(folder, {"index.html": text, "glossary/index.html": GLOSSARY, **files})
    return Built(folder)


@pytest.mark.parametrize(
    ("old", "new", "aspects"),
    [
        ("<title>Bread", "<title>Cake", {"title"}),
        ('id="bread"', 'id="cake"', {"anchors", "markup"}),
        ("a/b", "a/c", {"cards", "markup"}),
        ("Inside.", "Outside.", {"glossary links", "markup"}),
        ("Why?", "How?", {"text", "markup"}),
        ("<h1", "<h2", {"headings", "markup"}),
        ("glossary/#", "/glossary/#", set()),
        ("glossary/#", "./glossary/index.html#", set()),
        (" data-search-exclude", "", set()),
        ('content="x"', 'content="y"', set()),
        ('href="edit"', 'href="other"', set()),
    ],
)
def test_a_difference_is_named_by_its_page_and_aspect(
    tmp_path: Path, old: str, new: str, aspects: set[str]
) -> None:
    found = differences(small(tmp_path / "one"), small(tmp_path / "other", old, new))
    assert {line.split(": ")[1] for line in found} == aspects
    assert all(line.startswith("index.html: ") for line in found)


def test_missing_and_changed_files_are_differences_but_not_those_of_a_theme(tmp_path: Path) -> None:
    one = small(
        tmp_path / "one", **{"assets/a.css": "a", "assets/b.css": "b", "assets/stylesheets/main.1.css": "1"}
    )
    other = small(tmp_path / "other", **{"assets/a.css": "z", "assets/stylesheets/main.2.css": "2"})
    assert differences(one, other) == ["files: - assets/b.css", "assets/a.css: differs"]


def test_search_entries_are_compared_where_both_engines_have_them(tmp_path: Path) -> None:
    index = '{"%s": [{"location": "a/", "title": "A", "text": "<p>%s</p>"}]}'
    one = small(tmp_path / "one", **{"search/search_index.json": index % ("docs", "crust")})
    other = small(tmp_path / "other", **{"search.json": index % ("items", "crumb")})
    assert differences(one, other) == ["search: - a/: A: crust", "search: + a/: A: crumb"]
    assert differences(one, small(tmp_path / "third")) == []


def test_links_that_lead_nowhere_are_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sound, broken = small(tmp_path / "one"), small(tmp_path / "other", "glossary/#crumb", "glossary/#crust")
    links = (
        '<a href="../none/">a</a><img src="p.png"><a href="https://a.test/">b</a><a href="../#bread">c</a>'
    )
    write(broken.folder, {"more/index.html": links})
    assert sound.unresolved() == ["index.html: edit"]
    assert broken.unresolved() == [
        "index.html: edit",
        "index.html: glossary/#crust",
        "more/index.html: ../none/",
        "more/index.html: p.png",
    ]
    assert main([str(sound.folder), str(broken.folder)]) == 1
    assert "other: leads nowhere: more/index.html: p.png" in capsys.readouterr().out
