"""Pictures are written anew, so that only what was read comes through."""

from __future__ import annotations

import pytest

from macros.svg import Form, Kind, read_svg

KIND = Kind("a loaf", {"svg", "g", "text"}, {"id": Form()}, texts={"text"}, given={"class": "loaf"})


def written(svg: str | bytes) -> str:
    made, issues = read_svg(svg if isinstance(svg, bytes) else svg.encode(), "a.svg", KIND)
    assert issues == []
    return made


@pytest.mark.parametrize(
    ("svg", "expected"),
    [
        ("<svg/>", '<svg class="loaf"/>'),
        ('<svg xmlns="http://x.example" xmlns:a="b"><g></g></svg>\n', '<svg class="loaf"><g/></svg>'),
        ("<svg><g><g id='a'/></g></svg>", '<svg class="loaf"><g><g id="a"/></g></svg>'),
        ("<svg><!-- <img src=x onerror=y> --></svg>", '<svg class="loaf"/>'),
        (
            "<svg><text><![CDATA[<img src=x onerror=y>]]></text></svg>",
            '<svg class="loaf"><text>&lt;img src=x onerror=y&gt;</text></svg>',
        ),
        ("<svg><text>a &amp;lt; b</text></svg>", '<svg class="loaf"><text>a &amp;lt; b</text></svg>'),
        ("<svg>\n  <text> a\nb </text>\n</svg>", '<svg class="loaf"><text> a\nb </text></svg>'),
        (
            '<?xml version="1.0" encoding="iso-8859-1"?><svg><text>é</text></svg>',
            '<svg class="loaf"><text>é</text></svg>',
        ),
    ],
)
def test_a_picture_is_written_anew(svg: str, expected: str) -> None:
    assert written(svg) == expected


def test_what_does_not_fit_has_its_line_and_a_hint() -> None:
    svg = '<svg>\n<txt/>\n<g ide="a"/>\n<g id="http:"/>\n<g>x</g>\n</svg>'
    made, issues = read_svg(svg.encode(), "a.svg", KIND)
    assert made == ""
    assert [str(issue) for issue in issues] == [
        "a.svg:2: a loaf has no <txt> (did you mean 'text'?)",
        "a.svg:3: a loaf has no attribute ide (did you mean 'id'?)",
        'a.svg:4: a loaf has no id "http:" (write numbers and names)',
        "a.svg:5: a loaf has no text in its <g> (leave it out)",
    ]


@pytest.mark.parametrize("data", [b"", b"<svg>", b"<svg></svg><g/>", b"<svg>\x80</svg>", b"\xff\xfe<\x00"])
def test_what_is_no_xml_is_a_finding(data: bytes) -> None:
    made, issues = read_svg(data, "a.svg", KIND)
    assert made == ""
    assert [issue.message.split(":")[0] for issue in issues] == ["this is no SVG"]


def test_another_document_is_no_picture() -> None:
    _, issues = read_svg(b"<g/>", "a.svg", KIND)
    assert [issue.message for issue in issues] == ["a loaf begins with <svg>"]
