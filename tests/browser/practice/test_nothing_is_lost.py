"""Nothing that a reader rated is ever lost: two tabs, damaged or full storage, export and import."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.support.bread import Built
from tests.support.practising import KEY, POKE, prompt, rate, reviews, view

pytestmark = pytest.mark.browser


def test_two_tabs_keep_the_reviews_of_both(practise: Callable[..., Page], mode: str) -> None:
    first, second = practise(mode), practise(mode)
    one = rate(first, "Good")
    expect(second.locator(".practice-prompt")).not_to_have_text(one)
    two = rate(second, "Hard")
    expect(first.locator(".practice-prompt")).not_to_have_text(two)
    three = rate(first, "Easy")
    assert len({one, two, three}) == 3
    for page in (first, second):
        page.reload()
        assert sorted(rating for given in reviews(page).values() for rating in given) == [2, 3, 4]


def test_what_another_tab_writes_takes_neither_focus_nor_input_nor_what_is_open(
    practise: Callable[..., Page],
) -> None:
    page, other = practise(), practise()
    page.locator(".practice-why summary").click()
    shown = page.get_by_role("button", name="Show the answer")
    shown.focus()
    view(other, "Settings")
    other.get_by_label("New questions a day").fill("7")
    other.get_by_label("New questions a day").blur()
    expect(page.locator(".practice-counts")).to_contain_text("7 New")
    expect(shown).to_be_focused()
    expect(page.locator(".practice-why p").first).to_be_visible()

    page.locator(".practice-deck summary").click()
    box = page.get_by_role("checkbox", name="Senior")
    box.focus()
    other.get_by_role("navigation", name="Practice").get_by_role("button", name="Flashcards").click()
    other.locator(".practice-deck summary").click()
    other.locator(".practice-deck").get_by_text("Mid", exact=True).click()
    expect(page.get_by_role("checkbox", name="Mid")).to_be_checked()
    expect(box).to_be_focused()
    other.get_by_role("button", name="All questions").click()
    expect(other.locator(".practice-deck summary")).to_be_focused()
    shown.focus()
    rate(other)
    expect(page.locator(".practice-prompt")).to_be_focused()

    view(page, "Progress")
    page.get_by_text("Sourdough: 2 topics").click()
    rate(other)
    expect(page.locator(".practice-tiles")).to_contain_text("2 of 14")
    expect(page.locator("summary", has_text="Sourdough: 2 topics")).to_be_focused()
    expect(page.get_by_role("region", name="Sourdough by topic")).to_be_visible()

    view(page, "Settings")
    field = page.get_by_label("Reviews a day")
    field.fill("55")
    rate(other)
    expect(page.locator(".practice-view")).to_contain_text("3 reviews of 3 questions")
    expect(field).to_be_focused()
    expect(field).to_have_value("55")


def test_an_undo_in_another_tab_renews_the_counts_beside_an_open_answer(
    practise: Callable[..., Page], mode: str
) -> None:
    page, other = practise(mode), practise(mode)
    asked = rate(page)
    expect(other.locator(".practice-prompt")).not_to_have_text(asked)
    rate(other)
    counts = page.locator(".practice-counts")
    expect(counts).to_contain_text("2 Learning")
    expect(counts).to_contain_text("8 New")
    asked = prompt(page)
    page.get_by_role("button", name="Show the answer").click()
    other.get_by_role("button", name="Undo").click()
    expect(counts).to_contain_text("1 Learning")
    expect(counts).to_contain_text("9 New")
    assert prompt(page) == asked
    expect(page.locator(".practice-answer")).to_be_focused()


def test_an_undo_in_another_tab_leaves_the_answer_to_its_question_open(practise: Callable[..., Page]) -> None:
    page, other = (practise("http", "?plan=first-loaf&step=know-the-dough") for _ in range(2))
    other.get_by_role("button", name="Show the answer").click()
    other.get_by_role("button", name=re.compile("^Again")).click()
    expect(page.locator(".practice-counts")).to_contain_text("1 Learning")
    page.get_by_role("button", name="Show the answer").click()
    page.get_by_text("In depth", exact=True).click()
    other.get_by_role("button", name="Undo").click()
    expect(page.locator(".practice-counts")).to_contain_text("0 Learning")
    expect(page.locator(".practice-labels")).to_contain_text("New")
    expect(page.locator(".practice-answer .depth")).to_be_visible()
    page.keyboard.press("3")
    assert reviews(page) == {POKE: [3]}


def test_a_tab_that_did_not_hear_of_the_other_merges_all_the_same(practise: Callable[..., Page]) -> None:
    first, second = practise(), practise()
    first.evaluate("addEventListener('storage', event => event.stopImmediatePropagation(), true)")
    second.evaluate("addEventListener('storage', event => event.stopImmediatePropagation(), true)")
    rate(first, "Good")
    rate(second, "Hard")
    first.reload()
    assert sorted(rating for given in reviews(first).values() for rating in given) == [2, 3]


@pytest.mark.parametrize("damage", ['{"version": 1, "cards": ', "[]", '{"version": "x"}'])
def test_corrupted_storage_is_kept_aside_and_reported(
    practise: Callable[..., Page], mode: str, damage: str
) -> None:
    page = practise(mode)
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, damage])
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("damaged")
    kept = page.evaluate(
        f"Object.keys(localStorage).filter(k => k.startsWith('{KEY}.damaged')).map(k => localStorage[k])"
    )
    assert kept == [damage]
    rate(page)
    assert len(reviews(page)) == 1
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the damaged document as a file").click()
    assert download.value.path().read_text(encoding="utf-8") == damage


def test_a_damaged_entry_does_not_take_the_others_with_it(practise: Callable[..., Page]) -> None:
    page = practise()
    rate(page)
    rate(page)
    page.evaluate(
        """key => {
            const progress = JSON.parse(localStorage.getItem(key));
            progress.cards[Object.keys(progress.cards)[0]].reviews = "lost";
            localStorage.setItem(key, JSON.stringify(progress));
        }""",
        KEY,
    )
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("damaged")
    assert len(reviews(page)) == 1


def test_a_document_of_a_newer_version_is_left_alone(practise: Callable[..., Page]) -> None:
    page = practise()
    text = '{"version": 99, "cards": {}}'
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, text])
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("newer version")
    rate(page)
    assert page.evaluate(f"localStorage.getItem('{KEY}')") == text


def test_full_storage_is_said_and_practice_goes_on(
    practise: Callable[..., Page], context: BrowserContext
) -> None:
    context.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }"
    )
    page = practise()
    rate(page)
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("no room left")
    alert.evaluate("alert => { window.first = alert; }")
    rate(page)
    export = page.get_by_role("button", name="Export now")
    with page.expect_download() as download:
        export.click()
    assert '"reviews"' in download.value.path().read_text(encoding="utf-8")
    expect(export).to_be_focused()
    assert alert.evaluate("alert => window.first === alert"), "it would be read out again after each card"


def test_blocked_storage_is_said(browser: Browser, built: Built) -> None:
    context = browser.new_context()  # the theme's own scripts fail without storage
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no') }})"
    )
    page = context.new_page()
    page.goto(built.address("http"))
    expect(page.get_by_role("alert")).to_contain_text("does not let the page store anything")
    rate(page)
    context.close()


def exported(page: Page, folder: Path) -> Path:
    view(page, "Settings")
    with page.expect_download() as download:
        page.get_by_role("button", name="Export as a file").click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return file


@pytest.mark.parametrize(("choice", "ratings"), [("Merge", [2, 3]), ("Replace", [3])])
def test_an_exported_file_can_be_imported(
    practise: Callable[..., Page], mode: str, tmp_path: Path, choice: str, ratings: list[int]
) -> None:
    page = practise(mode)
    rate(page, "Good")
    file = exported(page, tmp_path)
    page.evaluate("localStorage.clear()")
    page.reload()
    page.get_by_role("navigation", name="Practice").get_by_role("button", name="Flashcards").click()
    page.get_by_role("button", name="Suspend").click()
    rate(page, "Hard")
    view(page, "Settings")
    page.get_by_label("Import a file").set_input_files(file)
    preview = page.get_by_role("group", name=f"Preview of {file.name}")
    expect(preview).to_contain_text("1 review of 1 question")
    preview.get_by_role("button", name=re.compile(choice)).click()
    expect(preview).to_be_hidden()
    page.reload()
    assert sorted(rating for given in reviews(page).values() for rating in given) == ratings


def test_after_a_wrong_file_and_the_right_one_the_original_can_be_brought_back(
    practise: Callable[..., Page], tmp_path: Path
) -> None:
    page = practise()
    empty = exported(page, tmp_path)
    page.get_by_role("navigation", name="Practice").get_by_role("button", name="Flashcards").click()
    rate(page, "Good")
    view(page, "Settings")
    for _ in range(2):
        page.get_by_label("Import a file").set_input_files(empty)
        page.get_by_role("button", name=re.compile("^Replace")).click()
        expect(
            page.locator(".practice-note").get_by_text("Replaced. What was here is set aside")
        ).to_be_visible()
        assert reviews(page) == {}
    lines = page.get_by_role("listitem").filter(has_text="Replaced on")
    expect(lines).to_have_count(2)
    original = lines.last
    expect(original).to_contain_text("1 review, 1 of them not here.")
    original.get_by_role("button", name="Bring back").click()
    assert list(reviews(page).values()) == [[3]]
    expect(original).to_contain_text("1 review, none of them missing here.")
    expect(original.get_by_role("button", name="Bring back")).to_be_focused()
    with page.expect_download() as download:
        original.get_by_role("button", name="Save as a file").click()
    assert '"rating":3' in download.value.path().read_text(encoding="utf-8")
    original.get_by_role("button", name="Delete").click()
    expect(lines).to_have_count(1)
    expect(page.get_by_role("heading", level=2, name="Settings")).to_be_focused()
    assert list(reviews(page).values()) == [[3]]


def test_what_cannot_be_set_aside_is_not_replaced(
    practise: Callable[..., Page], context: BrowserContext, tmp_path: Path
) -> None:
    page = practise()
    file = exported(page, tmp_path)
    context.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }"
    )
    page.goto(page.url.partition("?")[0])
    asked = rate(page, "Easy")
    view(page, "Settings")
    page.get_by_label("Import a file").set_input_files(file)
    page.get_by_role("button", name=re.compile("^Replace")).click()
    expect(page.locator(".practice-note").get_by_text("Not replaced, for what is here")).to_be_visible()
    expect(page.get_by_text("1 review of 1 question")).to_be_visible()
    page.get_by_role("navigation", name="Practice").get_by_role("button", name="Flashcards").click()
    expect(page.locator(".practice-prompt")).not_to_have_text(asked)


def test_a_file_of_something_else_is_refused_and_can_be_chosen_again(
    practise: Callable[..., Page], tmp_path: Path
) -> None:
    page = practise()
    rate(page)
    view(page, "Settings")
    (tmp_path / "photo.json").write_text("no json", encoding="utf-8")
    chosen = page.get_by_label("Import a file")
    chosen.set_input_files(tmp_path / "photo.json")
    expect(page.get_by_role("alert")).to_contain_text("photo.json was not imported")
    expect(chosen).to_have_value("")  # or a browser would see no change in the same file, mended
    assert len(reviews(page)) == 1
