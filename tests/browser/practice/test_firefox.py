"""The practice app in Firefox, served and opened from disk: what the tests beside prove for Chromium."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.bread import Built
from tests.support.driver import Driver, saved
from tests.support.practising import KEY

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", params=["http", "file"])
def mode(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def started(
    built: Built, tmp_path_factory: pytest.TempPathFactory, mode: str
) -> Iterator[tuple[Driver, Path]]:
    """A Firefox that reaches the site and nothing else, and the folder in which it saves."""
    folder = tmp_path_factory.mktemp("saved")
    with Driver("firefox", allow=built.http, downloads=folder) as driver:
        yield driver, folder


@pytest.fixture
def firefox(started: tuple[Driver, Path], built: Built, mode: str) -> Iterator[Driver]:
    """The practice page of a reader who has not begun. No page may fail, nor ask others."""
    driver, folder = started
    for file in folder.iterdir():
        file.unlink()
    driver.goto(built.address(mode))
    driver.run("() => localStorage.clear()")
    yield driver
    assert driver.errors() == []
    assert [url for url in driver.requests() if not url.startswith(built.http)] == []


@pytest.fixture
def folder(started: tuple[Driver, Path]) -> Path:
    """What pages save lies here."""
    return started[1]


def text(driver: Driver, selector: str) -> str:
    return str(driver.run("(s) => document.querySelector(s)?.innerText ?? ''", selector))


def wait_for(driver: Driver, selector: str, pattern: str = "") -> None:
    """Wait until an element is there whose text matches."""
    driver.wait(
        "(s, p) => [...document.querySelectorAll(s)].some((e) => new RegExp(p).test(e.innerText))",
        selector,
        pattern,
    )


def button(driver: Driver, name: str) -> None:
    """Press the button of the app whose name begins so, as a reader does: once it is there."""
    wait_for(driver, ".practice button", f"^{re.escape(name)}")
    driver.run(
        """(name) => {
            const buttons = [...document.querySelectorAll(".practice button")];
            buttons.forEach((button) => button.removeAttribute("data-test"));
            const wanted = buttons.find((button) => button.innerText.startsWith(name));
            wanted.dataset.test = "";
            wanted.scrollIntoView({block: "center"}); // not below the theme's header
        }""",
        name,
    )
    driver.click(".practice button[data-test]")


def rate(driver: Driver, rating: str) -> str:
    """Show the answer and rate it; gives the prompt that was rated."""
    asked = text(driver, ".practice-prompt")
    button(driver, "Show the answer")
    button(driver, rating)
    driver.wait("(asked) => document.querySelector('.practice-prompt').innerText !== asked", asked)
    return asked


def ratings(driver: Driver) -> list[int]:
    """All ratings that count, sorted."""
    document: dict[str, Any] = json.loads(driver.run("(key) => localStorage.getItem(key)", KEY))
    cards = document["cards"].values()
    return sorted(r["rating"] for card in cards for r in card["reviews"] if not r["undone"])


def opened(driver: Driver, built: Built, mode: str, query: str = "") -> None:
    driver.goto(built.address(mode) + query)
    wait_for(driver, ".practice h2")


def test_a_rated_card_is_still_due_later_after_a_reload(firefox: Driver, built: Built, mode: str) -> None:
    opened(firefox, built, mode)
    assert bool(re.search("Firefox stores progress for exactly this file", text(firefox, ".practice"))) is (
        mode == "file"
    )
    asked = rate(firefox, "Easy")
    firefox.reload()
    wait_for(firefox, ".practice-prompt")
    assert text(firefox, ".practice-prompt") != asked
    assert ratings(firefox) == [4]
    # By keyboard: show, rate, undo.
    asked = text(firefox, ".practice-prompt")
    for key in (" ", "3"):
        firefox.press(key)
    firefox.wait("(asked) => document.querySelector('.practice-prompt').innerText !== asked", asked)
    assert ratings(firefox) == [3, 4]
    firefox.press("u")
    firefox.wait("(asked) => document.querySelector('.practice-prompt').innerText === asked", asked)
    assert ratings(firefox) == [4]


def test_a_mock_interview_ends_in_a_report(firefox: Driver, built: Built, mode: str, folder: Path) -> None:
    opened(firefox, built, mode, "?view=mock&seed=rye&minutes=15")
    button(firefox, "Start")
    count = 0
    while not text(firefox, ".practice-report h2"):
        wait_for(firefox, ".practice-clock", "^0:0")
        button(firefox, "I have answered")
        firefox.click(".practice-ticks input")
        count += 1
        firefox.click(".practice-rate button[type=submit]")
        wait_for(firefox, ".practice-report h2, .practice-clock")
    assert count >= 3
    assert len(ratings(firefox)) == count
    assert "By service" in text(firefox, ".practice-report")
    button(firefox, "Save as Markdown")
    report = saved(folder, "mock-interview-*.md").read_text(encoding="utf-8")
    assert "Seed: `rye`" in report
    firefox.reload()
    wait_for(firefox, ".practice h2")
    assert len(ratings(firefox)) == count


def test_two_tabs_keep_the_reviews_of_both(firefox: Driver, built: Built, mode: str) -> None:
    opened(firefox, built, mode)
    second = firefox.open()
    opened(firefox, built, mode)
    firefox.use(0)
    one = rate(firefox, "Good")
    firefox.use(second)
    firefox.wait("(one) => document.querySelector('.practice-prompt').innerText !== one", one)
    two = rate(firefox, "Hard")
    firefox.use(0)
    firefox.wait("(two) => document.querySelector('.practice-prompt').innerText !== two", two)
    rate(firefox, "Easy")
    assert ratings(firefox) == [2, 3, 4]
    firefox.use(second)
    firefox.reload()
    wait_for(firefox, ".practice-prompt")
    assert ratings(firefox) == [2, 3, 4]
    firefox.close()


def test_corrupted_storage_is_kept_aside_and_reported(
    firefox: Driver, built: Built, mode: str, folder: Path
) -> None:
    damage = '{"version": 1, "cards": '
    opened(firefox, built, mode)
    firefox.run("(key, text) => localStorage.setItem(key, text)", KEY, damage)
    firefox.reload()
    wait_for(firefox, ".practice [role=alert]", "damaged")
    rate(firefox, "Good")
    assert ratings(firefox) == [3]
    button(firefox, "Save the damaged document")
    assert saved(folder, f"{KEY}.damaged*").read_text(encoding="utf-8") == damage


def test_an_exported_file_can_be_imported(firefox: Driver, built: Built, mode: str, folder: Path) -> None:
    opened(firefox, built, mode)
    rate(firefox, "Good")
    button(firefox, "Settings")
    wait_for(firefox, ".practice h2", "Settings")
    button(firefox, "Export as a file")
    file = saved(folder, "guide-progress-*.json")
    firefox.run("() => localStorage.clear()")
    opened(firefox, built, mode)
    asked = text(firefox, ".practice-prompt")
    button(firefox, "Suspend")
    firefox.wait("(asked) => document.querySelector('.practice-prompt').innerText !== asked", asked)
    rate(firefox, "Hard")
    button(firefox, "Settings")
    wait_for(firefox, ".practice h2", "Settings")
    firefox.upload("#import", file)
    wait_for(firefox, ".practice [role=group]", "1 review of 1 question")
    button(firefox, "Merge")
    wait_for(firefox, ".practice-note", "^Merged: 1 review added")
    assert ratings(firefox) == [2, 3]


def test_a_plan_is_a_deck_and_ordinary_pages_know_what_they_can(
    firefox: Driver, built: Built, mode: str
) -> None:
    """Served, a page shows what is due. From disk, Firefox gives it a storage of its own, as the app says."""
    opened(firefox, built, mode, "?plan=first-loaf&step=mind-the-oven")
    wait_for(firefox, ".practice-deck summary", "First loaf, Mind the oven, 4 questions")
    rate(firefox, "Again")
    firefox.run(
        """(key) => {
            const progress = JSON.parse(localStorage.getItem(key));
            for (const card of Object.values(progress.cards)) card.due = "2026-01-01T00:00:00.000Z";
            localStorage.setItem(key, JSON.stringify(progress));
        }""",
        KEY,
    )
    firefox.goto(built.address(mode, "baking/sourdough/"))
    wait_for(firefox, "details.question")
    assert firefox.run("() => document.querySelectorAll('summary .due').length") == (
        1 if mode == "http" else 0
    )


def test_the_app_comes_and_goes_as_pages_do(firefox: Driver, built: Built, mode: str) -> None:
    opened(firefox, built, mode)
    for _ in range(2):
        rate(firefox, "Easy")
        firefox.run("() => scrollTo(0, 0)")  # where the tabs are
        firefox.click(".md-tabs a[href*=glossary]")
        wait_for(firefox, "h1", "Glossary")
        firefox.click(".md-tabs a[href*=practice]")
        wait_for(firefox, ".practice-prompt")
    assert ratings(firefox) == [4, 4]
