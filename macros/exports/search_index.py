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

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import sub
from pathlib import Path
from typing import Any

from macros.collecting import uncollected
from macros.exports import shipping
from macros.exports.search_documents import KINDS, Document, Name, documents, names
from macros.exports.search_words import words
from macros.exports.shipping import folders, put
from macros.exports.writing import write_whole
from macros.file_cache import FileCache, caching
from macros.guide import Guide
from macros.paths import GENERATED
from macros.rendering.classic_scripts import as_json, digest

FOLDER = f"{GENERATED}/search"
LIST = "index.js"
#: Of the shape of the files; the browser's side refuses another.
VERSION = 2
#: Characters of a file, about; one entry is never divided.
WORDS_SIZE, TITLES_SIZE, TEXTS_SIZE = 32_000, 24_000, 48_000
#: Most documents kept of one word, those that it says most about: so no file grows with the guide.
MOST_DOCUMENTS = 1500
SATURATION, LENGTH = 1.2, 0.6
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
#: A word of one in so many documents is taken to be spelled as it should be, if it is no title's.
SPELLED = 1000
#: In how many documents a word stands, and how much it says about which of them, packed.
Posting = tuple[int, str]


def export(guide: Guide, out: Path) -> list[Path]:
    """Write the index's files."""
    found, called = documents(guide), names(guide.catalog)
    files = index_files(found, called)
    return [write_whole(out / name, text) for name, text in files.items()]


@dataclass(frozen=True)
class SearchIndex:
    """The files of an index, by name, and a mark of what they hold.

    No files where the folders hold that very index.
    """

    mark: str
    files: Mapping[str, str]


def made(guide: Guide, site: Path | None = None, mark: str = "") -> SearchIndex:
    """The index for the theme's files, and for those of `site`; `mark`: its mark, if that is known."""
    places = folders(guide.catalog, FOLDER, site)
    if mark and all(_holds(folder, mark) for folder in places):
        return SearchIndex(mark, {})
    with uncollected():  # a fifth of the time: there are many lists of numbers
        files = index_files(_documents(guide), names(guide.catalog))
    mark = digest(files[LIST])
    return SearchIndex(mark, {} if all(_holds(folder, mark) for folder in places) else files)


def _documents(guide: Guide) -> list[Document]:
    """The documents; those that have not changed as the last build kept them.

    A copy of this process may be at work, whose memory ends with it: so they are read from disk each time.
    """
    if not (guide.mark and caching()):
        return documents(guide)
    cache = FileCache(guide.catalog.root / ".cache" / "search.pickle")
    found = documents(guide, cache)
    cache.save()
    return found


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


def _holds(folder: Path, mark: str) -> bool:
    """Whether the folder holds the index with that mark: its list names all others by what they hold."""
    file = folder / LIST
    if not file.is_file():
        return False
    text = file.read_text(encoding="utf-8")
    if digest(text) != mark:
        return False
    listing = json.loads(text.partition(",")[2].rpartition(")")[0])
    named = {name for part in ("words", "titles", "texts") for name in listing[part]["files"]}
    return {item.name for item in folder.glob("*.*.js")} == named | {listing["spelling"]}


def index_files(found: Sequence[Document], called: Iterable[Name]) -> dict[str, str]:
    """Every file of the index by its name; the list of them is LIST."""
    postings = _postings(found)
    files: dict[str, str] = {}

    def add(kind: str, data: str) -> str:
        name = f"{kind}.{digest(data)[:10]}.js"
        files[name] = _script(name, data)
        return name

    def listed(kind: str, parts: Iterable[tuple[Any, str]]) -> dict[str, Any]:
        firsts, held = [], []
        for first, data in parts:
            firsts.append(first)
            held.append(add(kind, data))
        return {"first": firsts, "files": held}

    titles = (_listed(item.title, item.page, item.anchor, item.context) for item in found)
    data = {
        "version": VERSION,
        "documents": [sum(item.kind == kind for item in found) for kind in KINDS],
        "words": listed("words", _word_parts(postings, _phrases(found, called))),
        "titles": listed("titles", _parts(titles, TITLES_SIZE)),
        "texts": listed("texts", _parts((as_json(item.quoted) for item in found), TEXTS_SIZE)),
        "spelling": add("spelling", as_json(_spelling(found, postings))),
    }
    files[LIST] = _script(LIST, as_json(data))
    return files


def _postings(found: Sequence[Document]) -> dict[str, Posting]:
    """What each word says about which documents, by word.

    Packed it is groups of one digit, how much the word says (1 to 35), and the distances between the
    documents in base 36; what says most comes first.
    """
    usual = max(1.0, sum(item.length for item in found) / max(1, len(found)))
    most = len(DIGITS) - 1
    saying: list[list[tuple[int, tuple[str, ...]]]] = [[] for _ in DIGITS]
    for number, item in enumerate(found):
        slowed = SATURATION * (1 - LENGTH + LENGTH * item.length / usual)
        for count, alike in item.words:
            saying[max(1, round(most * count / (count + slowed)))].append((number, alike))
    written = [_base36(number) for number in range(len(found))].__getitem__
    often: dict[str, int] = {}
    packed: dict[str, list[str]] = defaultdict(list)
    for level in range(most, 0, -1):
        standing: dict[str, list[int]] = defaultdict(list)
        for number, alike in saying[level]:
            for word in alike:
                standing[word].append(number)
        for word, numbers in standing.items():
            before = often.get(word, 0)
            often[word] = before + len(numbers)
            if often[word] > MOST_DOCUMENTS:
                numbers = numbers[: max(0, MOST_DOCUMENTS - before)]
            if numbers:
                steps = map(sub, numbers, [0, *numbers])
                packed[word].append(DIGITS[level] + ",".join(map(written, steps)))
    return {word: (often[word], ";".join(packed[word])) for word in sorted(packed)}


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


def _word_parts(postings: dict[str, Posting], phrases: dict[str, list[Any]]) -> Iterator[tuple[str, str]]:
    """(first word, JSON of its words and of the names that begin with one of them) of each part."""
    by_first: dict[str, list[str]] = defaultdict(list)
    for key in phrases:
        by_first[key.partition(" ")[0]].append(key)
    first, size = "", 0
    held, called = list[str](), list[str]()
    for word in sorted({*postings, *by_first}):
        if size > WORDS_SIZE:
            yield first, _words_part(held, called)
            first, held, called, size = word, [], [], 0
        if word in postings:
            often, packed = postings[word]
            held.append(f'"{word}":[{often},"{packed}"]')  # nothing in it needs escaping
            size += len(word) + len(packed) + 12
        for key in by_first.get(word, ()):
            entry = as_json(phrases[key])
            called.append(f'"{key}":{entry}')
            size += len(entry) + len(key)
    yield first, _words_part(held, called)


def _words_part(held: Iterable[str], called: Iterable[str]) -> str:
    return f'{{"words":{{{",".join(held)}}},"names":{{{",".join(called)}}}}}'


def _parts(items: Iterable[str], most: int) -> Iterator[tuple[int, str]]:
    """(number of the first, the items as a list) of each part; each item is JSON already."""
    start, held, size = 0, list[str](), 0
    for item in items:
        if size > most:
            yield start, f"[{','.join(held)}]"
            start, held, size = start + len(held), [], 0
        held.append(item)
        size += len(item)
    yield start, f"[{','.join(held)}]"


def _spelling(found: Sequence[Document], postings: dict[str, Posting]) -> list[str]:
    """Words to choose from when one is not found: those of titles and names, and frequent ones."""
    called = {text for item in found for text in (item.title, *item.names)}
    titles = set(words(" ".join(called)))
    return [
        word
        for word, (often, _) in postings.items()
        if len(word) > 3 and not word.isdigit() and (word in titles or often * SPELLED >= len(found))
    ]


def _listed(*texts: str) -> str:
    return f"[{','.join(map(as_json, texts))}]"


def _script(name: str, data: str) -> str:
    return f'guideSearch("{name}",{data})\n'
