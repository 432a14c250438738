"""Macro calls in answers and definitions."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.catalog import Catalog
from macros.issues import ContentError, Location, MacroError
from macros.rendering.expansion import Expander
from macros.rendering.here import Here
from tests.support.guides import catalog

PLACE = Location("docs/a.md", 7)


def shout(guide: Catalog, here: Here, word: str, mark: str = "!") -> str:
    return f"{word.upper()}{mark} from {here.page}"


def fail(guide: Catalog, here: Here) -> str:
    raise MacroError("there is no bread", "bake some")


@pytest.fixture
def expander(tmp_path: Path) -> Expander:
    return Expander(catalog(tmp_path), {"shout": shout, "fail": fail})


def test_calls_are_replaced_by_what_the_macro_prints(expander: Expander) -> None:
    text = expander.expand("a {{ shout('b') }} c {{ shout('d', mark='?') }}", "x/y.md", PLACE)
    assert text == "a B! from x/y.md c D? from x/y.md"


@pytest.mark.parametrize(
    "text",
    ['a {{ shout("b") }} c\n', '{{ shout("b", mark="?") }}\n\n', 'x\n{{ shout("b") }}{{ shout("c") }}'],
)
def test_calls_in_the_plain_form_are_filled_as_jinja_fills_them(
    expander: Expander, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    quick = expander.expand(text, "x/y.md", PLACE)
    monkeypatch.setattr("macros.rendering.expansion.plain_calls", lambda _: None)
    assert quick == expander.expand(text, "x/y.md", PLACE)


def test_a_text_without_calls_stays_as_it_is(expander: Expander) -> None:
    assert expander.expand("a { #b } {# c", "x.md", PLACE) == "a { #b } {# c"


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("a\n\n{{ shout( }}", "docs/a.md:9: unexpected '}', expected ')'"),
        ("{{ fail() }}", "docs/a.md:7: there is no bread (bake some)"),
        ("{{ unknown() }}", "docs/a.md:7: 'unknown' is undefined"),
        ("{{ shout() }}", "docs/a.md:7: shout() missing 1 required positional argument: 'word'"),
        ("{{ ''.__class__ }}", "docs/a.md:7: access to attribute '__class__' of 'str' object is unsafe."),
    ],
)
def test_a_fault_is_a_finding_at_the_text_s_place(expander: Expander, text: str, finding: str) -> None:
    with pytest.raises(ContentError) as caught:
        expander.expand(text, "x.md", PLACE)
    assert str(caught.value) == finding
