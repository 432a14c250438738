"""Pictures of pages, held against those that are kept.

A picture is kept at a quarter of its size: small, and still to be looked at. What is compared are the average
colors of squares of 8 by 8 pixels. An edge that another version of the browser draws otherwise changes none
of them by much. A block that has moved, gone or changed its color changes many, or most in one place.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops

QUARTER = 4
#: Pixels of a kept picture along the side of a square: 8 pixels of the page.
SQUARE = 2
#: Of 255, how far the average of a square may be off in any channel.
TOLERATED = 28
#: The share of squares that may be off, in the whole picture and in any patch of 24 by 24 pixels.
SHARE, PATCH_SHARE = 0.04, 0.6
PATCH = 3
#: What keeps the pictures of today: UPDATE_VIEWS=1 pytest tests/browser/test_views.py
UPDATE = "UPDATE_VIEWS"


@dataclass(frozen=True)
class Difference:
    """Shares from 0 to 1 of the squares that are off: in the whole picture, and where most are."""

    share: float
    patch: float
    where: Image.Image | None = None

    def __bool__(self) -> bool:
        return self.share > SHARE or self.patch > PATCH_SHARE


def quarter(picture: Image.Image) -> Image.Image:
    """What is kept of a picture."""
    return picture.convert("RGB").reduce(QUARTER)


def difference(kept: Image.Image, seen: Image.Image) -> Difference:
    """How far two pictures are apart, both at a quarter of the size."""
    if kept.size != seen.size:
        return Difference(1, 1)
    squares = ImageChops.difference(kept.reduce(SQUARE), seen.reduce(SQUARE))
    red, green, blue = squares.split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    off = most.point(lambda value: 255 if value > TOLERATED else 0)
    # Every square counts in each patch that holds it, so that no border between patches hides anything.
    width, height = off.size
    pixels = off.tobytes()
    sums = [[0] * (width + 1) for _ in range(height + 1)]
    for y in range(height):
        for x in range(width):
            here = 1 if pixels[y * width + x] else 0
            sums[y + 1][x + 1] = here + sums[y][x + 1] + sums[y + 1][x] - sums[y][x]
    patch = max(
        sums[y + PATCH][x + PATCH] - sums[y][x + PATCH] - sums[y + PATCH][x] + sums[y][x]
        for y in range(height - PATCH + 1)
        for x in range(width - PATCH + 1)
    )
    return Difference(sums[height][width] / (width * height), patch / PATCH**2, off.resize(kept.size))


def held(kept: Path, seen: Image.Image, out: Path) -> str:
    """What is wrong with a picture, or nothing. With UPDATE_VIEWS=1 it is kept instead.

    A picture that is off is written to `out`, with the kept one and the squares that differ beside it.
    """
    small = quarter(seen)
    if os.environ.get(UPDATE):
        kept.parent.mkdir(parents=True, exist_ok=True)
        if not kept.is_file() or difference(_read(kept), small).share:  # no new bytes for what looks the same
            small.save(kept, "WEBP", quality=85, method=6)
        return ""
    if not kept.is_file():
        return f"{kept} is missing: run {UPDATE}=1 pytest tests/browser/test_views.py"
    before = _read(kept)
    found = difference(before, small)
    if not found:
        return ""
    out.mkdir(parents=True, exist_ok=True)
    seen.save(out / f"{kept.stem}.png")
    beside = Image.new("RGB", (small.width * 3, small.height))
    for number, picture in enumerate((before, small, found.where)):
        if picture:
            beside.paste(picture, (small.width * number, 0))
    beside.save(out / f"{kept.stem}-kept-seen-off.png")
    return f"{kept.stem}: {found.share:.1%} of it is off, {found.patch:.0%} in one place; look into {out}"


def _read(file: Path) -> Image.Image:
    with Image.open(file) as picture:
        return picture.convert("RGB")
