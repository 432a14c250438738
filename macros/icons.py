"""An icon is content: shapes in the color of the text around it, in a square of 24 units."""

from __future__ import annotations

import re

from macros.issues import Issue, Location
from macros.svg import CHECK, Form, Kind, read_svg

#: The file's name, in the folder of a category or a service.
NAME = "icon.svg"
MOST = 2_000  # bytes: a page may show all of them
PAINT = Form(re.compile("none|currentColor"), "write currentColor: it follows the palette")
ATTRIBUTES = (
    "viewBox", "d", "points", "cx", "cy", "r", "rx", "ry", "x", "y", "x1", "y1", "x2", "y2", "width",
    "height", "transform", "fill-opacity", "fill-rule", "opacity", "stroke-width", "stroke-linecap",
    "stroke-linejoin", "stroke-dasharray",
)  # fmt: skip
KIND = Kind(
    "an icon",
    {"svg", "g", "path", "circle", "ellipse", "rect", "line", "polyline", "polygon"},
    {**dict.fromkeys(ATTRIBUTES, Form()), "fill": PAINT, "stroke": PAINT},
    root={"viewBox": "0 0 24 24"},
    given={"class": "icon", "aria-hidden": "true"},
)


def read_icon(data: bytes, path: str) -> tuple[str, list[Issue]]:
    """(the picture as it may stand in a page, what is wrong with it). Empty when anything is."""
    svg, issues = read_svg(data, path, KIND)
    if len(data) <= MOST:
        return svg, issues
    message = f"the icon has {len(data)} bytes"
    hint = f"draw it with fewer points: {MOST} are allowed"
    return "", [Issue(Location(path, 1), message, CHECK, hint), *issues]
