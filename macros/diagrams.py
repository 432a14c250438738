"""A diagram's picture is content: shapes and texts, as Mermaid draws them without HTML and without colors."""

from __future__ import annotations

import re

from macros.issues import Issue
from macros.svg import Form, Kind, read_svg

#: An element of the same picture, never another file.
MARKER = Form(re.compile(r"none|url\(#[\w-]+\)"))
BASE64 = Form(re.compile(r"[\w+/=]*", re.ASCII))
#: What the source calls something: no browser takes it for an address.
NAME = Form(re.compile(r".*"))
NAMES = (
    "id", "class", "name", "aria-describedby", "aria-labelledby", "data-id", "data-from", "data-to",
)  # fmt: skip
SHAPES = {"path", "circle", "ellipse", "rect", "line", "polyline", "polygon"}
MEASURES = (
    "role", "aria-roledescription", "data-source", "data-look", "data-et", "data-type", "data-edge",
    "viewBox", "preserveAspectRatio", "width", "height", "overflow", "transform", "transform-origin",
    "d", "points", "cx", "cy", "r", "rx", "ry", "x", "y", "x1", "y1", "x2", "y2", "dx", "dy",
    "refX", "refY", "markerUnits", "markerWidth", "markerHeight", "orient",
    "fill-rule", "clip-rule", "opacity", "stroke-opacity", "stroke-dasharray",
    "text-anchor", "font-size", "font-style", "dominant-baseline", "alignment-baseline", "xml:space",
    "gradientUnits", "offset", "stop-color", "stop-opacity", "stdDeviation", "flood-color", "flood-opacity",
)  # fmt: skip
KIND = Kind(
    "a diagram",
    {"svg", "g", "title", "desc", "defs", "symbol", "marker", "text", "tspan", *SHAPES}
    | {"filter", "feDropShadow", "linearGradient", "stop"},
    {
        **dict.fromkeys(MEASURES, Form()),
        **dict.fromkeys(NAMES, NAME),
        **dict.fromkeys(("marker-start", "marker-mid", "marker-end"), MARKER),
        "data-points": BASE64,
    },
    texts={"title", "desc", "text", "tspan"},
    words={"title", "desc"},
    given={"xmlns": "http://www.w3.org/2000/svg"},  # a book has it as a file of its own
    remedy="remove the picture and run 'make diagrams'; a kind that needs HTML cannot be shown",
)


def read_diagram(data: bytes, path: str) -> tuple[str, list[Issue]]:
    """(the picture as it may stand in a page, what is wrong with it). Empty when anything is."""
    return read_svg(data, path, KIND)
