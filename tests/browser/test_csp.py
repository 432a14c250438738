"""A guide under its Content-Security-Policy: no page needs more than the policy gives, and attacks fail.

That no page of our own guide needs more is found where its pages are read anyway, with the copy for a disk.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

from macros.__main__ import main
from macros.csp import html_files
from tests.support.bread import site_at
from tests.support.guides import build
from tests.support.serving import free_port, served

#: Set before anything of the page runs, so that no violation is missed.
LISTEN = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""

ATTACKS = (
    "let s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s)",
    "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.ran = 1\">')",
    "let s = document.createElement('script'); s.src = 'data:text/javascript,window.ran=1'; "
    "document.body.append(s)",
    "document.body.insertAdjacentHTML('beforeend', '<a id=evil href=\"javascript:window.ran=1\">x</a>'); "
    "document.getElementById('evil').click()",
    "document.body.insertAdjacentHTML('beforeend', '<iframe src=\"data:text/html,x\"></iframe>')",
    "fetch('https://example.org/').catch(() => 0)",
    "document.body.insertAdjacentHTML('beforeend', '<base href=\"https://example.org/\">')",
)


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address and the folder of the guide about bread, with its policy, and served with its headers."""
    root = tmp_path_factory.mktemp("csp") / "bread"
    port = free_port()
    site_at(root, f"http://127.0.0.1:{port}/")
    result = build(root)
    assert result.returncode == 0, result.stdout + result.stderr
    folder = root / "site"
    assert main(["csp", str(folder)]) == 0
    with served(folder, port, with_headers=True) as address:
        yield address, folder


@pytest.fixture
def tab(browser: Browser, guide: tuple[str, Path]) -> Iterator[Page]:
    context = browser.new_context(base_url=guide[0])
    context.add_init_script(LISTEN)
    yield context.new_page()
    context.close()


def violations(tab: Page) -> list[str]:
    return list(tab.evaluate("window.violations"))


def wait_for_violation(tab: Page) -> None:
    """Not by Playwright's own waiting, which evaluates a text in the page: the policy forbids that."""
    tab.evaluate(
        """() => new Promise((resolve) => {
          document.addEventListener("securitypolicyviolation", () => resolve());
          if (window.violations.length) resolve();
        })"""
    )


def test_no_page_violates_the_policy_or_asks_a_third_party(tab: Page, guide: tuple[str, Path]) -> None:
    address, folder = guide
    said: list[str] = []
    requests: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error":
            said.append(message.text)

    tab.on("console", note)
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.on("request", lambda request: requests.append(request.url))
    pages = [file.relative_to(folder).as_posix() for file in html_files(folder)]
    assert len(pages) > 8
    found: dict[str, list[str]] = {}
    for path in pages:
        tab.goto(path.removesuffix("index.html"), wait_until="load")
        tab.evaluate("document.querySelectorAll('details').forEach((item) => { item.open = true })")
        if violations(tab):
            found[path] = violations(tab)
    assert found == {}
    assert said == []
    assert [url for url in requests if not url.startswith((address, "data:", "blob:"))] == []


def test_search_and_palette_work_under_the_policy(tab: Page) -> None:
    tab.goto("")
    tab.get_by_role("button", name="Search", exact=True).click()
    tab.keyboard.type("dough")
    tab.get_by_role("option").first.wait_for()
    tab.keyboard.press("Escape")
    tab.get_by_role("button", name="Switch to the dark palette").click()
    assert tab.locator("body").get_attribute("data-md-color-scheme") == "slate"
    assert violations(tab) == []


def test_the_practice_app_works_under_the_policy(tab: Page) -> None:
    tab.goto("practice/")
    app = tab.locator("[data-practice], .practice").first
    app.wait_for()
    for button in ("Flashcards", "Mock interview", "Progress"):
        link = (
            tab.get_by_role("button", name=button)
            .or_(tab.get_by_role("tab", name=button))
            .or_(tab.get_by_role("link", name=button))
        )
        if link.count():
            link.first.click()
    assert violations(tab) == []


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_somebody_smuggled_into_a_page_does_not_run(tab: Page, attack: str) -> None:
    tab.goto("baking/")
    tab.evaluate(attack)
    wait_for_violation(tab)
    assert tab.evaluate("window.ran") is None


def test_the_policy_in_the_page_holds_without_any_header(browser: Browser, guide: tuple[str, Path]) -> None:
    """On hosts that take no headers, the `<meta>` is what there is."""
    context = browser.new_context()
    context.add_init_script(LISTEN)
    tab = context.new_page()
    with served(guide[1]) as address:
        tab.goto(f"{address}baking/")
        assert violations(tab) == []
        tab.evaluate(
            "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.ran = 1\">')"
        )
        wait_for_violation(tab)
        assert tab.evaluate("window.ran") is None
    context.close()


def test_the_worker_may_fetch_what_it_keeps(
    browser: Browser, guide: tuple[str, Path], tmp_path: Path
) -> None:
    """The headers of its script are the policy of a worker."""
    folder = tmp_path / "site"
    shutil.copytree(guide[1], folder)
    assert main(["precache", str(folder)]) == 0
    context = browser.new_context()
    tab = context.new_page()
    with served(folder, with_headers=True) as address:
        tab.goto(address)
        tab.evaluate(
            """() => new Promise((resolve) => {
              navigator.serviceWorker.addEventListener("controllerchange", () => resolve());
              if (navigator.serviceWorker.controller) resolve();
            })"""
        )
        answer = tab.goto(f"{address}baking/")
        assert answer
        assert answer.from_service_worker
        assert tab.get_by_role("heading", level=1).inner_text() == "Baking"
    context.close()
