"""The PDFs: as Chromium prints them, read back with pypdf, pikepdf and poppler."""

from __future__ import annotations

import shutil
import subprocess
from html import escape
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import Destination

from macros.exports import pdf
from macros.exports.tools import MissingToolError, browser, chromium
from macros.guide import Guide, load_catalog
from macros.rendering.templating import fill
from tests.exports.test_book import opened
from tests.support.guides import PROJECT, copy_site

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("bread")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1768000000")
        pdf.export(opened(root), root / "out")
    return root / "out"


@pytest.fixture(scope="module")
def book(out: Path) -> PdfReader:
    return PdfReader(out / "guide.pdf")


def text(reader: PdfReader) -> str:
    return "\n".join(" ".join(page.extract_text().split()) for page in reader.pages)


def outline(items: list[Any]) -> list[Any]:
    return [item.title if isinstance(item, Destination) else outline(item) for item in items]


def destinations(reader: PdfReader) -> tuple[set[str], list[str]]:
    """(names of places inside the book, addresses outside) that the pages link to."""
    inner, outer = set(), []
    for page in reader.pages:
        for entry in page.get("/Annots", []):
            link = entry.get_object()
            if "/Dest" in link:
                inner.add(str(link["/Dest"]).removeprefix("/"))
            elif "/A" in link:
                outer.append(str(link["/A"]["/URI"]))
    return inner, outer


def test_there_is_one_of_everything_and_one_for_each_category(out: Path) -> None:
    assert sorted(file.name for file in out.iterdir()) == ["guide-baking.pdf", "guide.pdf"]
    category = text(PdfReader(out / "guide-baking.pdf"))
    assert "How do you know that a dough is proofed?" in category
    assert "Forty guests" not in category


def test_every_answer_is_open(book: PdfReader) -> None:
    found = text(book)
    for part in ("The dent comes back slowly.", "One does the poke test.", "Rye.", "starter", "<hot>"):
        assert part in found
    assert "2 questions with answers, 1 terms" in found
    assert "�" not in found


def test_the_outline_has_parts_services_pages_and_questions(book: PdfReader) -> None:
    assert outline(book.outline) == [
        "How to use this book",
        "Baking",
        ["Sourdough", ["How do you know that a dough is proofed?", "The oven", ["Heat"]]],
        "Meals",
        ["Forty guests come. What do you bake?"],
        "Glossary",
        ["S", ["starter"]],
    ]


def test_pages_are_numbered(book: PdfReader) -> None:
    for number, page in enumerate(book.pages, 1):
        assert f"{number} / {len(book.pages)}" in " ".join(page.extract_text().split())


def test_links_within_lead_to_places_and_others_to_the_web(book: PdfReader) -> None:
    inner, outer = destinations(book)
    assert {"q-sourdough-poke-test", "t-starter", "p-baking-sourdough-oven--heat"} <= inner
    assert inner <= {name.removeprefix("/") for name in book.named_destinations}
    assert "https://example.org/proof" in outer
    assert all(address.startswith("https://") for address in outer)


def test_it_is_tagged_and_names_its_language_and_title(book: PdfReader) -> None:
    catalog: Any = book.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/StructTreeRoot"]
    assert catalog["/Lang"] == "en"
    assert book.metadata
    assert book.metadata.title == "Bread"
    assert book.metadata["/CreationDate"] == "D:20260109000000+00'00'"


def test_its_objects_are_packed(out: Path) -> None:
    """A tagged book is mostly small objects: packed, the whole guide takes a third."""
    assert b"/ObjStm" in (out / "guide.pdf").read_bytes()


def test_a_second_print_is_the_same_bytes(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1768000000")
    again = pdf.export(Guide(load_catalog(out.parent)), out.parent / "again")
    assert [file.read_bytes() for file in again] == [(out / file.name).read_bytes() for file in again]


def test_what_chromium_counts_and_dates_is_made_repeatable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1768000000")
    one = b"/CreationDate (D:20200101000000+00'00') (node00000152) (node00000154) (node00000152)"
    two = b"/CreationDate (D:20210101000000+00'00') (node00000156) (node00000159) (node00000156)"
    assert pdf._repeatable(one) == pdf._repeatable(two)
    assert len(pdf._repeatable(one)) == len(one)


def test_pdftotext_reads_every_page(out: Path, book: PdfReader) -> None:
    command = ["pdftotext", "-enc", "UTF-8", str(out / "guide.pdf"), "-"]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert found.count("\f") == len(book.pages)
    assert "How do you know that a dough is proofed?" in " ".join(found.split())
    assert "�" not in found


def test_pdftoppm_draws_every_page(out: Path, book: PdfReader, tmp_path: Path) -> None:
    command = ["pdftoppm", "-r", "20", "-gray", str(out / "guide.pdf"), str(tmp_path / "page")]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stderr == ""
    pictures = [Image.open(file) for file in sorted(tmp_path.glob("page-*.pgm"))]
    assert len(pictures) == len(book.pages)
    assert all(picture.getextrema()[0] < 128 for picture in pictures)  # none is blank


def missing_glyphs(file: Path) -> int:
    """How often glyph 0, the box for what a font does not have, is drawn."""
    count = 0
    with pikepdf.open(file) as document:
        for page in document.pages:
            fonts, composite = page.get("/Resources", {}).get("/Font", {}), False
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) == "Tf":
                    composite = fonts[str(operands[0])].Subtype == "/Type0"
                elif str(operator) in ("Tj", "TJ") and composite:
                    items = operands[0] if str(operator) == "TJ" else [operands[0]]
                    drawn = b"".join(bytes(item) for item in items if isinstance(item, pikepdf.String))
                    count += sum(drawn[at : at + 2] == b"\0\0" for at in range(0, len(drawn), 2))
    return count


@pytest.mark.parametrize(("more", "boxes"), [("", 0), ("\u0378", 3)])
def test_every_character_of_the_guide_has_a_glyph(tmp_path: Path, more: str, boxes: int) -> None:
    """Its characters in each of the book's fonts, on one page; one that no font has shows what is counted."""
    content = (file for end in ("md", "yml", "py", "svg") for file in (PROJECT / "docs").rglob(f"*.{end}"))
    used = {character for file in content for character in file.read_text(encoding="utf-8")}
    text = escape("".join(sorted(character for character in used if character.isprintable())) + more)
    style = fill("exports/print.css.jinja", code="")
    source = tmp_path / "characters.html"
    source.write_text(
        f"<!doctype html><meta charset=utf-8><style>{style}</style><p>{text}</p>"
        f"<p class=quiet>{text}</p><pre>{text}</pre>",
        encoding="utf-8",
    )
    with browser() as running:
        file = pdf._print(running, source, tmp_path / "characters.pdf")
    assert missing_glyphs(file) == boxes


def test_the_contents_name_the_page_of_each_chapter(book: PdfReader) -> None:
    (contents,) = (page.extract_text().split() for page in book.pages if "Contents" in page.extract_text())
    places = book.named_destinations
    for title, name in (("Sourdough", "/p-baking-sourdough-index"), ("Glossary", "/p-glossary-index")):
        page = book.get_destination_page_number(places[name])
        assert page is not None
        assert title in contents
        assert str(page + 1) in contents


def test_the_foot_of_a_page_names_its_chapter(book: PdfReader) -> None:
    feet = [" ".join(page.extract_text().split()) for page in book.pages]
    assert any("proofed?" in foot and "Bread · Sourdough" in foot for foot in feet)
    assert any("starter" in foot and "Bread · Glossary" in foot for foot in feet)


def test_it_begins_with_how_to_use_it_and_its_day(book: PdfReader) -> None:
    found = text(book)
    assert "This edition is of 9 January 2026: 2 questions with answers and 1 terms." in found
    assert "What a good answer covers" in found


def test_without_chromium_the_export_says_what_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(MissingToolError, match="apt-get install chromium"):
        chromium({})
    with pytest.raises(MissingToolError, match="needs Chromium"):
        pdf.export(opened(tmp_path), tmp_path / "out")


def test_a_browser_that_does_not_start_is_said_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    broken.chmod(0o755)
    monkeypatch.setenv("CHROMIUM", str(broken))
    with pytest.raises(MissingToolError, match=f"{broken} does not; set CHROMIUM to") as caught, browser():
        pass
    assert len(str(caught.value).splitlines()) == 1


def test_playwright_without_its_driver_is_no_fault_of_the_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    from playwright import sync_api

    class Driverless:
        def start(self) -> None:
            raise FileNotFoundError(2, "No such file or directory", "driver/node")

    monkeypatch.setattr(sync_api, "sync_playwright", Driverless)
    with pytest.raises(MissingToolError, match="needs playwright's driver; install it with: "), browser():
        pass


def test_a_study_plan_is_a_book_of_its_own(tmp_path: Path) -> None:
    """Its steps in order, each with what to do, what to read and what is asked."""
    guide = Guide(load_catalog(copy_site("bread", tmp_path / "bread")))
    files = {file.name for file in pdf.export(guide, tmp_path)}
    assert files == {"guide.pdf", "guide-baking.pdf", "plan-first-loaf.pdf"}
    found = PdfReader(tmp_path / "plan-first-loaf.pdf")
    assert found.metadata
    assert found.metadata.title == "Bread: First loaf"
    assert outline(found.outline)[:2] == ["How to use this book", "Know the dough"]
    assert outline(found.outline)[3:] == ["Mind the oven"]
    what_to_do = "Bake a loaf and look at its crumb. Then answer aloud, and compare: Your loaf collapsed"
    assert what_to_do in text(found)
