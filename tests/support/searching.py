"""The search index as the browser reads it, and the search dialog in a browser."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from macros.exports.search_documents import KINDS
from tests.support.driver import Driver

_CALL = re.compile(r'guideSearch\("([^"]+)",(.*)\)\n', re.DOTALL)


@dataclass(frozen=True)
class Found:
    """A document of the index."""

    kind: str
    title: str
    page: str
    anchor: str
    context: str
    text: str


@dataclass(frozen=True)
class SearchIndex:
    """Documents by number; (document, level) by word; names with what they stand for; the list of files."""

    documents: list[Found]
    words: dict[str, dict[int, int]]
    names: dict[str, list[Any]]
    spelling: list[str]
    listing: dict[str, Any]

    def having(self, word: str) -> list[str]:
        """page#anchor of the documents that have a word, by number."""
        found = (self.documents[number] for number in sorted(self.words.get(word, {})))
        return [f"{item.page}#{item.anchor}" for item in found]


def read_index(files: Mapping[str, str]) -> SearchIndex:
    """The index in files by name."""
    data = {}
    for name, text in files.items():
        call = _CALL.fullmatch(text)
        assert call, name
        assert call[1] == name
        data[name] = json.loads(call[2])
    listing = data["index.js"]
    parts = {kind: [data[name] for name in listing[kind]["files"]] for kind in ("words", "titles", "texts")}
    kinds = [kind for kind, count in zip(KINDS, listing["documents"], strict=True) for _ in range(count)]
    titles, texts = ([item for part in parts[kind] for item in part] for kind in ("titles", "texts"))
    return SearchIndex(
        [Found(kind, *title, text) for kind, title, text in zip(kinds, titles, texts, strict=True)],
        {word: unpacked(packed) for part in parts["words"] for word, (_, packed) in part["words"].items()},
        {name: entry for part in parts["words"] for name, entry in part["names"].items()},
        data[listing["spelling"]],
        listing,
    )


def index_in(folder: Path) -> SearchIndex:
    """The index in a folder."""
    return read_index({file.name: file.read_text(encoding="utf-8") for file in folder.glob("*.js")})


def unpacked(packed: str) -> dict[int, int]:
    """(document: level) of a word."""
    found = {}
    for group in packed.split(";"):
        number = 0
        for step in group[1:].split(","):
            number += int(step, 36)
            found[number] = int(group[0], 36)
    return found


_ASK = """async (query, root) => {
  const dialog = document.querySelector("dialog.search");
  if (!dialog.open) document.querySelector(".search-open").click();
  const input = dialog.querySelector("input");
  const answered = async (text) => {
    const before = dialog.dataset.answered;
    input.value = text;
    input.dispatchEvent(new Event("input"));
    for (let frame = 0; dialog.dataset.answered !== text; frame++) {
      if (frame > 3000) throw new Error(`no answer to ${text}, ${before}`);
      await new Promise(requestAnimationFrame);
    }
  };
  while (!window.guideSearch) await new Promise(requestAnimationFrame);
  await answered(query);
  return [...dialog.querySelectorAll("a[role=option]")].map((hit) => [
    hit.href.replace(root, "").replace(/(?<![^/])index\\.html/, "").replace(/\\.html/, "/"),
    hit.querySelector(".search-title").textContent,
    hit.closest("[role=group]").getAttribute("aria-label"),
    hit.querySelector(".search-passage").textContent,
  ]);
}"""


def ask(driver: Driver, query: str, base: str) -> list[tuple[str, str, str, str]]:
    """(path#anchor, title, group, passage) of each hit on the page that is shown, best first."""
    return [tuple(hit) for hit in driver.run(_ASK, query, base)]
