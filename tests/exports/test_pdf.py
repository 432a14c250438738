"""The PDFs: as Chromium prints them, read back with pypdf and, where it is installed, pdftotext."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import Destination

from macros.exports import pdf
from macros.exports.tools import MissingToolError, chromium
from macros.guide import Guide, load_catalog
from tests.exports.test_book import opened

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


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not installed (poppler-utils)")
def test_pdftotext_finds_no_missing_glyph(out: Path) -> None:
    command = ["pdftotext", "-enc", "UTF-8", str(out / "guide.pdf"), "-"]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "How do you know that a dough is proofed?" in " ".join(found.split())
    assert "�" not in found


def test_without_chromium_the_export_says_what_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(MissingToolError, match="apt-get install chromium"):
        chromium({})
    with pytest.raises(MissingToolError, match="needs Chromium"):
        pdf.export(opened(tmp_path), tmp_path / "out")
