"""The picture in the preview of a link: a page's title, what it belongs to, how many questions there are.

The same page gives the same bytes, with the same fonts and the same Pillow. A picture is kept in `.cache/` by
what goes into it, so that a build draws only what has changed.
"""

from __future__ import annotations

import io
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

import PIL
from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFont

from macros.catalog import Catalog
from macros.exports.book_parts import guide_title
from macros.exports.colors import BRAND
from macros.models import Page
from macros.planning import questions_of
from macros.rendering.here import site_url
from macros.sharing import SOCIAL
from macros.whole_files import whole

#: What the large previews of all networks take without cutting. Source: https://ogp.me/
WIDTH, HEIGHT = 1200, 630
MARGIN = 80
#: In the theme's folder, where a guide has them: else Pillow's own font writes, and no mark is drawn.
TITLE_FONT, TEXT_FONT = "assets/fonts/guide-serif.woff2", "assets/fonts/guide-sans.woff2"
MARK = "assets/images/icon-192.png"
MARK_SIZE = 64
#: Height of the small letters, and where the last line of them stands.
SMALL, FOOT = 36, 518
#: From large to small: the first size in which the title takes no more than three lines.
TITLE_SIZES = (92, 80, 70, 60, 52)
TITLE_LINES = 3
#: Inks on the brand's color. A picture holds a number for each pixel: 16 steps from the paper to each ink.
INKS = {"white": "#ffffff", "pale": "#c9dde6", "line": "#2d7391"}
STEPS = 16


@dataclass(frozen=True)
class SocialCard:
    """What one picture says. `kicker` stands above the title, `note` below; both may be empty."""

    kicker: str
    title: str
    note: str
    guide: str


def file_name(url: str) -> str:
    """The picture's path below the site for the page at `url` below it (empty for the first page).

    The head of a page names it by the same rule: `partials/sharing.html`.
    """
    return f"{SOCIAL}/{url.strip('/') or 'index'}.png"


def social_card(catalog: Catalog, page: Page) -> SocialCard:
    """What the picture of a page says."""
    service = next((item for item in catalog.services.values() if _in(page, item.page)), None)
    category = next((item for item in catalog.categories.values() if _in(page, item.page)), None)
    if service:
        above = [category.name] if category else []
        above += [service.short] if page.path != service.page else []
    elif category:
        above = [category.name] if page.path != category.page else []
    else:
        index = catalog.pages.get(f"{page.path.rpartition('/')[0]}/index.md")
        above = [index.title] if index and index is not page else []
    total = len(catalog.questions)
    count = len(catalog.at_home.get(page.path, ()))
    if page.plan:
        count = len(questions_of(catalog, page.plan.steps))
    if not count and service:
        count = len(catalog.by_section.get(service.id, ()))
    if not count and category:
        count = len(catalog.of_category(category.id))
    count = count or total
    return SocialCard(
        " · ".join(above),
        page.title,
        f"{count:,} {'question' if count == 1 else 'questions'}" if count else "",
        "" if page.path == "index.md" else guide_title(catalog),
    )


def _in(page: Page, index: str) -> bool:
    """Whether a page lies in the folder of an index page."""
    return page.path.startswith(index.removesuffix("index.md"))


def draw_all(catalog: Catalog, site: Path) -> tuple[int, int]:
    """Draw the picture of every page that search is to find into the site: (how many, how many drawn anew).

    Pictures of pages that are gone leave the cache.
    """
    painter = Painter(catalog.root / catalog.config.theme_folder)
    kept = catalog.root / ".cache" / "social"
    used, drawn = set(), 0
    pages = [page for page in catalog.pages.values() if page.is_found]
    for page in pages:
        card = social_card(catalog, page)
        name = kept / f"{painter.digest(card)}.png"
        used.add(name)
        if not name.is_file():
            drawn += 1
            with whole(name) as part:
                part.write_bytes(painter.draw(card))
        with whole(site / file_name(site_url(page.path, catalog.config.directory_urls))) as part:
            part.write_bytes(name.read_bytes())
    for old in set(kept.glob("*.png")) - used:
        old.unlink(missing_ok=True)
    return len(pages), drawn


class Painter:
    """Draws pictures with the fonts and the mark of a theme's folder."""

    def __init__(self, theme: Path) -> None:
        self._theme = theme
        self._fonts: dict[tuple[str, int, int], ImageFont.FreeTypeFont] = {}

    def digest(self, card: SocialCard) -> str:
        """A name for the picture that stands for all that goes into it."""
        return blake2b(repr(card).encode(), key=self._materials, digest_size=16).hexdigest()

    def draw(self, card: SocialCard) -> bytes:
        """The picture as a PNG file."""
        numbers, mark = self._paper.copy(), self._mark
        small = self._font(TEXT_FONT, SMALL, 600)
        above = _cut(card.kicker, small, WIDTH - 2 * MARGIN)
        self._write(numbers, above, (MARGIN, MARGIN), small, "pale")
        font, lines = self._title(card.title)
        height = font.size * 1.2
        for number, line in enumerate(lines):
            self._write(numbers, line, (MARGIN, round(150 + number * height)), font, "white")
        right = WIDTH - MARGIN - round(small.getlength(card.note))
        self._write(numbers, card.note, (right, FOOT), small, "white")
        left = MARGIN
        if mark:
            numbers.paste(mark[0], (MARGIN, FOOT + SMALL // 2 - MARK_SIZE // 2))
            left += mark[0].width + 24
        quiet = self._font(TEXT_FONT, SMALL, 400)
        self._write(numbers, _cut(card.guide, quiet, right - left - 40), (left, FOOT), quiet, "pale")
        numbers.putpalette(self._palette)
        file = io.BytesIO()
        numbers.save(file, "PNG", compress_level=6)  # 9 takes seven times as long for a tenth of the bytes
        return file.getvalue()

    def _title(self, text: str) -> tuple[ImageFont.FreeTypeFont, list[str]]:
        """The largest font in which a title has room, and its lines there; the rest is cut off."""
        width = WIDTH - 2 * MARGIN
        for size in TITLE_SIZES:
            font = self._font(TITLE_FONT, size, 700)
            lines = _lines(text, font, width)
            if len(lines) <= TITLE_LINES and all(font.getlength(line) <= width for line in lines):
                return font, lines
        rest = " ".join(lines[TITLE_LINES - 1 :])
        return font, [_cut(line, font, width) for line in (*lines[: TITLE_LINES - 1], rest)]

    @staticmethod
    def _write(
        numbers: Image.Image, text: str, place: tuple[int, int], font: ImageFont.FreeTypeFont, ink: str
    ) -> None:
        """Write one line. Its pixels become the numbers of its ink's steps."""
        if not text:
            return
        box = font.getbbox(text)
        shade = Image.new("L", (round(box[2]) + 1, round(box[3]) + 1))
        ImageDraw.Draw(shade).text((0, 0), text, fill=255, font=font)
        first = list(INKS).index(ink) * STEPS
        steps = [first + round(shade * (STEPS - 1) / 255) if shade else 0 for shade in range(256)]
        # Only where there is ink: a line must not cover the letters that hang down from the one above.
        numbers.paste(shade.point(steps), place, shade.point([0] + [255] * 255))

    def _font(self, name: str, size: int, weight: int) -> ImageFont.FreeTypeFont:
        """A font of the theme in one size and, where it can be set, weight."""
        key = (name, size, weight)
        if key not in self._fonts:
            file = self._theme / name
            # One way to set lines on every machine: the other one uses what the system has.
            layout = ImageFont.Layout.BASIC
            if file.is_file():
                font = ImageFont.truetype(file, size, layout_engine=layout)
                with suppress(OSError):  # a font without axes
                    font.set_variation_by_axes([weight])
            else:
                font = _own_font(size)
            self._fonts[key] = font
        return self._fonts[key]

    @cached_property
    def _paper(self) -> Image.Image:
        """What all pictures have: the brand's color and a line above the foot."""
        numbers = Image.new("L", (WIDTH, HEIGHT))
        line = (list(INKS).index("line") + 1) * STEPS - 1
        ImageDraw.Draw(numbers).rectangle((MARGIN, FOOT - 48, WIDTH - MARGIN - 1, FOOT - 46), fill=line)
        return numbers

    @cached_property
    def _mark(self) -> tuple[Image.Image, list[int]] | None:
        """The mark in numbers that follow those of the inks, and the colors of these."""
        file = self._theme / MARK
        if not file.is_file():
            return None
        with Image.open(file) as image:
            colored = Image.new("RGBA", image.size, BRAND)
            colored.alpha_composite(image.convert("RGBA"))
        opaque = colored.convert("RGB")
        drawn = ImageChops.difference(opaque, Image.new("RGB", opaque.size, BRAND)).getbbox()
        if not drawn:
            return None
        opaque = opaque.crop(drawn)  # icons have a margin of the paper's color
        width = max(1, round(MARK_SIZE * opaque.width / opaque.height))
        small = opaque.resize((width, MARK_SIZE), Image.Resampling.LANCZOS)
        few = small.quantize(64, dither=Image.Dither.NONE)
        first = len(INKS) * STEPS
        numbers = Image.frombytes("L", few.size, bytes(first + number for number in few.tobytes()))
        return numbers, list(few.getpalette() or [])

    @cached_property
    def _palette(self) -> list[int]:
        """Red, green and blue of each number."""
        paper = ImageColor.getrgb(BRAND)
        steps = [
            round(low + (high - low) * step / (STEPS - 1))
            for ink in INKS.values()
            for step in range(STEPS)
            for low, high in zip(paper, ImageColor.getrgb(ink), strict=True)
        ]
        return steps + (self._mark[1] if self._mark else [])

    @cached_property
    def _materials(self) -> bytes:
        """What every picture is made with: this code, Pillow, and the files of the theme."""
        digest = blake2b(PIL.__version__.encode(), digest_size=32)
        for file in (Path(__file__), *(self._theme / name for name in (TITLE_FONT, TEXT_FONT, MARK))):
            digest.update(blake2b(file.read_bytes()).digest() if file.is_file() else b"none")
        return digest.digest()


def _own_font(size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.load_default(size)
    if not isinstance(font, ImageFont.FreeTypeFont):
        raise TypeError("this Pillow was built without FreeType")
    return font


def _lines(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """A text in lines of at most `width` pixels; a single word may be longer."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _cut(text: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    """A line of at most `width` pixels, with a sign where something is left out."""
    if font.getlength(text) <= width:
        return text
    while text and font.getlength(f"{text}…") > width:
        text = text[:-1]
    return f"{text.rstrip()}…"
