"""Write a new content file with guidance in comments.

`new question lambda "What is ...?"`, `new term "dead-letter queue"`, `new fact lambda timeout-max`,
`new service compute batch`, `new news "Search by level"`. Nothing that exists is overwritten.
"""

from __future__ import annotations

import argparse
import re
import sys
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from macros.catalog import Catalog, unknown
from macros.checks.placeholders import TEXTS
from macros.checks.term_names import spelling
from macros.clock import build_date
from macros.exports.writing import write_whole
from macros.guide import load_catalog
from macros.issues import MacroError
from macros.models.base import SLUG
from macros.rendering.templating import fill

#: What each kind is made of: how many arguments, and which.
WORDS = {
    "question": (2, "a service and the prompt in quotes"),
    "term": (1, "the term, in quotes if it has several words"),
    "fact": (2, "a service and an id"),
    "service": (2, "a category and the name in quotes"),
    "news": (1, "the title in quotes"),
}
#: What is left to do once a file is filled in.
THEN = {"service": ", add it to nav in mkdocs.yml"}


@dataclass(frozen=True)
class Folder:
    """A folder with questions: a service's, or one without a record. `path` counts from the docs folder.

    `documentation` is the address of the service's own; empty without one.
    """

    id: str
    path: str
    documentation: str
    topics: Mapping[str, str]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The kind, and what it needs: a service and a prompt, a word, ..."""
    parser.add_argument("kind", choices=sorted(WORDS))
    parser.add_argument("words", nargs="+", help="service and prompt, a word, service and id, ...")
    parser.add_argument("--id", default="", help="the id, when the one made of the words is too long")


def run(root: Path, args: argparse.Namespace) -> int:
    """Write the file and say what is next."""
    count, what = WORDS[args.kind]
    if len(args.words) != count:
        print(f"new {args.kind} takes {what}, not {len(args.words)} words: see --help", file=sys.stderr)
        return 2
    if any(re.search("[\ud800-\udfff]", word) for word in args.words):
        print("the words are not UTF-8 (set the terminal and the locale to UTF-8)", file=sys.stderr)
        return 2
    catalog = load_catalog(root)
    try:
        file, text = _MAKERS[args.kind](catalog, args.words, args.id)
    except MacroError as error:
        print(f"{error}{f' ({error.hint})' if error.hint else ''}", file=sys.stderr)
        return 2
    if file.exists() and args.kind != "fact":
        name = file.relative_to(root).as_posix()
        print(f"{name} exists already (name another id with --id)", file=sys.stderr)
        return 2
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    before += "\n" if before and not before.endswith("\n") else ""
    write_whole(file, f"{before}{text}\n")
    line = before.count("\n") + 1
    place = f"{file.relative_to(root)}:{line}" if before else file.relative_to(root)
    print(f"{place}: fill it in{THEN.get(args.kind) or _to_be_shown(root, file)}, then run 'make check'")
    return 0


def _to_be_shown(root: Path, file: Path) -> str:
    """What to do so that readers find a question: nothing where a page shows it already."""
    catalog = load_catalog(root, cached=True)
    name = file.relative_to(root).as_posix()
    question = next((item for item in catalog.content.questions if item.location.path == name), None)
    if question is None or question.id in catalog.homes:
        return ""
    return f', put {{{{ question("{question.id}") }}}} on a page'


def slug(text: str) -> str:
    """An id made of a text: at most five words, without the ones that say nothing."""
    words = re.findall(r"[a-z0-9]+", _without_accents(text).lower())
    empty = {"a", "an", "the", "is", "are", "do", "does", "you", "your", "what", "how", "of", "to", "in"}
    return "-".join([word for word in words if word not in empty][:5]) or "-".join(words[:5])


def _without_accents(text: str) -> str:
    """The text with plain letters in place of those with marks."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))


def _id(text: str, given: str) -> str:
    name = given or slug(text)
    if not name:
        raise MacroError(f"no id can be made of '{text}'", "name one with --id")
    if not SLUG.fullmatch(name):
        raise MacroError(f"'{name}' cannot be an id", "use lower-case-with-hyphens")
    return name


def _question(catalog: Catalog, words: list[str], given: str) -> tuple[Path, str]:
    folder = _folder(catalog, words[0])
    file = catalog.root / "docs" / folder.path / "questions" / f"{_id(words[1], given)}.md"
    return file, _filled("new-question.md.jinja", prompt=words[1], folder=folder, today=build_date())


def _folder(catalog: Catalog, name: str) -> Folder:
    """The folder of questions of that name. Raises MacroError."""
    known = {
        page.section: page
        for page in catalog.content.pages
        if page.path.endswith("/index.md") and (page.service or page.topics)
    }
    if name not in known:
        raise unknown("service", name, known)
    page = known[name]
    documentation = page.service.documentation if page.service else ""
    return Folder(name, page.path.rpartition("/")[0], documentation, catalog.topics[name])


def _term(catalog: Catalog, words: list[str], given: str) -> tuple[Path, str]:
    for term in catalog.terms.values():
        if spelling(words[0]) in map(spelling, (term.term, *term.aliases)):
            raise MacroError(f"the term '{words[0]}' exists already", f"as a name in {term.location.path}")
    file = catalog.root / "docs" / "glossary" / "terms" / f"{_id(words[0], given)}.md"
    return file, _filled("new-term.md.jinja", term=words[0], today=build_date())


def _fact(catalog: Catalog, words: list[str], given: str) -> tuple[Path, str]:
    service = catalog.service(words[0])
    name = _id(words[1], given)
    if f"{service.id}/{name}" in catalog.facts:
        raise MacroError(f"the fact '{service.id}/{name}' exists already")
    file = catalog.root / "docs" / service.folder / "facts.yml"
    return file, _filled("new-fact.yml.jinja", id=name, today=build_date())


def _service(catalog: Catalog, words: list[str], given: str) -> tuple[Path, str]:
    category, name = words[0], _id(words[1], given)
    if category not in catalog.categories:
        raise MacroError(f"there is no category '{category}'", f"known: {', '.join(catalog.categories)}")
    if name in catalog.services or name in catalog.categories:
        raise MacroError(f"the service or category '{name}' exists already", "name another id with --id")
    folder = catalog.root / "docs" / catalog.categories[category].page.rsplit("/", 1)[0] / name
    orders = [item.order for item in catalog.services.values() if item.category == category]
    order = max(orders, default=0) + 1
    text = _filled("new-service.md.jinja", name=words[1], id=name, order=order, today=build_date())
    return folder / "index.md", text


def _news(catalog: Catalog, words: list[str], given: str) -> tuple[Path, str]:
    today = build_date()
    file = catalog.root / "docs" / "news" / f"{today}-{_id(words[0], given)}.md"
    return file, _filled("new-news.md.jinja", title=words[0], today=today)


def _filled(template: str, **values: object) -> str:
    """A template with what an author must replace, which a check looks for."""
    return fill(template, todo=TEXTS, **values)


_MAKERS = {"question": _question, "term": _term, "fact": _fact, "service": _service, "news": _news}
