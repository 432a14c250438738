from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from macros.catalog import Catalog
from macros.exports.colors import BRAND
from macros.guide import Guide, load_catalog
from macros.sharing.social_cards import MARGIN, Painter, SocialCard, draw_all, file_name, social_card
from tests.support.guides import PROJECT, catalog

CARD = SocialCard("Baking", "How long a loaf cools", "2 questions", "Bread")


@pytest.fixture(scope="module")
def painter() -> Painter:
    return Painter(PROJECT / "overrides")


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


@pytest.mark.parametrize(
    ("page", "card"),
    [
        ("index.md", SocialCard("", "Bread", "1 question", "")),
        ("baking/index.md", SocialCard("", "Baking", "1 question", "Bread")),
        ("baking/sourdough/index.md", SocialCard("Baking", "Sourdough", "1 question", "Bread")),
        ("baking/sourdough/more.md", SocialCard("Baking · Sourdough", "More", "1 question", "Bread")),
        ("baking/oven.md", SocialCard("Baking", "Ovens", "1 question", "Bread")),
        ("tips/index.md", SocialCard("", "Tips", "1 question", "Bread")),
        ("tips/salt.md", SocialCard("Tips", "Salt", "1 question", "Bread")),
    ],
)
def test_a_card_says_what_the_page_is_and_what_it_belongs_to(
    tmp_path: Path, page: str, card: SocialCard
) -> None:
    def text(title: str) -> str:
        return f"---\ntitle: {title}\ndescription: {title}.\n---\n\n{title}.\n"

    files = {
        "docs/baking/sourdough/more.md": text("More"),
        "docs/baking/oven.md": text("Ovens"),
        "docs/tips/index.md": text("Tips"),
        "docs/tips/salt.md": text("Salt"),
    }
    guide = catalog(tmp_path, files)
    assert social_card(guide, guide.pages[page]) == card


def test_the_card_of_a_plan_counts_its_own_questions(bread: Guide) -> None:
    file = bread.catalog.root / "docs/plans/first-loaf.md"
    second = "      questions:\n        - {service: sourdough, level: [mid, senior], first: 4}\n"
    text = file.read_text(encoding="utf-8")
    assert second in text
    file.write_text(text.replace(second, ""), encoding="utf-8")
    guide = load_catalog(bread.catalog.root)
    assert social_card(guide, guide.pages["plans/first-loaf.md"]).note == "1 question"
    assert social_card(guide, guide.pages["plans/index.md"]).note == "2 questions"


def test_a_guide_without_questions_counts_none(tmp_path: Path) -> None:
    name = "docs/baking/sourdough/questions/poke-test.md"
    guide = catalog(tmp_path, {name: None})
    assert social_card(guide, guide.pages["index.md"]).note == ""


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("", "assets/social/index.png"),
        ("baking/", "assets/social/baking.png"),
        ("baking/sourdough.html", "assets/social/baking/sourdough.html.png"),
    ],
)
def test_a_page_has_its_picture_under_its_own_address(url: str, name: str) -> None:
    assert file_name(url) == name


def test_a_picture_is_small_and_has_the_size_that_previews_want(painter: Painter) -> None:
    data = painter.draw(CARD)
    assert opened(data).size == (1200, 630)
    assert len(data) < 40_000


def test_the_same_card_gives_the_same_bytes(painter: Painter) -> None:
    assert painter.draw(CARD) == Painter(PROJECT / "overrides").draw(CARD)


@pytest.mark.parametrize("field", ["kicker", "title", "note", "guide"])
def test_everything_that_a_card_says_is_drawn_and_named(painter: Painter, field: str) -> None:
    other = SocialCard(**{**CARD.__dict__, field: "Rye"})
    assert painter.draw(other) != painter.draw(CARD)
    assert painter.digest(other) != painter.digest(CARD)


@pytest.mark.parametrize(
    "title",
    [
        "Bread",
        "Everything that a baker should know about hydration, autolyse and the second proof of a loaf",
        "Pneumonoultramicroscopicsilicovolcanoconiosis",
        " ".join(["hydration"] * 60),
    ],
)
def test_a_title_of_any_length_stays_within_the_margins(painter: Painter, title: str) -> None:
    image = opened(painter.draw(SocialCard("", title, "", ""))).convert("RGB")
    paper = Image.new("RGB", (MARGIN - 8, image.height), BRAND)
    for left in (0, image.width - paper.width):
        strip = image.crop((left, 0, left + paper.width, image.height))
        assert strip.tobytes() == paper.tobytes()
    foot = image.crop((MARGIN, 450, image.width - MARGIN, 500))  # only the line stands there
    rows = {foot.crop((0, y, foot.width, y + 1)).tobytes() for y in range(foot.height)}
    assert len(rows) <= 2


def test_letters_that_hang_down_are_not_covered_by_the_next_line(painter: Painter) -> None:
    """The first of two lines is drawn as it is alone."""
    one, two = "gggggggggggggggggggg", "gggggggggggggggggggg gggggggggggggggggggg"
    alone = opened(painter.draw(SocialCard("", one, "", ""))).convert("L")
    both = opened(painter.draw(SocialCard("", two, "", ""))).convert("L")
    box = alone.getbbox() and (MARGIN, 150, 1200 - MARGIN, 262)
    first = alone.crop(box)
    assert all(new >= old for old, new in zip(first.tobytes(), both.crop(box).tobytes(), strict=True))


def test_a_theme_without_fonts_and_mark_has_cards_all_the_same(tmp_path: Path, painter: Painter) -> None:
    bare = Painter(tmp_path)
    assert opened(bare.draw(CARD)).size == (1200, 630)
    assert bare.digest(CARD) != painter.digest(CARD)


def test_only_what_has_changed_is_drawn_and_what_is_gone_is_forgotten(
    bread: Guide, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    guide: Catalog = bread.catalog
    count = len(guide.pages) - 2  # to which no search leads
    assert draw_all(guide, tmp_path / "a") == (count, count)
    assert draw_all(guide, tmp_path / "b") == (count, 0)
    kept = guide.root / ".cache/social"
    (kept / "0123.png").write_bytes(b"of a page that is gone")
    first = {file.name: file.read_bytes() for file in (tmp_path / "a/assets/social").rglob("*.png")}
    second = {file.name: file.read_bytes() for file in (tmp_path / "b/assets/social").rglob("*.png")}
    assert first == second
    (next(iter(kept.glob("?" * 32 + ".png")))).unlink()
    assert draw_all(guide, tmp_path / "c") == (count, 1)
    assert not (kept / "0123.png").exists()
