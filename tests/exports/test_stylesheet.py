"""The components of the stylesheet become one file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from macros.exports import stylesheet
from macros.guide import Guide, load_catalog
from macros.issues import ContentError, Location
from tests.support.guides import PROJECT, guide, write

THEME = "overrides/assets/stylesheets"
FILE = "overrides/assets/generated/guide.css"


def opened(root: Path, files: dict[str, str]) -> Guide:
    return Guide(load_catalog(write(guide(root), {f"{THEME}/{name}": text for name, text in files.items()})))


def test_the_imported_files_stand_in_it_in_their_order_without_comments(tmp_path: Path) -> None:
    files = {
        "guide.css": '@import "b.css";\n@import "a.css";\n',
        "a.css": "/* gone */\n.a::before { content: \"/* kept */\"; }\n",
        "b.css": ".b { background: url(\"../images/b.svg\"); }\n",
    }  # fmt: skip
    stylesheet.ship(opened(tmp_path, files), tmp_path / "site")
    text = (tmp_path / FILE).read_text(encoding="utf-8")
    assert text == '.b { background: url("../images/b.svg"); }\n.a::before { content: "/* kept */"; }\n'
    assert (tmp_path / "site/assets/generated/guide.css").read_text(encoding="utf-8") == text


def test_a_build_that_changes_nothing_writes_nothing(tmp_path: Path) -> None:
    made = opened(tmp_path, {"guide.css": '@import "a.css";\n', "a.css": "a {}\n"})
    stylesheet.ship(made)
    before = (tmp_path / FILE).stat()
    stylesheet.ship(made)
    assert (tmp_path / FILE).stat() == before


def test_a_theme_without_such_a_file_has_no_stylesheet(tmp_path: Path) -> None:
    stylesheet.ship(Guide(load_catalog(guide(tmp_path))))
    assert not (tmp_path / FILE).exists()


def test_every_import_that_leads_nowhere_is_named(tmp_path: Path) -> None:
    made = opened(
        tmp_path, {"guide.css": '@import "a.css";\n@import "x.css";\n@import "y.css";\n', "a.css": ""}
    )
    with pytest.raises(ContentError) as caught:
        stylesheet.ship(made)
    assert [str(issue.location) for issue in caught.value.issues] == [
        f"{THEME}/guide.css:2",
        f"{THEME}/guide.css:3",
    ]
    assert "there is no stylesheet 'x.css'" in str(caught.value)
    assert not (tmp_path / FILE).exists()


def test_every_component_of_ours_is_imported_and_its_addresses_hold() -> None:
    folder = PROJECT / THEME
    source = folder / "guide.css"
    names = stylesheet.IMPORT.findall(source.read_text(encoding="utf-8"))
    assert sorted(names) == sorted(file.name for file in folder.glob("*.css") if file != source)
    text = stylesheet.joined(source, Location("guide.css"))
    addresses = re.findall(r'url\("([^")]+)"\)', text)
    assert addresses
    assert all((PROJECT / FILE).parent.joinpath(name).resolve().is_file() for name in addresses)
