"""The mock interview, its reports, and the view of progress."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.support.bread import Built
from tests.support.practising import KEY, interview, prompt, rate, reviews, stored, view

pytestmark = pytest.mark.browser


def test_a_mock_interview_ends_in_a_report_that_feeds_the_flashcards(
    practise: Callable[..., Page], mode: str
) -> None:
    page = practise(mode, "?view=mock")
    page.get_by_label("Length").select_option("15")
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("timer")).to_contain_text("0:0")
    asked = interview(page)
    assert len(asked) >= 3
    for table in ("Report by service", "Report by kind"):
        expect(page.get_by_role("region", name=table).get_by_role("row").nth(1)).to_be_visible()
    expect(page.locator(".practice-asked > li")).to_have_count(len(asked))
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as Markdown").click()
    text = download.value.path().read_text(encoding="utf-8")
    assert all(line in text for line in asked)
    assert len(reviews(page)) == len(asked)
    page.reload()
    assert len(reviews(page)) == len(asked)


def test_a_seed_in_the_address_draws_the_same_interview(
    practise: Callable[..., Page], browser: Browser, built: Built
) -> None:
    page = practise("http", "?view=mock")
    page.get_by_label("Length").select_option("15")
    page.get_by_label("Seed", exact=True).fill("rye")
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("timer")).to_be_visible()
    address = page.url
    asked = interview(page)
    assert "rye" in address
    other = browser.new_context()
    tab = other.new_page()
    tab.goto(address)
    tab.get_by_role("button", name="Start").click()
    expect(tab.get_by_role("timer")).to_be_visible()
    assert interview(tab) == asked
    other.close()


def test_the_clock_of_a_question_can_be_paused(
    practise: Callable[..., Page], context: BrowserContext
) -> None:
    context.clock.install(time="2026-03-02T09:00:00")
    page = practise("http", "?view=mock")
    context.clock.pause_at("2026-03-02T09:10:00")  # from here on a busy machine loses no second
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("timer")).to_contain_text("0:00 of")  # its answers are there
    context.clock.fast_forward(5_000)
    expect(page.get_by_role("timer")).to_contain_text("0:05 of")
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("timer")).to_contain_text("paused")
    context.clock.fast_forward(60_000)
    expect(page.get_by_role("timer")).to_contain_text("0:05 of")
    page.get_by_role("button", name="Go on").press("p")
    context.clock.fast_forward(2_000)
    expect(page.get_by_role("timer")).to_have_text(re.compile(r"^0:07 of \d:00$"))
    page.get_by_role("button", name="I have answered").click()
    expect(page.locator(".practice-step")).to_contain_text("answered in 0:07 of")


def test_a_link_from_another_copy_draws_the_same_without_a_warning(
    practise: Callable[..., Page], built: Built
) -> None:
    page = practise("http", "?view=mock")
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("timer")).to_be_visible()
    asked, query = prompt(page), page.url.partition("?")[2]
    other = practise("file", f"?{query}")
    expect(other.get_by_text("another edition")).to_have_count(0)
    other.get_by_role("button", name="Start").click()
    expect(other.get_by_role("timer")).to_be_visible()
    assert prompt(other) == asked
    third = practise("http", f"?{re.sub('edition=[^&]+', 'edition=other', query)}")
    expect(third.get_by_text("another edition")).to_be_visible()


@pytest.mark.parametrize("local", [True, False])
def test_follow_ups_are_heard_where_the_machine_has_a_voice(
    practise: Callable[..., Page], context: BrowserContext, local: bool
) -> None:
    context.add_init_script(
        """
        window.spoken = [];
        window.SpeechSynthesisUtterance = function (text) { this.text = text; };
        const voices = [
            {lang: "en-GB", localService: %s, name: "one"},
            {lang: "de-DE", localService: true, name: "two"},
        ];
        Object.defineProperty(window, "speechSynthesis", {value: {
            getVoices: () => voices,
            speak: (utterance) => spoken.push(`${utterance.voice.name}: ${utterance.text}`),
            cancel: () => { spoken.length = 0; },
            addEventListener() {},
        }});
        """
        % ("true" if local else "false")
    )
    page = practise("http", "?view=mock&seed=rye&minutes=60")
    page.get_by_role("button", name="Start").click()
    while prompt(page) != "How do you know that a dough is proofed?":
        page.get_by_role("button", name="I have answered").click()
        page.locator(".practice-rate button[type=submit]").click()
    if not local:
        expect(page.get_by_role("button", name="Hear it")).to_be_hidden()
        return
    page.get_by_role("button", name="Hear it").click()
    assert page.evaluate("spoken") == ["one: How do you know that a dough is proofed?"]
    page.get_by_role("button", name="I have answered").click()
    assert page.evaluate("spoken") == []
    page.get_by_role("button", name="Hear the follow-ups").click()
    assert page.evaluate("spoken") == ["one: What if it collapses?", "one: How does temperature matter?"]


def test_a_report_prints_without_the_app_around_it(practise: Callable[..., Page]) -> None:
    page = practise("http", "?view=mock")
    page.get_by_role("button", name="Start").click()
    page.get_by_role("button", name="I have answered").click()
    page.locator(".practice-rate button[type=submit]").click()
    page.get_by_role("button", name="End the interview").click()
    expect(page.get_by_role("heading", name="Weak areas")).to_be_visible()
    page.evaluate("window.print = () => { window.printed = true; }")
    page.get_by_role("button", name="Print").click()
    assert page.evaluate("printed") is True
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name=re.compile("^Report of"))).to_be_visible()
    expect(page.get_by_role("region", name="Report by kind")).to_be_visible()
    for name in (".practice-nav", ".practice-screen", ".md-header", ".md-tabs", ".md-footer"):
        expect(page.locator(name).first).to_be_hidden()


def test_a_weak_interview_brings_its_questions_back_as_flashcards(practise: Callable[..., Page]) -> None:
    page = practise("http", "?view=mock")
    page.get_by_role("button", name="Start").click()
    asked = prompt(page)
    page.get_by_role("button", name="I have answered").click()
    page.get_by_role("radio", name="Again").check(force=True)
    page.locator(".practice-rate button[type=submit]").click()
    page.get_by_role("navigation", name="Practice").get_by_role("button", name="Flashcards").click()
    expect(page.locator(".practice-counts")).to_contain_text("1 Learning")
    while prompt(page) != asked:
        rate(page, "Easy")
    page.get_by_text("Why is it due?").click()
    expect(page.locator(".practice-why")).to_contain_text("It is being learned")


def test_a_weak_area_leads_to_its_flashcards(practise: Callable[..., Page], mode: str) -> None:
    page = practise(mode, "?view=mock")
    page.get_by_role("button", name="Start").click()
    page.get_by_role("button", name="I have answered").click()
    page.locator(".practice-rate button[type=submit]").click()
    page.get_by_role("button", name="End the interview").click()
    weak = page.locator("h3:has-text('Weak areas') ~ ul > li")
    expect(weak).to_have_count(2)
    expect(weak.first).to_have_text(re.compile(r"^\w+: 0 % of the key points$"))
    kind = weak.get_by_role("link").filter(has_not_text="Sourdough")
    name = kind.inner_text()
    address = kind.evaluate("link => link.href")
    kind.click()
    expect(page.locator(".practice-prompt")).to_be_focused()
    assert stored(page)["settings"]["deck"]["value"]["kinds"] == [name.lower()]
    assert "view=" not in page.url
    page.locator(".practice-deck summary").click()
    expect(page.get_by_role("checkbox", name=name)).to_be_checked()
    page.get_by_role("button", name="All questions").click()
    page.goto(address)  # as another tab opens it
    expect(page.locator(".practice-deck summary")).to_contain_text(re.compile(r"^Deck [1-9] of 14"))
    assert stored(page)["settings"]["deck"]["value"]["kinds"] == [name.lower()]
    assert "kind=" not in page.url


@pytest.mark.parametrize("feeds", [True, False])
def test_the_weak_questions_of_an_interview_come_at_once_and_alone(
    practise: Callable[..., Page], mode: str, feeds: bool
) -> None:
    page = practise(mode, "?plan=first-loaf")
    view(page, "Mock interview")
    page.get_by_role("checkbox", name="Count the ratings").set_checked(feeds)
    page.get_by_role("button", name="Start").click()
    asked = []
    for ticks in (0, 0, 9):
        asked.append(prompt(page))
        page.get_by_role("button", name="I have answered").click()
        for box in page.locator(".practice-ticks input").all()[:ticks]:
            box.check(force=True)
        page.locator(".practice-rate button[type=submit]").click()
        expect(page.locator(".practice-prompt")).not_to_have_text(asked[-1])
    page.get_by_role("button", name="End the interview").click()
    page.get_by_role("button", name="Practice the 2 weak questions now").click()
    expect(page.locator(".practice-prompt")).to_be_focused()
    summary = page.locator(".practice-deck summary")
    expect(summary).to_have_text("Deck: weak in an interview, 2 questions")
    assert {rate(page, "Easy"), rate(page, "Easy")} == set(asked[:2])
    expect(page.get_by_role("heading", name="Nothing is left for now")).to_be_visible()
    page.reload()
    expect(summary).to_have_text("Deck: weak in an interview, 2 questions")
    page.locator(".practice-done").get_by_role("button", name="Back to the whole deck").click()
    expect(summary).to_have_text("Deck: First loaf, 5 questions")
    expect(page.locator(".practice-prompt")).to_be_focused()
    expect(page.get_by_role("button", name="Back to the whole deck")).to_have_count(0)


def test_an_interrupted_interview_can_be_continued(practise: Callable[..., Page]) -> None:
    page = practise("http", "?view=mock")
    page.get_by_role("button", name="Start").click()
    page.get_by_role("button", name="I have answered").click()
    page.locator(".practice-rate button[type=submit]").click()
    expect(page.get_by_role("timer")).to_be_visible()
    page.reload()
    page.get_by_role("button", name="Continue it").click()
    expect(page.locator(".practice-step")).to_contain_text("Question 2 of")


def test_an_interview_that_two_tabs_go_on_with_keeps_the_results_of_both(
    practise: Callable[..., Page],
) -> None:
    page = practise("http", "?view=mock")

    def answer_next(tab: Page) -> None:
        tab.get_by_role("button", name="I have answered").click()
        tab.locator(".practice-rate button[type=submit]").click()
        expect(tab.get_by_role("timer")).to_be_visible()

    page.get_by_role("button", name="Start").click()
    answer_next(page)
    other = practise("http", "?view=mock")
    other.get_by_role("button", name="Continue it").click()
    answer_next(other)
    answer_next(other)
    other.close()
    answer_next(page)
    expect(page.locator(".practice-step")).to_contain_text("Question 4 of")
    page.get_by_role("button", name="End the interview").click()
    expect(page.locator(".practice-asked > li")).to_have_count(3)


def test_progress_shows_as_charts_and_as_tables(practise: Callable[..., Page]) -> None:
    page = practise()
    rate(page, "Easy")
    view(page, "Progress")
    expect(page.locator(".practice-tiles")).to_contain_text("1 of 14")
    expect(page.get_by_role("row").filter(has_text="Sourdough").first).to_contain_text("14")
    expect(page.get_by_role("table")).not_to_have_count(0)
    for chart in page.locator(".practice-chart").all():
        expect(chart.get_by_role("img")).to_have_attribute("aria-label", re.compile("[0-9]|no "))
        chart.locator("summary").click()
        expect(chart.get_by_role("row")).to_have_count(31)
    page.get_by_text("Sourdough: 2 topics").click()
    expect(page.get_by_role("region", name="Sourdough by topic").get_by_role("row")).to_have_count(3)


def test_a_reminder_to_export_comes_when_there_is_much_to_lose(practise: Callable[..., Page]) -> None:
    page = practise()
    rate(page)
    page.evaluate(
        """key => {
            const progress = JSON.parse(localStorage.getItem(key));
            const [card] = Object.values(progress.cards);
            const [given] = card.reviews;
            for (let day = 1; day < 60; day++) {
                card.reviews.push({...given, id: `r${day}`, at: given.at - day * 864e5});
            }
            localStorage.setItem(key, JSON.stringify(progress));
        }""",
        KEY,
    )
    page.reload()
    expect(page.get_by_text("60 reviews are only in this browser")).to_be_visible()
    page.get_by_role("button", name="Not now").click()
    expect(page.locator(".practice-prompt")).to_be_focused()
    page.reload()
    expect(page.locator(".practice-prompt")).to_be_visible()
    expect(page.get_by_text("are only in this browser")).to_have_count(0)
