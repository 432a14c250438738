"""The index of the site's search: classic scripts in parts, so that a query fetches only what its words need.

Each script calls `guideSearch(name, data)`. There are

- `index.js`, the list of all others, the only one with a fixed name;
- `words.*`, in the order of the alphabet: in which documents a word stands, and what is called so;
- `titles.*` and `texts.*`, in the order of the documents: what a hit shows;
- `spelling.*`, the words that a slip of the keys may have meant.

How much a word says about a document is BM25F, counted here and kept as one digit; how rare the word is, the
browser counts. Source: Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond, 2009.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from macros.exports import shipping
from macros.exports.search_documents import KINDS, Document, Name, documents, names
from macros.exports.search_words import indexed_words, words
from macros.exports.shipping import folders, put
from macros.exports.writing import write_whole
from macros.guide import Guide
from macros.rendering.practice import FOLDER as GENERATED

FOLDER = f"{GENERATED}/search"
LIST = "index.js"
#: Of the shape of the files; the browser's side refuses another.
VERSION = 1
#: Characters of a file, about; one entry is never divided.
WORDS_SIZE, TITLES_SIZE, TEXTS_SIZE = 32_000, 24_000, 48_000
#: Most documents kept of one word, those that it says most about: so no file grows with the guide.
MOST_DOCUMENTS = 1500
#: What a word counts for by where it stands.
TITLE, NAME, BODY = 8, 3, 1
SATURATION, LENGTH = 1.2, 0.6
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
#: A word of one in so many documents is taken to be spelled as it should be, if it is no title's.
SPELLED = 1000


def export(guide: Guide, out: Path) -> list[Path]:
    """Write the index's files."""
    found, called = documents(guide), names(guide.catalog)
    files = index_files(found, called)
    return [write_whole(out / name, text) for name, text in files.items()]


@dataclass(frozen=True)
class SearchIndex:
    """The files of an index, by name, and a mark of the documents that it is made of.

    No files where the folders hold that very index.
    """

    source: str
    files: Mapping[str, str]


def made(guide: Guide, site: Path | None = None, source: str = "") -> SearchIndex:
    """The index for the theme's files, and for those of `site`; `source`: its mark, if that is known."""
    places = folders(guide.catalog, FOLDER, site)
    if source and all(_is_current(folder, source) for folder in places):
        return SearchIndex(source, {})
    found, called = documents(guide), names(guide.catalog)
    source = _digest(_json([VERSION, [vars(item) for item in found], [vars(item) for item in called]]))
    if all(_is_current(folder, source) for folder in places):
        return SearchIndex(source, {})
    return SearchIndex(source, index_files(found, called, source))


def hold(guide: Guide, site: Path | None = None) -> None:
    """Keep other builds from removing an index that is there, which an engine may have listed already."""
    for folder in folders(guide.catalog, FOLDER, site):
        shipping.hold(folder)


def ship(guide: Guide, index: SearchIndex, site: Path | None = None) -> Path:
    """Put the index among the theme's files, and into `site` as well. The folder."""
    places = folders(guide.catalog, FOLDER, site)
    for folder in places if index.files else ():
        put(folder, index.files.keys() - {LIST}, index.files.__getitem__, "*.*.js")
        write_whole(folder / LIST, index.files[LIST])  # last: what it names is there
    return places[0]


def _is_current(folder: Path, source: str) -> bool:
    file = folder / LIST
    if not file.is_file():
        return False
    listing = json.loads(file.read_text(encoding="utf-8").partition(",")[2].rpartition(")")[0])
    held = {item.name for item in folder.glob("*.*.js")}
    named = {name for part in ("words", "titles", "texts") for name in listing[part]["files"]}
    return listing["source"] == source and held == named | {listing["spelling"]}


def index_files(found: Sequence[Document], called: Iterable[Name], source: str = "") -> dict[str, str]:
    """Every file of the index by its name; the list of them is LIST."""
    postings = _postings(found)
    entries = {word: {"in": _packed(held), "of": len(held)} for word, held in postings.items()}
    phrases = _phrases(found, called)
    files: dict[str, str] = {}

    def add(kind: str, data: Any) -> str:
        text = _json(data)
        name = f"{kind}.{_digest(text)[:10]}.js"
        files[name] = f'guideSearch("{name}",{text})\n'
        return name

    def listed(kind: str, parts: Iterable[tuple[Any, Any]]) -> dict[str, Any]:
        firsts, held = [], []
        for first, data in parts:
            firsts.append(first)
            held.append(add(kind, data))
        return {"first": firsts, "files": held}

    titles = ([item.title, item.page, item.anchor, item.context] for item in found)
    data = {
        "version": VERSION,
        "source": source,
        "documents": [sum(item.kind == kind for item in found) for kind in KINDS],
        "words": listed("words", _word_parts(entries, phrases)),
        "titles": listed("titles", _parts(titles, TITLES_SIZE)),
        "texts": listed("texts", _parts((item.quoted for item in found), TEXTS_SIZE)),
        "spelling": add("spelling", _spelling(found, postings)),
    }
    files[LIST] = f'guideSearch("{LIST}",{_json(data)})\n'
    return files


def _postings(found: Sequence[Document]) -> dict[str, list[tuple[int, int]]]:
    """(document, how much the word says about it: 1 to 35) by word."""
    counted: list[tuple[Counter[str], int]] = []
    for item in found:
        body = indexed_words(f"{item.quoted} {item.more}")
        length = body.total()
        for text, weight in ((item.title, TITLE), (" ".join([item.context, *item.names]), NAME)):
            for word in indexed_words(text):
                body[word] += weight
        counted.append((body, length))
    usual = max(1.0, sum(length for _, length in counted) / max(1, len(counted)))
    postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
    most = len(DIGITS) - 1
    for number, (counts, length) in enumerate(counted):
        slowed = SATURATION * (1 - LENGTH + LENGTH * length / usual)
        levels = {count: max(1, round(most * count / (count + slowed))) for count in set(counts.values())}
        for word, count in counts.items():
            postings[word].append((number, levels[count]))
    return dict(sorted(postings.items()))


def _packed(held: list[tuple[int, int]]) -> str:
    """Groups of one digit, how much the word says, and the distances between the documents in base 36."""
    if len(held) > MOST_DOCUMENTS:
        held = sorted(held, key=lambda item: (-item[1], item[0]))[:MOST_DOCUMENTS]
    groups: dict[int, list[int]] = defaultdict(list)
    for number, level in held:
        groups[level].append(number)
    texts = []
    for level in sorted(groups, reverse=True):
        numbers = sorted(groups[level])
        steps = (now - before for now, before in zip(numbers, [0, *numbers], strict=False))
        texts.append(DIGITS[level] + ",".join(_base36(step) for step in steps))
    return ";".join(texts)


@cache  # most steps between documents are small
def _base36(number: int) -> str:
    text = DIGITS[number % 36]
    while number := number // 36:
        text = DIGITS[number % 36] + text
    return text


def _phrases(found: Sequence[Document], called: Iterable[Name]) -> dict[str, list[Any]]:
    """By name in words: [the documents that are called so, other names, names to try instead, as written]."""
    at = {(item.page, item.anchor): number for number, item in enumerate(found)}
    phrases: dict[str, list[Any]] = {}
    for item in called:
        key = " ".join(words(item.name))
        if not key:
            continue
        held, also, near, _ = phrases.setdefault(key, [[], [], [], item.name])
        _extend(held, (at[document] for document in item.documents if document in at))
        for others, given in ((also, item.also), (near, item.near)):
            _extend(others, (other for name in given if (other := " ".join(words(name))) not in ("", key)))
    return dict(sorted(phrases.items()))


def _extend(held: list[Any], values: Iterable[Any]) -> None:
    held += [value for value in dict.fromkeys(values) if value not in held]


def _word_parts(
    entries: dict[str, dict[str, Any]], phrases: dict[str, list[Any]]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """(first word, its words and the names that begin with one of them) of each part."""
    by_first: dict[str, dict[str, list[Any]]] = defaultdict(dict)
    for key, entry in phrases.items():
        by_first[key.partition(" ")[0]][key] = entry
    first, held, called, size = "", dict[str, list[Any]](), dict[str, list[Any]](), 0
    for word in sorted({*entries, *by_first}):
        if size > WORDS_SIZE:
            yield first, {"words": held, "names": called}
            first, held, called, size = word, {}, {}, 0
        if word in entries:
            held[word] = [entries[word]["of"], entries[word]["in"]]
            size += len(word) + len(entries[word]["in"]) + 12
        for key, entry in by_first.get(word, {}).items():
            called[key] = entry
            size += len(_json(entry)) + len(key)
    yield first, {"words": held, "names": called}


def _parts(items: Iterable[Any], most: int) -> Iterator[tuple[int, list[Any]]]:
    """(number of the first, items) of each part."""
    start, held, size = 0, list[Any](), 0
    for item in items:
        if size > most:
            yield start, held
            start, held, size = start + len(held), [], 0
        held.append(item)
        size += len(_json(item))
    yield start, held


def _spelling(found: Sequence[Document], postings: dict[str, list[tuple[int, int]]]) -> list[str]:
    """Words to choose from when one is not found: those of titles and names, and frequent ones."""
    titles = {word for item in found for text in (item.title, *item.names) for word in words(text)}
    return [
        word
        for word, held in postings.items()
        if len(word) > 3 and not word.isdigit() and (word in titles or len(held) * SPELLED >= len(found))
    ]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _json(data: Any) -> str:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
