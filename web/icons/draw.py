"""Draw the site's icon as bitmaps, for devices that install the site and take no SVG. Needs Chromium."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

IMAGES = Path(__file__).resolve().parents[2] / "overrides/assets/images"
SIZES = (192, 512)


def draw(size: int) -> bytes:
    """The icon as a square PNG, its corners filled: systems cut them as they like."""
    svg = (IMAGES / "icon.svg").read_text(encoding="utf-8").replace(' rx="14"', "")
    page = (
        f"<!doctype html><style>*{{margin:0}}svg{{display:block;height:{size}px;width:{size}px}}</style>{svg}"
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-background-networking"]
        )
        tab = browser.new_page(viewport={"width": size, "height": size})
        tab.set_content(page)
        picture = tab.screenshot()
        browser.close()
    return picture


def main() -> int:
    """Write one file for each size."""
    for size in SIZES:
        (IMAGES / f"icon-{size}.png").write_bytes(draw(size))
    return 0


if __name__ == "__main__":
    sys.exit(main())
