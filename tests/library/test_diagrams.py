from __future__ import annotations

import pytest

from macros.catalog import Catalog
from macros.issues import MacroError
from macros.library.diagrams import diagram
from macros.rendering.here import Here


@pytest.mark.parametrize(("directory_urls", "urls"), [(True, "directory"), (False, "file")])
def test_a_diagram_is_a_place_that_knows_its_page(bread: Catalog, directory_urls: bool, urls: str) -> None:
    assert diagram(bread, Here("a/b.md", directory_urls), "baking/sourdough/diagrams/rise") == (
        '<div data-place="diagram" data-id="baking/sourdough/diagrams/rise" '
        f'data-page="a/b.md" data-urls="{urls}"></div>'
    )


def test_an_unknown_diagram_raises(bread: Catalog) -> None:
    with pytest.raises(MacroError, match="there is no diagram 'rise'"):
        diagram(bread, Here("a.md"), "rise")
