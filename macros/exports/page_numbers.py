"""Page numbers beside the links of a printed table of contents.

Chromium knows no `target-counter`, so they are written behind the links once the pages are there.
Source: https://developer.mozilla.org/en-US/docs/Web/CSS/target-counter
"""

from __future__ import annotations

from itertools import takewhile
from typing import Any

#: In points. Every reader of PDFs has Helvetica.
SIZE, GAP, FONT = 7, 4, "/PageNumber"


def number_links(pikepdf: Any, pdf: Any, until: str) -> None:
    """Write the number of its page behind each link on the pages before the place `until`."""
    places = pdf.Root.get("/Dests", {})
    if f"/{until}" not in places:
        return
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
    end = places[f"/{until}"][0].objgen
    for page in takewhile(lambda page: page.obj.objgen != end, pdf.pages):
        ends = {}  # a link that wraps has a box for each line: the last one is the lowest
        for link in page.get("/Annots", []):
            if str(link.get("/Dest", "")) in places:
                ends[str(link.Dest)] = [float(edge) for edge in link.Rect]
        texts = [
            f"BT {FONT} {SIZE} Tf 1 0 0 1 {right + GAP:.2f} {bottom + GAP / 2:.2f} Tm"
            f" ({numbers[places[name][0].objgen]}) Tj ET"
            for name, (_, bottom, right, _) in ends.items()
        ]
        if texts:
            page.add_resource(_font(pikepdf, pdf), pikepdf.Name.Font, pikepdf.Name(FONT))
            # Not part of the text: who listens to the book follows the links.
            content = "\n".join(["Q /Artifact BMC 0.28 g", *texts, "EMC"])
            page.contents_add(pikepdf.Stream(pdf, b"q"), prepend=True)  # Chromium leaves its own scale set
            page.contents_add(pikepdf.Stream(pdf, content.encode()))


def _font(pikepdf: Any, pdf: Any) -> Any:
    name = pikepdf.Name
    font = {"/Type": name.Font, "/Subtype": name.Type1, "/BaseFont": name.Helvetica}
    return pdf.make_indirect(pikepdf.Dictionary(font))
