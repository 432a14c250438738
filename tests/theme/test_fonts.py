"""The typefaces that the site ships are small, licensed, and hold every character of the guide."""

from __future__ import annotations

import importlib.util
import sys
from types import ModuleType

import pytest
from fontTools.ttLib import TTFont

from tests.support.guides import PROJECT

MOST = 60_000  # bytes of all faces: a first visit needs at most these


@pytest.fixture(scope="module")
def subset() -> ModuleType:
    """The script that cuts the faces down."""
    spec = importlib.util.spec_from_file_location("subset_fonts", PROJECT / "web/fonts/subset.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_every_character_of_the_guide_is_there_or_known_to_come_from_elsewhere(subset: ModuleType) -> None:
    wanted = subset.characters()
    for face in subset.FACES:
        has = {chr(code) for code in TTFont(subset.FONTS / face.file).getBestCmap()}
        missing = wanted - has - subset.FALLS_BACK[face.file]
        assert not missing, f"{face.file} lacks {sorted(missing)}: 'make fonts', or name it in FALLS_BACK"


def test_they_are_small_enough_for_a_first_visit(subset: ModuleType) -> None:
    files = {face.file for face in subset.FACES}
    assert {file.name for file in subset.FONTS.glob("*.woff2")} == files
    assert sum((subset.FONTS / file).stat().st_size for file in files) <= MOST


def test_the_license_of_each_lies_beside_it_and_none_carries_a_reserved_name(subset: ModuleType) -> None:
    licenses = [file.read_text(encoding="utf-8") for file in subset.FONTS.glob("OFL-*.txt")]
    assert len(licenses) == len({face.package for face in subset.FACES})
    assert all("SIL OPEN FONT LICENSE Version 1.1" in text for text in licenses)
    for face in subset.FACES:
        names = {record.nameID: str(record) for record in TTFont(subset.FONTS / face.file)["name"].names}
        assert names[1].startswith("Guide")
        assert "Copyright" in names[0] or "©" in names[0]
        assert not any(word in names[1] + names[4] for word in ("Source", "Plex", "Figtree"))


def test_the_stylesheet_is_what_the_script_makes_of_the_faces(subset: ModuleType) -> None:
    fonts = {face.file: (subset.FONTS / face.file).read_bytes() for face in subset.FACES}
    assert subset.STYLESHEET.read_text(encoding="utf-8") == subset.stylesheet(fonts)


def test_what_stands_in_until_a_face_has_come_is_as_wide(subset: ModuleType) -> None:
    for family, stand_ins in subset.STAND_INS.items():
        width, em = subset.WIDTHS[family]
        for item in stand_ins:
            assert f'"{item.family}"' in (subset.STYLESHEET.parent / "tokens.css").read_text(encoding="utf-8")
            size = (width / em) / (item.width / item.em)
            assert item.width / item.em * size == pytest.approx(width / em)
            assert f"size-adjust: {size:.1%}" in subset.STYLESHEET.read_text(encoding="utf-8")
