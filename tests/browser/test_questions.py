"""Cards in a browser: opening, filtering, linking, searching, printing, by keyboard and without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, Route, expect

pytestmark = pytest.mark.browser

SOURDOUGH = "baking/sourdough/"
POKE = 'details[data-question="sourdough/poke-test"]'
COLLAPSE = 'details[data-question="sourdough/collapse"]'


def is_open(page: Page, card: str) -> bool:
    return bool(page.locator(card).evaluate("card => card.open"))


def test_a_card_opens_by_mouse_and_shows_all_parts(page: Page) -> None:
    page.goto(SOURDOUGH)
    card = page.locator(POKE)
    expect(card.locator(".spoken")).to_be_hidden()
    card.locator("summary").first.click()
    for part in (".spoken", ".depth", ".rubric", ".weak", ".follow-ups", ".sources"):
        expect(card.locator(part)).to_be_visible()
    expect(card).to_contain_text("Checked on 2 January 2026")
    expect(card.get_by_role("link", name="Report a problem")).to_have_attribute(
        "href",
        r"https://github.com/aws-interview-guide/aws-interview-guide/issues/new"
        "?template=wrong-answer.yml&title=Wrong+answer%3A+sourdough%2Fpoke-test&question=sourdough%2Fpoke-test",
    )


def test_a_card_and_the_answer_to_a_follow_up_open_by_keyboard(page: Page) -> None:
    page.goto(SOURDOUGH)
    page.locator(f"{POKE} > summary").focus()
    page.keyboard.press("Enter")
    assert is_open(page, POKE)
    reply = page.get_by_text("Warm dough proofs")
    expect(reply).to_be_hidden()
    page.locator(POKE).get_by_text("How does temperature matter?").focus()
    page.keyboard.press("Enter")
    expect(reply).to_be_visible()


def test_expand_all_and_collapse_all(page: Page) -> None:
    page.goto(SOURDOUGH)
    page.get_by_role("button", name="Expand all").click()
    assert is_open(page, POKE)
    assert is_open(page, COLLAPSE)
    page.get_by_role("button", name="Collapse all").click()
    assert not is_open(page, POKE)


def test_a_filter_hides_other_cards_and_lives_in_the_url(page: Page) -> None:
    page.goto(SOURDOUGH)
    page.get_by_text("Senior", exact=True).first.click()
    expect(page.locator(POKE)).to_be_hidden()
    expect(page.locator(COLLAPSE)).to_be_visible()
    expect(page.locator(".question-tools output")).to_have_text("1 of 2 questions")
    assert "level=senior" in page.url
    page.reload()
    expect(page.locator(POKE)).to_be_hidden()
    page.get_by_role("button", name="Clear filters").click()
    expect(page.locator(POKE)).to_be_visible()
    assert "level" not in page.url


def test_a_level_chosen_before_the_script_was_there_counts(page: Page) -> None:
    held: list[Route] = []
    page.route("**/generated/guide.*.js", lambda route: held.append(route))
    with page.expect_request("**/generated/guide.*.js"):
        page.goto(SOURDOUGH, wait_until="commit")
    page.get_by_text("Senior", exact=True).first.click()
    (script,) = held
    script.continue_()
    expect(page.locator(POKE)).to_be_hidden()


def test_a_hidden_prompt_goes_with_its_card(page: Page) -> None:
    page.goto(f"{SOURDOUGH}?topic=oven")
    expect(page.get_by_role("heading", name="How do you know that a dough is proofed?")).to_be_hidden()
    expect(page.get_by_role("heading", name="Your loaf collapsed")).to_be_visible()


@pytest.mark.parametrize("anchor", ["sourdough/collapse", "sourdough/flat-loaf"])
def test_a_link_to_a_question_opens_its_card(page: Page, anchor: str) -> None:
    page.goto(f"{SOURDOUGH}#{anchor}")
    expect(page.locator(f"{COLLAPSE} .spoken")).to_be_visible()
    assert not is_open(page, POKE)


def test_a_link_opens_a_card_that_a_filter_hides(page: Page) -> None:
    page.goto(f"{SOURDOUGH}?level=junior#sourdough/collapse")
    expect(page.locator(f"{COLLAPSE} .spoken")).to_be_visible()


def test_a_link_within_the_page_opens_the_card(page: Page) -> None:
    page.goto(SOURDOUGH)
    page.locator(f"{COLLAPSE} > summary").click()
    page.locator(f"{COLLAPSE} .related a").click()
    expect(page.locator(f"{POKE} .spoken")).to_be_visible()


def test_a_link_from_another_page_opens_the_card(page: Page) -> None:
    page.goto("glossary/")
    page.locator('[data-term-entry="starter"] .term-uses a').click()
    page.locator('#starter ~ ul a[href*="poke-test"]').click()
    expect(page.locator(f"{POKE} .spoken")).to_be_visible()


def test_who_follows_a_term_and_comes_back_finds_open_what_was_open(page: Page) -> None:
    """Chromium keeps no page here that one leaves, as browsers do that are short of memory."""
    page.set_viewport_size({"width": 390, "height": 500})
    # The address names another card than the one that is open, as it does after some scrolling.
    page.goto(f"{SOURDOUGH}#sourdough/collapse")
    page.locator(f"{COLLAPSE} > summary").click()
    page.locator(f"{POKE} > summary").click()
    page.locator(POKE).get_by_text("How does temperature matter?").click()
    term = page.locator(f"{POKE} a.term").first
    term.scroll_into_view_if_needed()
    place = term.evaluate("link => link.getBoundingClientRect().y")
    for leave in (lambda: term.evaluate("link => link.click()"), None):
        if leave:
            leave()
            page.wait_for_url("**/glossary/**")
            page.go_back()
        else:
            page.reload()
        expect(page.get_by_text("Warm dough proofs")).to_be_visible()
        assert not is_open(page, COLLAPSE)
        # Lines may break elsewhere with typefaces that are there from the start.
        page.wait_for_function(
            "([card, y]) => Math.abs(document.querySelector(card).getBoundingClientRect().y - y) < 60",
            arg=[f"{POKE} a.term", place],
        )
    page.goto("about:blank")
    page.goto(
        f"{SOURDOUGH}#sourdough/collapse"
    )  # who comes by a link sees what it leads to, and nothing else
    expect(page.locator(f"{COLLAPSE} .spoken")).to_be_visible()
    assert not is_open(page, POKE)


def test_search_finds_a_word_of_an_answer_and_lands_on_the_open_card(page: Page) -> None:
    page.goto("")
    page.keyboard.press("/")
    page.keyboard.type("hygroscopic")
    page.get_by_role("option", name="How do you know that a dough is proofed?").click()
    expect(page.locator(f"{POKE} .spoken")).to_be_visible()
    assert page.url.split("#")[1] == "sourdough/poke-test"


def test_printing_opens_every_card_and_closes_it_again(page: Page) -> None:
    page.goto(SOURDOUGH)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert is_open(page, POKE)
    assert is_open(page, COLLAPSE)
    expect(page.get_by_text("Warm dough proofs")).to_be_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert not is_open(page, POKE)
    assert not is_open(page, f"{POKE} .reply")


def test_paper_shows_answers_without_scripts(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(site + SOURDOUGH)
    tab.emulate_media(media="print")
    box = tab.locator(f"{POKE} .spoken").bounding_box()
    assert box
    assert box["height"] > 10
    context.close()


def test_without_scripts_cards_open_and_no_dead_control_shows(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(site + SOURDOUGH)
    expect(tab.locator(".question-tools")).to_be_hidden()
    tab.locator(f"{POKE} > summary").click()
    expect(tab.locator(f"{POKE} .spoken")).to_be_visible()
    context.close()


def test_a_term_shows_its_definition_on_keyboard_focus(page: Page) -> None:
    page.goto(SOURDOUGH)
    page.locator("a.term", has_text="poke test").first.focus()
    expect(page.get_by_role("tooltip")).to_contain_text("The rest in which a dough rises.")


def test_nothing_overflows_a_narrow_screen(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{SOURDOUGH}#sourdough/poke-test")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize(
    "path",
    [
        SOURDOUGH,
        "questions/",
        "glossary/",
        "facts/",
        "practice/",
        "practice/?view=mock",
        "practice/?view=data",
    ],
)
def test_a_type_of_twice_the_size_fits_a_phone(page: Page, path: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(path)
    page.evaluate("document.documentElement.style.fontSize = '250%'")  # the theme's is 125 %
    page.evaluate("document.querySelectorAll('article details').forEach((one) => (one.open = true))")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_arrow_of_a_card_stays_beside_its_label_on_whatever_line_that_is(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(SOURDOUGH)
    own, arrow = page.locator(f"{COLLAPSE} > summary").evaluate(
        """summary => [summary, summary.querySelector(".question-label")]
            .map((element) => getComputedStyle(element, "::after").display)"""
    )
    assert (own, arrow) == ("none", "inline-block")
    label, card = (
        page.locator(f"{COLLAPSE} {part}").bounding_box() for part in (".question-label", "summary")
    )
    assert label
    assert card
    assert label["x"] + label["width"] > card["x"] + card["width"] * 0.9


def test_an_open_card_leads_to_the_cards_before_and_after_by_link_and_by_key(page: Page) -> None:
    page.goto(SOURDOUGH)
    page.locator(f"{POKE} > summary").click()
    steps = page.locator(f"{POKE} .question-steps")
    expect(steps).to_contain_text("1 of 2 on this page")
    expect(steps.locator("[rel=prev]")).to_have_count(0)
    steps.locator("[rel=next]").click()
    expect(page.locator(f"{COLLAPSE} .spoken")).to_be_visible()
    page.keyboard.press("k")
    expect(page.get_by_role("heading", name="How do you know")).to_be_focused()
    assert page.url.endswith("#sourdough/poke-test")


def test_the_keys_are_free_where_no_card_has_the_focus(page: Page) -> None:
    page.goto(f"{SOURDOUGH}#sourdough/poke-test")
    expect(page.locator(f"{POKE} .spoken")).to_be_visible()
    page.locator(".md-tabs__link").first.focus()
    page.keyboard.press("j")
    assert not is_open(page, COLLAPSE)


def test_a_filter_changes_which_cards_come_before_and_after(page: Page) -> None:
    page.goto(f"{SOURDOUGH}?level=senior#sourdough/collapse")
    expect(page.locator(f"{COLLAPSE} .spoken")).to_be_visible()
    expect(page.locator(f"{COLLAPSE} .question-steps")).to_have_count(0)
    page.get_by_role("button", name="Clear filters").click()
    expect(page.locator(f"{COLLAPSE} .question-steps")).to_contain_text("2 of 2 on this page")


def test_a_random_question_is_one_that_shows(page: Page) -> None:
    page.goto(f"{SOURDOUGH}?level=senior")
    page.get_by_role("button", name="Random question").click()
    assert is_open(page, COLLAPSE)
