"""The copy that opens from disk: no server, no network."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from macros.__main__ import main
from tests.support.driver import Driver
from tests.support.guides import PROJECT, build, make_site

pytestmark = pytest.mark.browser

SOURDOUGH = "baking/sourdough/index.html"
POKE = 'details[data-question="sourdough/poke-test"]'
COLLAPSE = 'details[data-question="sourdough/collapse"]'


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("offline") / "guide"
    shutil.copytree(PROJECT / "tests/sites/bread", root)
    nav = (root / "mkdocs.yml").read_text(encoding="utf-8").partition("nav:")[2]
    make_site(root, nav=f"nav:{nav}")
    offline = f"INHERIT: {PROJECT / 'mkdocs.offline.yml'}\nsite_name: Bread\nnav:{nav}"
    (root / "mkdocs.offline.yml").write_text(offline, encoding="utf-8")
    result = build(root, "--config-file", "mkdocs.offline.yml")
    assert result.returncode == 0, result.stdout + result.stderr
    return root / "site"


@pytest.fixture(scope="module", params=["chromium", "firefox"])
def started(request: pytest.FixtureRequest, copy: Path) -> Iterator[Driver]:
    with Driver(request.param) as driver:
        yield driver


@pytest.fixture
def reader(started: Driver) -> Iterator[Driver]:
    """A browser with the network cut. The test fails on script errors and on anything that is asked for."""
    yield started
    assert (started.errors(), started.requests()) == ([], [])


def shown(driver: Driver, selector: str) -> bool:
    """Whether an element is there to be seen."""
    return bool(driver.run("(css) => document.querySelector(css)?.checkVisibility() ?? false", selector))


def test_the_navigation_leads_from_page_to_page_and_back(copy: Path, reader: Driver) -> None:
    reader.goto((copy / "index.html").as_uri())
    reader.click("nav.md-tabs ::-p-text(Baking)")
    reader.wait("() => document.querySelector('h1')?.innerText === 'Baking'")
    assert reader.url == (copy / "baking/index.html").as_uri()
    reader.back()
    reader.wait("() => document.querySelector('h1')?.innerText === 'Bread'")


def test_cards_open_and_filters_narrow_them(copy: Path, reader: Driver) -> None:
    reader.goto((copy / SOURDOUGH).as_uri())
    assert not shown(reader, f"{POKE} .spoken")
    reader.click(f"{POKE} > summary")
    assert shown(reader, f"{POKE} .spoken")
    assert shown(reader, COLLAPSE)
    reader.click('.question-tools label:has(input[value="junior"])')
    assert not shown(reader, COLLAPSE)
    assert "level=junior" in reader.url
    reader.reload()
    assert not shown(reader, COLLAPSE)


def test_a_deep_link_opens_its_card(copy: Path, reader: Driver) -> None:
    reader.goto("about:blank")
    reader.goto((copy / SOURDOUGH).as_uri() + "#sourdough/collapse")
    assert shown(reader, f"{COLLAPSE} .spoken")


def test_search_lands_on_the_card(copy: Path, reader: Driver) -> None:
    reader.goto((copy / "index.html").as_uri())
    reader.click(".search-open")
    reader.type("hygroscopic")
    reader.click('a[role=option][href*="#sourdough/poke-test"]')
    reader.wait("(css) => document.querySelector(css)?.checkVisibility()", f"{POKE} .spoken")


def test_a_term_says_what_it_means(copy: Path, reader: Driver) -> None:
    reader.goto((copy / SOURDOUGH).as_uri())
    reader.hover('article a.term[href$="glossary/index.html#starter"]')
    reader.wait("() => document.querySelector('[role=tooltip]')?.innerText")
    assert "wild yeast" in reader.run("() => document.querySelector('[role=tooltip]').innerText")


def test_diagrams_show(copy: Path, reader: Driver) -> None:
    reader.goto((copy / SOURDOUGH).as_uri())
    assert reader.run("() => document.querySelector('.diagram svg').getBoundingClientRect().width") > 100


def test_every_typeface_of_the_style_sheets_loads(copy: Path, reader: Driver) -> None:
    """A script asks for each: what becomes of an optional face by itself is up to the clock."""
    named = {
        (sheet.parent / address).resolve()
        for sheet in copy.rglob("*.css")
        for address in re.findall(r"url\(['\"]?([^)'\"]+\.woff2)", sheet.read_text(encoding="utf-8"))
    }
    assert len(named) >= 3
    reader.goto((copy / SOURDOUGH).as_uri())
    load = "(url) => new FontFace('asked', `url(${url})`).load().then((face) => face.status, String)"
    assert {face.name: reader.run(load, face.as_uri()) for face in named} == dict.fromkeys(
        (face.name for face in named), "loaded"
    )
    used = "(css) => getComputedStyle(document.querySelector(css)).fontFamily"
    assert reader.run(used, ".spoken").startswith('"Guide Serif"')


def test_practice_keeps_what_was_rated(copy: Path, reader: Driver) -> None:
    reader.goto((copy / "practice/index.html").as_uri())
    reader.click("button::-p-text(Show the answer)")
    reader.click("button::-p-text(Good)")
    reader.wait("() => localStorage.getItem('guide.progress')")
    reader.reload()
    stored = json.loads(reader.run("() => localStorage.getItem('guide.progress')"))
    assert sum(len(card["reviews"]) for card in stored["cards"].values()) == 1


def test_no_page_on_disk_installs_anything(copy: Path) -> None:
    """A service worker cannot be had there, and the reader has the files already."""
    for page in copy.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert "install.js" not in text
        assert "manifest" not in text


def test_the_zip_is_the_same_for_the_same_content(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795000000")
    for name in ("one.zip", "two.zip"):
        (tmp_path / name[:3]).mkdir()
        assert main(["pack", str(copy), str(tmp_path / name[:3] / "guide.zip")]) == 0
    first, second = tmp_path / "one/guide.zip", tmp_path / "two/guide.zip"
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as archive:
        assert "guide/index.html" in archive.namelist()
        assert len(archive.namelist()) == sum(path.is_file() for path in copy.rglob("*"))
