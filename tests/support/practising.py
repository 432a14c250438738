"""What a reader does in the practice app, and what the browser keeps of it."""

from __future__ import annotations

import json
import re
from typing import Any

from playwright.sync_api import Page, expect

#: Where the browser keeps a reader's progress.
KEY = "guide.progress"
POKE = "sourdough/poke-test"


def prompt(page: Page) -> str:
    return page.locator(".practice-prompt").inner_text()


def stored(page: Page) -> dict[str, Any]:
    document = json.loads(page.evaluate(f"localStorage.getItem('{KEY}')"))
    assert isinstance(document, dict)
    return document


def reviews(page: Page) -> dict[str, list[int]]:
    """The ratings that count, by question."""
    found = {
        name: [review["rating"] for review in card["reviews"] if not review["undone"]]
        for name, card in stored(page)["cards"].items()
    }
    return {name: ratings for name, ratings in found.items() if ratings}


def rate(page: Page, rating: str = "Good") -> str:
    """Show the answer and rate it; gives the prompt that was rated."""
    asked = prompt(page)
    page.get_by_role("button", name="Show the answer").click()
    page.get_by_role("button", name=re.compile(f"^{rating}")).click()
    expect(page.locator(".practice-prompt")).not_to_have_text(asked)
    return asked


def view(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Practice").get_by_role("button", name=name).click()
    expect(page.get_by_role("heading", level=2, name=name)).to_be_visible()


def interview(page: Page) -> list[str]:
    """Answer every question, covering the first key point only; gives the prompts."""
    asked = []
    while True:
        asked.append(prompt(page))
        page.get_by_role("button", name="I have answered").click()
        page.get_by_role("group", name="What did your answer cover?").get_by_role("checkbox").first.check()
        page.locator(".practice-rate button[type=submit]").click()
        if page.get_by_role("heading", name=re.compile("^Report of")).count():
            return asked
        expect(page.get_by_role("button", name="I have answered")).to_be_visible()
