"""The practice app in Chromium, served and opened from disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.support.bread import Built


@pytest.fixture
def context(browser: Browser, built: Built) -> Iterator[BrowserContext]:
    """A fresh browser profile. Its pages may not fail and not ask anybody else."""
    faults: list[str] = []
    made = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    own = (built.http, built.offline.as_uri(), "data:", "blob:")

    def watch(page: Page) -> None:
        page.on("pageerror", lambda error: faults.append(f"error: {error}"))
        page.on(
            "request", lambda request: None if request.url.startswith(own) else faults.append(request.url)
        )

    made.on("page", watch)
    yield made
    made.close()
    assert not faults


@pytest.fixture(params=["http", "file"])
def mode(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def practise(context: BrowserContext, built: Built) -> Callable[..., Page]:
    """Open the app in a new tab; `query` is what stands behind the address."""

    def start(mode: str = "http", query: str = "") -> Page:
        page = context.new_page()
        page.goto(built.address(mode) + query)
        expect(page.get_by_role("navigation", name="Practice")).to_be_visible()
        return page

    return start
