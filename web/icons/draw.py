"""Draw the site's icons as PNG from overrides/assets/images/icon.svg: python web/icons/draw.py."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
from macros.exports.tools import CHROMIUM_ARGUMENTS, chromium  # noqa: E402

IMAGES = ROOT / "overrides/assets/images"
SIZES = (192, 512)


def main() -> None:
    """Write icon-<size>.png beside the drawing."""
    drawing = (IMAGES / "icon.svg").read_text(encoding="utf-8")
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=chromium(), args=list(CHROMIUM_ARGUMENTS))
        for size in SIZES:
            page = browser.new_page(viewport={"width": size, "height": size})
            page.set_content(f"<style>body{{margin:0}}svg{{display:block}}</style>{drawing}")
            page.screenshot(path=IMAGES / f"icon-{size}.png")
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
