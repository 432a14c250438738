"""Everything the guide holds, looked up by what it is called, and how its parts refer to each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from macros.content import Content
from macros.file_cache import FileCache
from macros.issues import MacroError, did_you_mean
from macros.markdown_source import Call, macro_calls
from macros.models import (
    KINDS,
    LEVELS,
    Category,
    Diagram,
    Example,
    Fact,
    News,
    Page,
    Plan,
    Question,
    Service,
    Term,
)
from macros.site_config import SiteConfig
from macros.term_matching import TermMatcher

#: Arguments of questions(), in its order: those that say what, and those that say how to show it.
FILTERS = ("service", "topic", "level", "kind", "tag")
LAYOUT = ("show", "group")
Filter = str | Sequence[str] | None
T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Catalog:
    """The loaded guide. Everything else is derived from it and never changes it. Equal only to itself."""

    root: Path
    content: Content
    config: SiteConfig
    today: date
    #: What was read from single texts, so that a text is read again only when it has changed.
    readings: FileCache = field(default_factory=FileCache)
    _made: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False)

    # -- what there is ---------------------------------------------------------------------------------

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        """Pages by path below docs."""
        return {page.path: page for page in self.content.pages}

    @cached_property
    def categories(self) -> Mapping[str, Category]:
        """Categories by id (their folder), in the guide's order."""
        found = [
            Category.model_construct(**dict(page.category), id=page.section, page=page.path)
            for page in self.content.pages
            if page.category and page.path.endswith("/index.md")
        ]
        return {item.id: item for item in sorted(found, key=lambda item: (item.order, item.id))}

    @cached_property
    def services(self) -> Mapping[str, Service]:
        """Services by id (their folder), in the guide's order."""
        found = [
            Service.model_construct(
                **dict(page.service),
                id=page.section,
                page=page.path,
                category=page.path.rsplit("/", 3)[-3] if page.path.count("/") > 1 else "",
            )
            for page in self.content.pages
            if page.service and page.path.endswith("/index.md")
        ]
        rank = {name: index for index, name in enumerate(self.categories)}
        found.sort(key=lambda item: (rank.get(item.category, len(rank)), item.order, item.id))
        return {item.id: item for item in found}

    @cached_property
    def plans(self) -> Mapping[str, Plan]:
        """Study plans by id (the name of their page's file), in their order."""
        found = [
            Plan.model_construct(**dict(page.plan), id=plan_id(page.path), page=page.path)
            for page in self.content.pages
            if page.plan
        ]
        return {item.id: item for item in sorted(found, key=lambda item: (item.order, item.id))}

    @cached_property
    def topics(self) -> Mapping[str, Mapping[str, str]]:
        """Titles of topics by section and id, from the records in the sections' index pages."""
        return {
            page.section: (page.service.topics if page.service else {}) | page.topics
            for page in self.content.pages
            if page.path.endswith("/index.md")
        }

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Questions by id, in the order of study: section, topic, level."""
        sections = list(self.services)

        def rank(question: Question) -> tuple[int, str, int, int, str]:
            topics = list(self.topics.get(question.section, {}))
            known = question.topics[0] in topics
            return (
                sections.index(question.section) if question.section in sections else len(sections),
                question.section,
                topics.index(question.topics[0]) if known else len(topics),
                LEVELS.index(question.level),
                question.id,
            )

        return {question.id: question for question in sorted(self.content.questions, key=rank)}

    @cached_property
    def terms(self) -> Mapping[str, Term]:
        """Terms by id, in alphabetical order of their names."""
        ordered = sorted(self.content.terms, key=lambda term: (term.term.lower(), term.id))
        return {term.id: term for term in ordered}

    @cached_property
    def news(self) -> Mapping[str, News]:
        """News entries by id, the latest first; of one day, in the order of their names."""
        by_name = sorted(self.content.news, key=lambda item: item.id)
        return {item.id: item for item in sorted(by_name, key=lambda item: item.date, reverse=True)}

    @cached_property
    def facts(self) -> Mapping[str, Fact]:
        """Facts by full id."""
        return {fact.id: fact for fact in self.content.facts}

    @cached_property
    def examples(self) -> Mapping[str, Example]:
        """Examples by path below docs."""
        return {example.path: example for example in self.content.examples}

    @cached_property
    def diagrams(self) -> Mapping[str, Diagram]:
        """Diagrams by path below docs, without extension."""
        return {diagram.path: diagram for diagram in self.content.diagrams}

    @cached_property
    def _icons(self) -> Mapping[str, str]:
        return {icon.folder: icon.svg for icon in self.content.icons}

    def icon(self, page: str) -> str:
        """The picture of the category or service whose index page that is, as markup; empty without one."""
        return self._icons.get(page.rpartition("/")[0], "")

    def may_exist(self, name: str) -> bool:
        """Whether something that could not be read may have had that name: then its absence is no fault."""
        return name in self.content.unread or f"{name.split('/')[0]}/" in self.content.unread

    def has_file(self, path: str) -> bool:
        """Whether there is a file at that path below docs, however odd the path is."""
        try:
            return (self.root / "docs" / path).is_file()
        except (OSError, ValueError):  # too long, or with a zero byte
            return False

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` makes of the guide, made at the first call with that key; it goes with the catalog."""
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]  # type: ignore[no-any-return]

    def of_files(
        self, name: str, data: str, read: Callable[[Catalog], Iterable[tuple[str, T]]]
    ) -> dict[str, tuple[T, ...]]:
        """What `read` reads from the records of each file, by the file's path from the repository's root.

        It gets a catalog of those files alone that have changed since the last time, and gives pairs of a
        path and what was read. Nothing else than a file's records and `data` may decide on that; it must
        survive pickling.
        """

        def read_again(files: Collection[str]) -> Mapping[str, tuple[T, ...]]:
            every = len(files) == len(self.content.marks)
            found: dict[str, list[T]] = {file: [] for file in files}
            for file, item in read(self if every else replace(self, content=self.content.only(set(files)))):
                found[file].append(item)
            return {file: tuple(items) for file, items in found.items()}

        return self.readings.of_each(name, self.content.marks, data, read_again)

    # -- looking up --------------------------------------------------------------------------------------

    def question(self, name: str) -> Question:
        """The question with that id, or with that id as an alias. Raises MacroError."""
        return _get(self._by_any_id, "question", name, self.questions)

    @cached_property
    def _by_any_id(self) -> Mapping[str, Question]:
        """Questions by id and by alias; of two with one name, the first in the order of study."""
        found: dict[str, Question] = {}
        for question in self.questions.values():
            for name in (question.id, *question.aliases):
                found.setdefault(name, question)
        return found

    def term(self, name: str) -> Term:
        """The term with that id. Raises MacroError."""
        return _get(self.terms, "term", name)

    def fact(self, name: str) -> Fact:
        """The fact with that id. Raises MacroError."""
        return _get(self.facts, "fact", name)

    def service(self, name: str) -> Service:
        """The service with that id. Raises MacroError."""
        return _get(self.services, "service", name)

    def example(self, path: str) -> Example:
        """The example at that path. Raises MacroError."""
        return _get(self.examples, "example", path)

    def diagram(self, path: str) -> Diagram:
        """The diagram at that path. Raises MacroError."""
        return _get(self.diagrams, "diagram", path)

    def sections_of(self, categories: Iterable[str]) -> tuple[str, ...]:
        """The folders of questions of some categories. Raises MacroError for one that does not exist."""
        wanted = set(categories)
        for name in sorted(wanted - set(self.categories)):
            raise unknown("category", name, self.categories)
        services = [item.id for item in self.services.values() if item.category in wanted]
        return (*services, *(name for name in self.categories if name in wanted))

    def of_category(self, category: str) -> list[Question]:
        """The questions of a category's services, and those of its own folder. Raises MacroError."""
        sections = self.sections_of([category])
        return [question for section in sections for question in self.by_section.get(section, ())]

    def select(
        self,
        section: Filter = None,
        topic: Filter = None,
        level: Filter = None,
        kind: Filter = None,
        tag: Filter = None,
    ) -> tuple[Question, ...]:
        """The questions that meet every filter, in the order of study.

        Raises MacroError for a name that no question carries, and when nothing is left.
        """
        sections = self.by_section
        known = sections.keys() | self.services
        if isinstance(section, str) and section in known:
            pool = sections.get(section, [])
        else:
            every = list(self.questions.values())
            pool = _narrow(every, "service", section, known, lambda question: (question.section,))
        if not pool:
            name = section if isinstance(section, str) else ", ".join(section or ["the guide"])
            raise MacroError(f"{name} has no questions", "write one: python -m macros new question", name)
        if topic is not None:
            topics = {name for question in pool for name in question.topics}
            pool = _narrow(pool, "topic", topic, topics, lambda question: question.topics)
        pool = _narrow(pool, "level", level, LEVELS, lambda question: (question.level,))
        pool = _narrow(pool, "kind", kind, KINDS, lambda question: (question.kind,))
        if tag is not None:
            tags = {name for question in self.questions.values() for name in question.tags}
            pool = _narrow(pool, "tag", tag, tags, lambda question: question.tags)
        if not pool:
            raise MacroError("no question meets all of these filters", "drop one of them")
        return tuple(pool)

    def carded(self, section: str, given: Mapping[str, Any]) -> tuple[Question, ...]:
        """The questions whose cards questions() shows in a text of `section`; none where it lists links.

        `given` are its arguments by name. Raises what `select` raises.
        """
        if given.get("show") == "links":
            return ()
        filters = {name: value for name, value in given.items() if name not in (*LAYOUT, "service")}
        return self.select(given.get("service") or section, **filters)

    def section_name(self, section: str, short: bool = False) -> str:
        """What a folder of questions is called: as its service, or as its first page."""
        if section in self.services:
            return self.services[section].short if short else self.services[section].name
        index = (page for page in self.content.pages if page.path.endswith(f"{section}/index.md"))
        titles = (page.title for page in index if page.section == section)
        return next(titles, section.replace("-", " ").capitalize())

    def topic_titles(self, questions: Iterable[Question]) -> dict[str, str]:
        """Titles of the topics that some questions may have, by id, in the order of their sections."""
        sections = dict.fromkeys(item.section for item in questions)
        return {name: title for section in sections for name, title in self.topics.get(section, {}).items()}

    @cached_property
    def by_section(self) -> Mapping[str, list[Question]]:
        """Questions by section, in the order of study."""
        found: dict[str, list[Question]] = {}
        for question in self.questions.values():
            found.setdefault(question.section, []).append(question)
        return found

    # -- how parts refer to each other -------------------------------------------------------------------

    @cached_property
    def shown(self) -> Mapping[str, list[str]]:
        """The pages that show a question's card, by question id; where links to it lead comes first.

        A list of a whole section beats a single card; then the question's own folder; then path order.
        """
        shown: dict[str, set[tuple[bool, bool, str]]] = defaultdict(set)
        for page in self.content.pages:
            for call in macro_calls(page.body)[0]:
                for question in self._cards_of(page, call):
                    own = page.section == question.section
                    shown[question.id].add((call.name == "question", not own, page.path))
        return {name: [path for _, _, path in sorted(places)] for name, places in shown.items()}

    @cached_property
    def homes(self) -> Mapping[str, str]:
        """The page that links to a question's card lead to, by question id."""
        return {name: pages[0] for name, pages in self.shown.items()}

    @cached_property
    def at_home(self) -> Mapping[str, list[Question]]:
        """The questions whose home a page is, by page."""
        found: dict[str, list[Question]] = defaultdict(list)
        for question in self.questions.values():
            if question.id in self.homes:
                found[self.homes[question.id]].append(question)
        return found

    @cached_property
    def practice_page(self) -> str:
        """The page that holds the practice app; empty without one."""
        return self._page_with("practice")

    @cached_property
    def facts_page(self) -> str:
        """The page that holds the table of all facts; empty without one."""
        return self._page_with("fact_index")

    def _page_with(self, macro: str) -> str:
        found = (
            page.path
            for page in self.content.pages
            if any(call.name == macro for call in macro_calls(page.body)[0])
        )
        return next(found, "")

    def _cards_of(self, page: Page, call: Call) -> Iterable[Question]:
        if not call.literal:
            return ()
        try:
            if call.name == "question":
                return (self.question(call.text("id")),)
            if call.name == "questions":
                return self.carded(page.section, asked_for(call.args, call.kwargs))
        except (MacroError, TypeError):
            pass  # the check of macro calls reports it, with its line
        return ()

    @cached_property
    def matcher(self) -> TermMatcher:
        """Finds the names of all terms that are linked automatically, be it only where they belong."""
        return TermMatcher(
            (name, term.id)
            for term in self.terms.values()
            if term.auto_link
            for name in (term.term, *term.aliases)
        )


def _get(known: Mapping[str, T], what: str, name: str, proposed: Iterable[str] | None = None) -> T:
    if name not in known:
        raise unknown(what, name, known if proposed is None else proposed)
    return known[name]


def unknown(what: str, name: str, known: Iterable[str]) -> MacroError:
    """The error for a name that does not exist, with the closest one as a hint."""
    return MacroError(f"there is no {what} '{name}'", did_you_mean(name, known), name)


def plan_id(path: str) -> str:
    """The id of the study plan on a page: the name of its file."""
    return PurePosixPath(path).stem


def asked_for(args: Sequence[Any], kwargs: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of a call of questions(), by name."""
    return dict(zip((*FILTERS, *LAYOUT), args, strict=False)) | dict(kwargs)


def _narrow(
    pool: list[Question],
    what: str,
    wanted: Filter,
    known: Iterable[str],
    values: Callable[[Question], Sequence[str]],
) -> list[Question]:
    if wanted is None:
        return pool
    names = {wanted} if isinstance(wanted, str) else set(wanted)
    for name in sorted(names - set(known)):
        raise unknown(what, name, known)
    return [item for item in pool if not names.isdisjoint(values(item))]
