"""The feed, read back by the parser that feed readers are made with."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import feedparser
import pytest

from macros.guide import Guide, load_catalog
from macros.sharing.feed import feed
from tests.support.guides import copy_site, guide, make_site

ATOM = "{http://www.w3.org/2005/Atom}"


def parsed(made: Guide) -> Any:
    found = feedparser.parse(feed(made))
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


def test_the_feed_says_what_atom_demands(bread: Guide) -> None:
    root = ElementTree.fromstring(feed(bread))
    for element in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(ATOM + name)) == 1
            assert element.findtext(ATOM + name)
    assert root.find(f"{ATOM}author/{ATOM}name") is not None
    found = parsed(bread)
    assert found.feed.title == "Bread"
    assert {(link.rel, link.href) for link in found.feed.links} == {
        ("self", "https://bread.example/feed.xml"),
        ("alternate", "https://bread.example/news/"),
    }
    assert found.feed.updated == "2026-01-20T00:00:00Z"


def test_entries_come_with_their_whole_text_the_latest_first(bread: Guide) -> None:
    first, second = parsed(bread).entries
    assert (first.title, first.link) == (
        'A first plan & "no knead"',
        "https://bread.example/news/#2026-01-20-plans",
    )
    assert first.published == first.updated == "2026-01-20T00:00:00Z"
    assert '<a href="https://bread.example/plans/first-loaf/">a plan</a>' in first.content[0].value
    assert ">two days</a>" in first.content[0].value
    assert "https://bread.example/baking/sourdough/#sourdough/poke-test" in second.content[0].value


def test_every_link_in_it_is_absolute(bread: Guide) -> None:
    html = " ".join(entry.content[0].value for entry in parsed(bread).entries)
    targets = [part.split('"')[0] for part in html.split('href="')[1:]]
    assert targets
    assert [target for target in targets if not urlsplit(target).netloc] == []


def test_an_entry_keeps_its_id_when_title_text_and_address_change(bread: Guide, tmp_path: Path) -> None:
    root = copy_site("bread", tmp_path / "moved")
    config = root / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace("https://bread.example/", "https://elsewhere.example/x")
    config.write_text(text, encoding="utf-8")
    file = root / "docs/news/2026-01-02-bread.md"
    file.write_text(file.read_text(encoding="utf-8").replace("Bread", "Loaves"), encoding="utf-8")
    moved = parsed(Guide(load_catalog(root)))
    assert [entry.id for entry in moved.entries] == [entry.id for entry in parsed(bread).entries]
    assert moved.entries[1].id == "tag:bread.example,2026-01-02:news/2026-01-02-bread"
    assert moved.entries[1].title == "Loaves"
    assert moved.entries[1].link == "https://elsewhere.example/x/news/#2026-01-02-bread"


def test_without_news_there_is_an_empty_feed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1770000000")
    root = make_site(guide(tmp_path), config="site_url: https://bread.example/")
    found = parsed(Guide(load_catalog(root)))
    assert found.entries == []
    assert found.feed.updated == "2026-02-02T00:00:00Z"
    assert "https://bread.example/" in {link.href for link in found.feed.links}


def test_the_same_content_gives_the_same_bytes(bread: Guide) -> None:
    again = Guide(load_catalog(bread.catalog.root))
    assert feed(bread) == feed(again)
