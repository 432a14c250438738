from __future__ import annotations

from pathlib import Path

import pytest

from macros.checks import pictures
from tests.support.guides import edited, found

PAGE = "docs/baking/sourdough/index.md"
QUESTION = "docs/baking/sourdough/questions/poke-test.md"
LOAF = "../../assets/images/loaf.png"
FILES = {"docs/assets/images/loaf.png": b"\x89PNG\r\n\x1a\n"}
FORM = "(write ![what it shows](its path)"
ELSEWHERE = "lies on another site (put it into docs/assets/images)"
NONE = (
    "is no picture of the guide (draw a diagram, or put a picture into docs/assets/images; "
    "paths count from this file)"
)


def findings(tmp_path: Path, text: str) -> list[str]:
    """Findings about pictures on a page that holds `text` from its line 17 on."""
    files = edited(PAGE, "A starter is fed daily.", f"A starter is fed daily.\n\n{text}")
    return [
        str(issue).removeprefix(f"{PAGE}:")
        for issue in found(tmp_path, {**FILES, **files})
        if issue.check == pictures.ID
    ]


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        (f"![]({LOAF})", f"17: the picture '{LOAF}' has no words for who cannot see it {FORM})"),
        (f"a\n![ ]({LOAF})", f"18: the picture '{LOAF}' has no words for who cannot see it {FORM})"),
        ("![a](https://example.com/a.png)", f"17: the picture 'https://example.com/a.png' {ELSEWHERE}"),
        ("![a](//example.com/a.png)", f"17: the picture '//example.com/a.png' {ELSEWHERE}"),
        ("![a](data:image/png;base64,x)", f"17: the picture 'data:image/png;base64,x' {ELSEWHERE}"),
        (r"\\![a](//example.com/a.png)", f"17: the picture '//example.com/a.png' {ELSEWHERE}"),
        (
            "!{% raw %}[a](//example.com/a.png){% endraw %}",
            f"17: the picture '//example.com/a.png' {ELSEWHERE}",
        ),
        ("[![a](//example.com/a.png)](index.md)", f"17: the picture '//example.com/a.png' {ELSEWHERE}"),
        ("> ![a](//example.com/a.png)", f"17: the picture '//example.com/a.png' {ELSEWHERE}"),
        ("![a](\\\\example.com/assets/images/a.png)", f"17: '\\\\example.com/assets/images/a.png' {NONE}"),
        ("![a](index.md)", f"17: 'index.md' {NONE}"),
        ("![a](diagrams/rise.svg)", f"17: 'diagrams/rise.svg' {NONE}"),
        ("![a](../../assets/images/../a.png)", f"17: '../../assets/images/../a.png' {NONE}"),
    ],
)
def test_a_picture_without_words_or_of_elsewhere_is_a_finding(
    tmp_path: Path, text: str, finding: str
) -> None:
    assert findings(tmp_path, text) == [finding]


@pytest.mark.parametrize(
    "text",
    [
        "![a][b]\n\n[b]: https://example.com/a.png",
        "![b]\n\n[b]: https://example.com/a.png",
        "![a](<https://example.com/a.png>)",
        "![a](\nhttps://example.com/a.png)",
        "![a [b] c](https://example.com/a.png)",
        "![a](https://example.com/a(b).png)",
        "![a](https://example.com/a.png 'b')",
    ],
)
def test_a_picture_in_another_form_is_a_finding(tmp_path: Path, text: str) -> None:
    assert findings(tmp_path, text) == [
        f"17: a picture is not written as it must be here {FORM}; a bracket that is none is \\[)"
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"![A loaf]({LOAF})",
        f'![A loaf,\nand a tin]({LOAF} "Loaf"){{ width="300" }}',
        "`![a](https://example.com/a.png)`",
        "```text\n![a](https://example.com/a.png)\n```",
        r"\![a](https://example.com/a.png)",
        r"Fresh!\[1]",
    ],
)
def test_a_picture_of_the_guide_with_words_is_fine_and_so_is_code(tmp_path: Path, text: str) -> None:
    assert findings(tmp_path, text) == []


def test_pictures_of_answers_and_rubrics_are_held_to_it(tmp_path: Path) -> None:
    files = edited(QUESTION, "[The dent comes back slowly.]", '["A ![dent](//example.com/a.png)."]')
    text = files[QUESTION].replace("One does", f"![]({LOAF}) One does")
    lines = [
        issue.location.line
        for issue in found(tmp_path, {QUESTION: text, **FILES})
        if issue.check == pictures.ID
    ]
    assert lines == [7, 12]


def test_a_picture_that_is_not_there_is_a_dangling_link(tmp_path: Path) -> None:
    files = edited(PAGE, "A starter", "![A crumb](../../assets/images/crumb.png) A starter")
    (issue,) = found(tmp_path, {**FILES, **files})
    assert (issue.check, issue.location.line) == ("links", 15)
