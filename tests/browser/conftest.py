"""A built site served on loopback, and Debian's Chromium to read it."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

from macros.exports.tools import chromium
from tests.support.bread import Built, practice_site, site_at
from tests.support.driver import Driver
from tests.support.guides import PROJECT, build
from tests.support.serving import free_port, served

CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Function,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Say with a failure what its pages showed: "waited for a button" does not tell what came instead."""
    report = yield
    if report.when == "call" and report.failed:
        used = item.funcargs.values()
        contexts = {value for value in used if isinstance(value, BrowserContext)}
        contexts |= {value.context for value in used if isinstance(value, Page)}
        for page in (page for context in contexts for page in context.pages):
            try:
                shown = page.locator("main, body").last.aria_snapshot(timeout=2000)
            except Error as error:
                shown = str(error)
            report.longrepr.addsection(f"What {page.url} showed", shown)
    return report


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a mini site about bread, built for that address."""
    root = tmp_path_factory.mktemp("bread") / "site"
    port = free_port()
    url = f"http://127.0.0.1:{port}/"
    site_at(root, url)
    result = build(root)
    assert result.returncode == 0, result.stdout + result.stderr
    with served(root / "site", port):
        yield url


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium, started once for this folder.

    Not once a run: Playwright's event loop would go on, and a test elsewhere that prints a PDF in the same
    process could not start a second one.
    """
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """A page in a context of its own. The test fails on script errors and on requests that leave the site."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=site)
    tab = context.new_page()
    faults: list[str] = []
    tab.on("pageerror", lambda error: faults.append(f"error: {error}"))
    tab.on(
        "request",
        lambda request: (
            None if request.url.startswith((site, "data:", "blob:")) else faults.append(request.url)
        ),
    )
    yield tab
    context.close()
    assert not faults


@pytest.fixture(params=["chromium", "firefox"])
def driver(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Driver]:
    """Each of both browsers with the network cut; what pages save lies in `tmp_path`/saved."""
    (tmp_path / "saved").mkdir()
    with Driver(request.param, downloads=tmp_path / "saved") as started:
        yield started


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """A site with enough questions to practise with, served and as the copy that opens from disk."""
    with practice_site(tmp_path_factory.mktemp("practice") / "bread") as made:
        yield made


@pytest.fixture
def repository() -> Path:
    """The project's folder."""
    return PROJECT
