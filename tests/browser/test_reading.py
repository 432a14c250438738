"""What helps while one reads: ways, anchors, tables, paper, and the page for addresses that lead nowhere."""

from __future__ import annotations

import io
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

SOURDOUGH = "baking/sourdough/"
POKE = 'details[data-question="sourdough/poke-test"]'


def test_a_path_of_links_leads_up(page: Page) -> None:
    page.goto("baking/yeast/")
    path = page.locator(".md-path")
    assert path.get_by_role("link").all_inner_texts() == ["Home", "Baking"]
    path.get_by_role("link", name="Baking").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Baking")


def test_a_service_says_how_long_it_takes_and_leads_to_what_comes_first(page: Page) -> None:
    page.goto(SOURDOUGH)
    head = page.locator(".page-head")
    expect(head).to_contain_text("2 questions to answer aloud, about 5 minutes.")
    head.get_by_role("link", name="Yeast").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Yeast")


@pytest.mark.parametrize("path", [SOURDOUGH, "glossary/", "facts/", "baking/yeast/"])
def test_every_heading_term_card_and_fact_can_be_linked_to(page: Page, path: str) -> None:
    page.goto(path)
    unlinked = page.evaluate("""() =>
        [...document.querySelectorAll("article :is(h2, h3, h4, h5, h6), [data-facts] tbody tr")]
            .filter((element) => !element.closest("details"))
            .filter((element) => element.querySelector("a.headerlink")?.hash !== `#${element.id}`)
            .map((element) => element.textContent)
    """)
    assert unlinked == []


def test_a_table_that_is_too_wide_scrolls_in_a_box_that_the_keyboard_reaches(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(SOURDOUGH)
    box = page.get_by_role("region", name="Table: Facts")
    expect(box).to_have_attribute("tabindex", "0")
    box.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.activeElement.scrollLeft > 0")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(box).to_have_count(0)


def test_a_diagram_that_is_cut_off_has_a_shade_where_it_goes_on_and_scrolls_by_key(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(SOURDOUGH)
    figure = page.locator("figure.diagram").first
    figure.locator("> svg").evaluate("svg => svg.setAttribute('width', 700)")

    def shades() -> tuple[bool, bool]:
        seen = Image.open(io.BytesIO(figure.screenshot())).convert("RGB")
        left, right, ground = (
            seen.getpixel((x, seen.height - 12)) for x in (3, seen.width - 4, seen.width // 2)
        )
        return left != ground, right != ground

    assert shades() == (False, True)
    figure.locator("summary").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('figure.diagram').scrollLeft > 0")
    figure.evaluate("it => it.scrollTo({ left: 150, behavior: 'instant' })")
    assert shades() == (True, True)
    figure.evaluate("it => it.scrollTo({ left: 9999, behavior: 'instant' })")
    assert shades() == (True, False)


def test_code_scrolls_in_its_box_and_can_be_copied(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(SOURDOUGH)
    code = page.locator(".highlight code").first
    said = code.inner_text()
    page.get_by_role("button", name="Copy").first.click()
    page.wait_for_function("async () => (await navigator.clipboard.readText()).length > 0")
    assert page.evaluate("navigator.clipboard.readText()").strip() == said.strip()
    code.evaluate("code => { code.textContent = 'long '.repeat(200); }")
    assert code.evaluate("code => getComputedStyle(code).overflowX") == "auto"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_paper_has_the_sources_addresses_and_none_of_the_controls(page: Page, tmp_path: Path) -> None:
    page.goto(f"{SOURDOUGH}#sourdough/poke-test")
    expect(page.locator(f"{POKE} .question-steps")).to_be_visible()
    rubric = page.locator(f"{POKE} .rubric li").first
    round_mark = "point => getComputedStyle(point, '::before').borderRadius === '50%'"
    assert rubric.evaluate(round_mark), "what looks like a box asks to be ticked"
    expect(page.locator(".md-button").first).to_be_visible()
    page.emulate_media(media="print")
    for part in (
        ".md-button",
        ".md-header",
        ".md-path",
        ".md-sidebar",
        ".filter-bar",
        ".question-steps",
        ".question-links",
        ".md-footer",
    ):
        assert page.locator(part).filter(visible=True).count() == 0, part
    after = "link => getComputedStyle(link, '::after').content"
    assert page.locator(f"{POKE} .sources a").first.evaluate(after) == '" <https://example.org/proof>"'
    assert page.locator(".page-sources a").first.evaluate(after) == '" <https://example.org/sourdough>"'
    assert (
        page.locator(".highlight code").first.evaluate("code => getComputedStyle(code).whiteSpace")
        == "pre-wrap"
    )


def test_a_card_on_paper_is_as_wide_as_the_paper_and_its_parts_stand_apart(page: Page) -> None:
    page.set_viewport_size({"width": 1000, "height": 900})
    page.emulate_media(media="print")
    page.goto(f"{SOURDOUGH}#sourdough/poke-test")
    rubric = page.locator(f"{POKE} .rubric li").first
    assert rubric.evaluate("it => getComputedStyle(it, '::before').borderRadius") != "50%", "boxes for a pen"
    boxes = page.locator(f"{POKE} summary .chip").evaluate_all(
        "all => all.map((it) => it.getBoundingClientRect())"
    )
    assert len(boxes) > 2
    assert all(other["left"] - one["right"] > 5 for one, other in pairwise(boxes))
    article, said, text = (
        page.locator(part).first.bounding_box()
        for part in ("article", f"{POKE} .spoken", f"{POKE} .spoken p")
    )
    assert article
    assert said
    assert text
    assert text["width"] > article["width"] * 0.95
    assert text["x"] - said["x"] > 5
    prompt = page.locator(".question-prompt").first
    assert prompt.evaluate("it => getComputedStyle(it).borderLeftWidth") == "0px"


@pytest.mark.parametrize("path", ["", SOURDOUGH, "facts/", "glossary/"])
def test_what_is_hidden_in_a_text_does_not_show_whatever_it_is(page: Page, path: str) -> None:
    """But for the bars of filters, whose place is kept until a script shows them."""
    page.goto(path)
    shown = page.evaluate("""() => [...document.querySelectorAll("article *:not(.filter-bar)")]
        .filter((it) => it instanceof HTMLElement)
        .filter((it) => {
            const before = it.hidden;
            it.hidden = true;
            const { display } = getComputedStyle(it);
            it.hidden = before;
            return display !== "none";
        })
        .map((it) => it.className || it.localName)
    """)
    assert shown == []


def test_back_to_top_covers_nothing_that_a_link_leads_to(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{SOURDOUGH}#sourdough/collapse")
    top = page.locator(".md-top")
    top.evaluate("it => { it.hidden = false; it.style.top = '64px'; }")  # as the theme's script does
    box = top.bounding_box()
    assert box
    assert 700 < box["y"] < 800 - box["height"]
    page.goto("practice/")
    expect(page.locator("#practice")).to_be_attached()
    expect(top).to_have_css("display", "none")


TYPES = "note abstract info tip success question warning failure danger bug example quote"


def test_fold_outs_of_every_type_have_the_colors_of_the_site(page: Page) -> None:
    """One ground and one edge; what warns has an icon in another color."""
    page.goto("")
    found = page.evaluate(
        """(types) => types.map((type) => {
          const [fold, box] = ["<details><summary>", "<div><p class='admonition-title'>"].map((markup) => {
            const place = document.createElement("div");
            document.querySelector("article").append(place);
            place.innerHTML = markup;
            return place.firstElementChild;
          });
          fold.className = type;
          box.className = `admonition ${type}`;
          return [fold, box].map((it) => [
            getComputedStyle(it).borderTopColor,
            getComputedStyle(it.firstElementChild).backgroundColor,
            getComputedStyle(it.firstElementChild, "::before").backgroundColor,
          ]);
        })""",
        [kind for kind in TYPES.split() if kind != "question"],  # a card
    )
    line, panel = "rgb(227, 223, 214)", "rgb(245, 243, 238)"
    assert {tuple(parts[:2]) for pair in found for parts in pair} == {(line, panel)}
    assert {parts[2] for pair in found for parts in pair} == {"rgb(12, 74, 79)", "rgb(122, 61, 0)"}


@pytest.fixture
def lost(page: Page, site: str) -> Page:
    """The site as a host serves it: addresses that lead nowhere show the page 404.html."""
    html = page.request.get(f"{site}404.html").text()
    page.route("**/lost/**", lambda route: route.fulfill(status=404, content_type="text/html", body=html))
    return page


def test_an_address_that_leads_nowhere_shows_the_pages_it_may_mean(lost: Page) -> None:
    lost.goto("lost/bakery/sourdoughs/")
    likely = lost.locator(".likely")
    expect(likely.get_by_role("link").first).to_have_text("Baking / Sourdough")
    expect(likely.get_by_role("link").last).to_have_text("Search for “lost bakery sourdoughs”")
    likely.get_by_role("link").first.click()
    expect(lost.get_by_role("heading", level=1)).to_have_text("Sourdough")


def test_an_address_that_is_like_nothing_offers_a_search_and_every_page(lost: Page) -> None:
    lost.goto("lost/%E0%A4%A")
    expect(lost.locator(".likely").get_by_role("link")).to_have_text(["Search for “lost e0 a4”"])
    lost.get_by_text("All pages").click()
    expect(lost.locator(".all-pages").get_by_role("link", name="Baking / Yeast")).to_be_visible()


def test_the_glossary_finds_a_term_by_another_of_its_names(page: Page) -> None:
    page.goto("glossary/")
    page.get_by_label("Text").fill("POKE")
    expect(page.locator(".glossary-tools output")).to_have_text("1 of 2 terms")
    expect(page.locator('[data-term-entry="starter"]')).to_be_hidden()
    expect(page.locator("h2#p")).to_be_visible()
    expect(page.locator("h2#s")).to_be_hidden()
    page.keyboard.press("Tab")
    assert page.url.endswith("/glossary/?text=POKE")
    page.evaluate("location.hash = 'starter'")
    expect(page.locator('[data-term-entry="starter"]')).to_be_visible()


def test_the_glossary_reads_its_terms_when_somebody_is_about_to_type(page: Page) -> None:
    """And a definition is found by its own words, not by the way to where its term is used."""
    page.goto("glossary/")
    page.locator(".glossary-tools:not([hidden])").wait_for()
    page.evaluate("document.querySelector('[data-term-entry=starter] p').textContent = 'Bubbling paste.'")
    page.get_by_label("Text").fill("bubbling paste")
    expect(page.locator(".glossary-tools output")).to_have_text("1 of 2 terms")
    page.get_by_label("Text").fill("places")
    expect(page.locator(".glossary-tools output")).to_have_text("0 of 2 terms")
    page.get_by_role("button", name="Clear filters").click()
    expect(page.locator(".glossary-tools output")).to_have_text("2 terms")


@pytest.mark.parametrize(
    ("said", "found"), [("It is slow.", 0), ("Three SLOs.", 1), ("(An SLO)", 1), ("An slo.", 1), ("SLO2", 0)]
)
def test_a_short_name_in_capitals_is_found_as_a_word(page: Page, said: str, found: int) -> None:
    page.goto("glossary/")
    page.locator(".glossary-tools:not([hidden])").wait_for()
    page.evaluate(f"document.querySelector('[data-term-entry=starter] p').textContent = '{said}'")
    for typed, count in (("SLO", found), ("SLOs", found), ("slo", 1), ("Slo", 1)):
        page.get_by_label("Text").fill(typed)
        expect(page.locator(".glossary-tools output")).to_have_text(f"{count} of 2 terms")


def test_the_glossary_is_printed_whole_and_without_the_ways_to_uses(page: Page) -> None:
    page.goto("glossary/")
    entry = page.locator('[data-term-entry="starter"]')
    expect(entry.get_by_role("link", name="Used in")).to_be_visible()
    # As an entry far down is: those at the top are there at once.
    more = "Array.from({length: 20}, () => document.createElement('div'))"
    page.evaluate(f"document.querySelector('.glossary-letter').before(...{more})")
    style = "entry => getComputedStyle(entry).contentVisibility"
    assert entry.evaluate(style) == "auto"
    page.emulate_media(media="print")
    assert entry.evaluate(style) == "visible"
    expect(entry.locator(".term-uses")).to_be_hidden()


class Steps:
    """Counts what a reader clicks."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.taken = 0
        page.goto("")

    def click(self, css: str, text: str) -> None:
        self.taken += 1
        self.page.locator(css, has_text=text).filter(visible=True).first.click()


@pytest.fixture
def steps(page: Page) -> Steps:
    return Steps(page)


def test_what_a_word_means_is_two_steps_from_the_first_page(steps: Steps) -> None:
    steps.click(".md-tabs__link", "Glossary")
    steps.page.get_by_label("Text").fill("proof")
    expect(steps.page.locator('[data-term-entry="proofing"]')).to_be_in_viewport()
    assert steps.taken + 1 <= 3


def test_where_a_number_comes_from_is_two_steps_from_the_first_page(steps: Steps) -> None:
    steps.click("article table a", "Sourdough")
    steps.page.locator("a.fact").first.wait_for()
    assert steps.page.locator("a.fact").first.get_attribute("href") == "https://example.org/proof"
    assert steps.taken + 1 <= 3


def test_a_wrong_answer_is_corrected_in_three_steps_from_the_first_page(steps: Steps) -> None:
    steps.click(".md-tabs__link", "All questions")
    steps.page.get_by_label("Text").fill("proofed")
    steps.click(".index-hits a", "proofed")
    edit = steps.page.locator(f"{POKE} .question-links a", has_text="Edit this question")
    expect(edit).to_be_visible()
    assert str(edit.get_attribute("href")).endswith("docs/baking/sourdough/questions/poke-test.md")
    assert steps.taken + 1 <= 3
