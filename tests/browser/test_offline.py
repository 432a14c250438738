"""The copy that opens from disk: no server, no network."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from macros.__main__ import main
from tests.support.guides import PROJECT, build, make_site

pytestmark = pytest.mark.browser


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


def test_every_page_opens_from_disk_without_a_request(copy: Path, browser: Browser) -> None:
    context = browser.new_context(offline=True)
    tab = context.new_page()
    faults: list[str] = []
    tab.on("pageerror", lambda error: faults.append(str(error)))
    tab.on(
        "request",
        lambda request: (
            None if request.url.startswith(("file:", "data:", "blob:")) else faults.append(request.url)
        ),
    )
    tab.on("requestfailed", lambda request: faults.append(f"failed: {request.url}"))
    pages = sorted(copy.rglob("*.html"))
    assert len(pages) >= 6
    for page in pages:
        if page.name != "404.html":  # needs a server by its nature
            tab.goto(page.as_uri())
            expect(tab.locator("h1")).to_be_visible()
    context.close()
    assert faults == []


def test_a_deep_link_opens_its_card_from_disk(copy: Path, browser: Browser) -> None:
    context = browser.new_context(offline=True)
    tab = context.new_page()
    tab.goto((copy / "baking/sourdough/index.html").as_uri() + "#sourdough/collapse")
    expect(tab.locator('details[data-question="sourdough/collapse"] .spoken')).to_be_visible()
    context.close()


def test_search_works_from_disk_and_lands_on_the_card(copy: Path, browser: Browser) -> None:
    context = browser.new_context(offline=True)
    tab = context.new_page()
    tab.goto((copy / "index.html").as_uri())
    tab.get_by_role("textbox", name="Search").click()
    tab.keyboard.type("hygroscopic")
    hit = tab.locator(".md-search-result__link", has_text="How do you know that a dough is proofed?")
    hit.first.click()
    expect(tab.locator('details[data-question="sourdough/poke-test"] .spoken')).to_be_visible()
    context.close()


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
