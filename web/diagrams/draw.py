"""Draw every Mermaid source of the guide that has no picture, or an older one, as SVG beside it.

Mermaid lays out in a browser, so this needs Chromium (Debian's `chromium`) and `npm ci` in web/. The
pictures are committed: building the site needs neither. Colors come from the site's stylesheet, so the SVG
keeps classes only.
Mermaid's options: https://mermaid.js.org/config/schema-docs/config.html
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from macros.attachments import diagram_digest  # noqa: E402

COLUMN = 820
MERMAID = ROOT / "web/node_modules/mermaid/dist/mermaid.min.js"
SETUP = """() => mermaid.initialize({
  startOnLoad: false, securityLevel: "strict", theme: "base", htmlLabels: false, deterministicIds: true,
  fontFamily: "system-ui, sans-serif", fontSize: 15, look: "classic",
  flowchart: { htmlLabels: false, useMaxWidth: true, padding: 12, wrappingWidth: 180 },
  sequence: { useMaxWidth: true, mirrorActors: false, width: 130 },
  state: { useMaxWidth: true },
})"""
DRAW = """async ([id, source]) => {
  const PRESENTATION = ["style", "fill", "stroke", "stroke-width", "font-family", "font-size", "font-weight"];
  const { svg } = await mermaid.render(id, source);
  const holder = document.createElement("div");
  holder.innerHTML = svg;
  const root = holder.querySelector("svg");
  document.body.append(holder);
  // What positions a text came from Mermaid's own stylesheet: it stays, as attributes.
  const placed = [...root.querySelectorAll("text")].map((text) => {
    const style = getComputedStyle(text);
    const names = ["text-anchor", "font-size", "dominant-baseline"];
    return [text, Object.fromEntries(names.map((name) => [name, style.getPropertyValue(name)]))];
  });
  root.querySelectorAll("style").forEach((style) => style.remove());
  for (const element of [root, ...root.querySelectorAll("*")]) {
    for (const name of PRESENTATION) element.removeAttribute(name);
  }
  for (const [text, attributes] of placed) {
    for (const [name, value] of Object.entries(attributes)) text.setAttribute(name, value);
  }
  for (const label of root.querySelectorAll("g.statediagram-state > g.label")) { // Mermaid sets them left
    label.setAttribute("transform", label.getAttribute("transform").replace(/\\(\\s*[-.\\d]+/, "(0"));
    label.querySelectorAll("text").forEach((text) => text.setAttribute("text-anchor", "middle"));
  }
  root.setAttribute("role", "img");
  root.removeAttribute("width");
  root.setAttribute("aria-roledescription", "diagram");
  holder.remove();
  return root.outerHTML;
}"""


def width(svg: str) -> int:
    """The width of a picture in pixels."""
    box = re.search(r'viewBox="\S+ \S+ (\S+) ', svg)
    return round(float(box[1])) if box else 0


def draw(page: Page, source: Path) -> None:
    """Write the picture of one source beside it.

    A flowchart that is wider than a page's column is drawn in the other direction, if that is narrower:
    shrunk text cannot be read.
    """
    text = source.read_text(encoding="utf-8")
    name = "d-" + re.sub(r"[^a-z0-9]+", "-", source.relative_to(ROOT / "docs").with_suffix("").as_posix())
    svg = page.evaluate(DRAW, [name, text])
    direction = re.match(r"flowchart (LR|TB|TD)", text)
    if width(svg) > COLUMN and direction:
        other = "TB" if direction[1] == "LR" else "LR"
        turned = text.replace(direction[0], f"flowchart {other}", 1)
        svg = min(svg, page.evaluate(DRAW, [name, turned]), key=width)
    mark = f'<svg data-source="{diagram_digest(text)}" width="{width(svg)}" '
    svg = svg.replace("<svg ", mark, 1)
    source.with_suffix(".svg").write_text(svg + "\n", encoding="utf-8")


def is_current(source: Path) -> bool:
    """Whether the picture was drawn from this text."""
    picture = source.with_suffix(".svg")
    mark = f'data-source="{diagram_digest(source.read_text(encoding="utf-8"))}"'
    return picture.is_file() and mark in picture.read_text(encoding="utf-8")


def main() -> int:
    """Draw what is due; exit code 1 when a source cannot be drawn."""
    sources = sorted((ROOT / "docs").rglob("*.mmd"))
    due = [file for file in sources if "--all" in sys.argv or not is_current(file)]
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if due and (not chromium or not MERMAID.is_file()):
        print("drawing needs Chromium (apt-get install chromium) and 'npm ci' in web/", file=sys.stderr)
        return 1
    failed = 0
    if due:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium,
                args=["--no-sandbox", "--disable-background-networking", "--disable-component-update"],
            )
            page = browser.new_page()
            page.set_content("<!doctype html><body></body>")
            page.add_script_tag(path=MERMAID)
            page.evaluate(SETUP)
            for source in due:
                try:
                    draw(page, source)
                except Exception as error:
                    failed += 1
                    place = source.relative_to(ROOT)
                    reason = str(error).splitlines()[0]
                    print(f"{place}:1: Mermaid cannot draw this: {reason}", file=sys.stderr)
            browser.close()
    print(f"{len(due) - failed} drawn, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
