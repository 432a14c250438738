"""All formats at once: the list for the page of downloads, and the same content in each."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from macros.commands.export import EXPORTS
from macros.exports import downloads
from macros.exports.book_parts import parts, questions_in
from macros.guide import Guide, load_catalog
from macros.library.downloads import downloads as macro
from macros.rendering.here import Here
from tests.exports.test_book import opened
from tests.support.guides import BASE, PROJECT, edited, guide

pytestmark = pytest.mark.browser
Counts = tuple[int, int]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bread")


@pytest.fixture(scope="module")
def bread(root: Path) -> Guide:
    return opened(root)


@pytest.fixture(scope="module")
def out(root: Path, bread: Guide) -> Path:
    downloads.export(bread, root / "out")
    return root / "out"


def in_anki(out: Path) -> Counts:
    with zipfile.ZipFile(out / "guide.apkg") as archive:
        archive.extract("collection.anki2", out.parent)
    with sqlite3.connect(out.parent / "collection.anki2") as database:
        tags = [row[0] for row in database.execute("select tags from notes")]
    terms = sum(" glossary " in tag for tag in tags)
    return len(tags) - terms, terms


def in_epub(out: Path) -> Counts:
    with zipfile.ZipFile(out / "guide.epub") as archive:
        text = "".join(archive.read(name).decode() for name in archive.namelist() if "/text/" in name)
    return len(re.findall(r' id="q-', text)), len(re.findall(r' id="t-', text))


def in_pdf(out: Path) -> Counts:
    titles = flat(PdfReader(out / "guide.pdf").outline)
    data = json.loads((out / "guide.json").read_text(encoding="utf-8"))
    return (
        sum(titles.count(row["prompt"]) for row in data["questions"]),
        sum(titles.count(row["term"]) for row in data["terms"]),
    )


def flat(outline: list[Any]) -> list[str]:
    parts = [flat(item) if isinstance(item, list) else [str(item.title)] for item in outline]
    return [title for part in parts for title in part]


def in_json(out: Path) -> Counts:
    data = json.loads((out / "guide.json").read_text(encoding="utf-8"))
    return len(data["questions"]), len(data["terms"])


def in_csv(out: Path) -> Counts:
    def rows(name: str) -> int:
        with (out / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
            return len(list(csv.DictReader(stream)))

    return rows("questions"), rows("terms")


def in_markdown(out: Path) -> Counts:
    names = re.findall(r'^<a id="([^"]+)"></a>$', (out / "llms-full.txt").read_text("utf-8"), re.MULTILINE)
    return sum("/" in name for name in names), sum(name == "starter" for name in names)


COUNT: dict[str, Callable[[Path], Counts]] = {
    "anki": in_anki, "epub": in_epub, "pdf": in_pdf, "json": in_json, "csv": in_csv, "llms": in_markdown,
}  # fmt: skip


def test_every_format_is_counted_here() -> None:
    assert set(COUNT) == set(downloads.FORMATS)
    assert set(downloads.FORMATS) < set(EXPORTS)


@pytest.mark.parametrize("name", sorted(COUNT))
def test_every_format_holds_all_questions_and_terms(name: str, out: Path, bread: Guide) -> None:
    assert COUNT[name](out) == (len(bread.catalog.questions), len(bread.catalog.terms)) == (2, 1)


def test_the_list_names_each_file_with_its_size_and_what_it_holds(out: Path) -> None:
    rows = json.loads((out / "downloads.json").read_text(encoding="utf-8"))
    assert {row["file"] for row in rows} | {"downloads.json", "llms"} == {file.name for file in out.iterdir()}
    assert all(row["bytes"] == (out / row["file"]).stat().st_size for row in rows)
    holds = {row["file"]: row["holds"] for row in rows}
    assert holds["guide.apkg"] == "2 questions, 1 terms"
    assert holds["guide-baking.pdf"] == "1 services, 1 questions"


def test_questions_of_a_category_s_own_folder_count_as_the_book_prints_them(tmp_path: Path) -> None:
    own = BASE["docs/baking/sourdough/questions/poke-test.md"]
    page = edited("docs/baking/index.md", "{{ services() }}", "{{ questions() }}")
    page["docs/baking/index.md"] = page["docs/baking/index.md"].replace(
        "category:", "topics: {dough: D}\ncategory:"
    )
    opened = Guide(load_catalog(guide(tmp_path, {**page, "docs/baking/questions/flour.md": own})))
    (part,) = (part for part in parts(opened.catalog) if part.id == "baking")
    assert questions_in(opened.catalog, [part]) == {"baking/flour", "sourdough/poke-test"}
    (tmp_path / "guide-baking.pdf").write_bytes(b"printed")
    downloads.offer(opened.catalog, tmp_path / "guide-baking.pdf")
    (row,) = json.loads((tmp_path / "downloads.json").read_text(encoding="utf-8"))
    assert row["holds"] == "1 services, 2 questions"


def test_a_file_of_the_last_list_that_is_no_longer_made_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Guide(load_catalog(guide(tmp_path)))
    monkeypatch.setattr(downloads, "FORMATS", {name: downloads.FORMATS[name] for name in ("json", "csv")})
    downloads.export(opened, tmp_path / "out")
    (tmp_path / "out/own.txt").write_text("mine")
    (tmp_path / "out/bread.zip").write_bytes(b"packed")
    downloads.offer(opened.catalog, tmp_path / "out/bread.zip")
    monkeypatch.delitem(downloads.FORMATS, "csv")
    downloads.export(opened, tmp_path / "out")
    names = {file.name for file in (tmp_path / "out").iterdir()}
    assert names == {"guide.json", "guide.v1.schema.json", "downloads.json", "own.txt", "bread.zip"}
    rows = json.loads((tmp_path / "out/downloads.json").read_text(encoding="utf-8"))
    assert [row["file"] for row in rows] == ["bread.zip", "guide.json", "guide.v1.schema.json"]


def test_a_guide_without_exports_says_how_they_are_made(tmp_path: Path) -> None:
    found = macro(load_catalog(guide(tmp_path)), Here("downloads.md"))
    assert "make exports" in found
    assert "](" not in found


def test_a_copy_on_a_disk_leads_to_the_site_that_it_was_made_from(tmp_path: Path) -> None:
    address = "https://bread.example.org/guide"
    config = f"INHERIT: {PROJECT / 'mkdocs.yml'}\nsite_url: {address}\n"
    catalog = load_catalog(guide(tmp_path, {"mkdocs.yml": config}))
    on_disk = macro(catalog, Here("downloads.md", directory_urls=False))
    assert f"<{address}/downloads/>" in on_disk
    assert "make exports" not in on_disk
    assert "make exports" in macro(catalog, Here("downloads.md"))
