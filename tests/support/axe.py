"""Pages held against axe: the rules of WCAG 2.2 A and AA, and what its makers call best practice.

`python -m tests.support.axe SITE` is the long way: every page of a built site in both palettes, at 100 % and
200 %, and the contrast of every element. What the tests run is the short way (see audit.js).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from macros.exports.tools import chromium
from tests.support.crawling import addresses
from tests.support.guides import PROJECT
from tests.support.serving import served

AXE = PROJECT / "web/node_modules/axe-core/axe.min.js"
AUDIT = (Path(__file__).parent / "audit.js").read_text(encoding="utf-8")
PALETTES = ("default", "slate")
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
#: A best practice that is none of WCAG's criteria: a table that compares has nothing to say in its corner,
#: and Markdown cannot make it a cell without the meaning of a heading.
OFF = ("empty-table-header",)
#: (width, height, pixels a CSS pixel): a window of 1280 by 900 pixels, and the same at 200 %.
ZOOMS = ((1280, 900, 1), (640, 450, 2))

#: Runs a JavaScript function with one argument in the page that is shown.
Run = Callable[[str, Any], Any]


class Audit:
    """What axe finds on the pages of one site, in one size of window."""

    def __init__(self, *, thorough: bool = False) -> None:
        self._known: dict[str, list[int]] | None = None if thorough else {name: [] for name in PALETTES}
        self._source = f"() => {{ {AXE.read_text(encoding='utf-8')} }}"

    def page(self, run: Run) -> list[str]:
        """The faults of the page that is shown: "rule (palette): what, in which element"."""
        run(self._source, None)
        given = {"tags": TAGS, "off": OFF, "palettes": PALETTES, "known": self._known}
        found = run(AUDIT, given)
        self._known = found.get("known")
        return list(found["faults"])


def main(folder: Path) -> int:
    """Every page of the site in `folder`, thoroughly; prints the faults. 0 if there are none."""
    faults = 0
    with sync_playwright() as playwright, served(folder) as base:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        pages = addresses(folder, base)
        for width, height, scale in ZOOMS:
            audit = Audit(thorough=True)
            context = browser.new_context(
                viewport={"width": width, "height": height},
                device_scale_factor=scale,
                service_workers="block",
            )
            tab = context.new_page()
            for path, address in pages.items():
                tab.goto(address)
                if tab.locator("#practice[data-cards]").count():
                    tab.wait_for_selector(".practice-nav")
                for fault in audit.page(tab.evaluate):
                    print(f"/{path} at {100 * scale} %: {fault}", flush=True)
                    faults += 1
        browser.close()
    print(f"{len(pages)} pages, {len(ZOOMS) * len(PALETTES)} ways each: {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="hold every page of a built site against axe")
    parser.add_argument("site", type=Path)
    sys.exit(main(parser.parse_args().site))
