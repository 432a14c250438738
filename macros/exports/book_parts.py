"""What a book is made of: titles, the order of the pages, its parts with their pages and questions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from macros.catalog import Catalog
from macros.models import Category, Page, Plan, Question, Step
from macros.paths import GLOSSARY_PAGE
from macros.planning import pages_of, questions_of


def guide_title(catalog: Catalog) -> str:
    """What the guide calls itself: the title of its first page."""
    return catalog.pages["index.md"].title if "index.md" in catalog.pages else "Guide"


def glossary_title(catalog: Catalog) -> str:
    """The title of the glossary's page."""
    return catalog.pages[GLOSSARY_PAGE].title if GLOSSARY_PAGE in catalog.pages else "Glossary"


def ordered_pages(catalog: Catalog) -> list[Page]:
    """Every page: as the navigation has them, then those that it does not name, folder by folder."""
    rank = {path: index for index, path in enumerate(catalog.config.nav)}

    def key(page: Page) -> tuple[int, str, bool, str]:
        folder, _, name = page.path.rpartition("/")
        return rank.get(page.path, len(rank)), folder, name != "index.md", name

    return sorted(catalog.pages.values(), key=key)


@dataclass(frozen=True)
class Leaf:
    """A page in the book, and the level of its title."""

    page: Page
    level: int


@dataclass(frozen=True)
class Part:
    """The study plans, a category with its services, a collection of questions, or the glossary.

    Or a step of a plan: the pages to read, then the questions that stand on none of the book's pages.
    """

    id: str
    title: str
    leaves: tuple[Leaf, ...]
    questions: tuple[Question, ...] = ()
    step: Step | None = None


def parts(catalog: Catalog) -> list[Part]:
    """The book: study plans, category by category, questions that belong to none, the glossary."""
    pages = ordered_pages(catalog)
    found = [_folder(folder, pages) for folder in _folders(plan.page for plan in catalog.plans.values())]
    found += [_category(catalog, category, pages) for category in catalog.categories.values()]
    taken = paths(found)
    homes = (home for home in catalog.homes.values() if home not in taken)
    found += [_folder(folder, pages) for folder in _folders(homes)]
    if GLOSSARY_PAGE in catalog.pages:
        glossary = catalog.pages[GLOSSARY_PAGE]
        found.append(Part(glossary.section, glossary.title, (Leaf(glossary, 1),)))
    return found


def plan_parts(catalog: Catalog, plan: Plan) -> list[Part]:
    """The book of a study plan: what each step says to read, then the questions that it asks.

    A page or a question that an earlier step has is not printed again.
    """
    shown = {page.path for step in plan.steps for page in pages_of(catalog, step)}
    printed: set[str] = set()

    def new(name: str) -> bool:
        """Whether it is the first time that this page or question comes."""
        first = name not in printed
        printed.add(name)
        return first

    found = []
    for step in plan.steps:
        leaves = tuple(Leaf(page, 2) for page in pages_of(catalog, step) if new(page.path))
        asked = (item for item in questions_of(catalog, [step]) if catalog.homes.get(item.id) not in shown)
        questions = tuple(question for question in asked if new(question.id))
        found.append(Part(step.id, step.title, leaves, questions, step))
    return found


def paths(chosen: Iterable[Part]) -> set[str]:
    """The pages of some parts, by path below docs."""
    return {leaf.page.path for part in chosen for leaf in part.leaves}


def questions_in(catalog: Catalog, chosen: Iterable[Part]) -> set[str]:
    """The ids of the questions of some parts."""
    pages = paths(chosen)
    alone = {question.id for part in chosen for question in part.questions}
    return alone | {name for name, home in catalog.homes.items() if home in pages}


def _folders(pages: Iterable[str]) -> list[str]:
    """The folders of these pages, each once."""
    return list(dict.fromkeys(path.rpartition("/")[0] for path in pages))


def _folder(folder: str, pages: list[Page]) -> Part:
    """The pages of a folder, below the first of them."""
    inside = [page for page in pages if page.path.rpartition("/")[0] == folder]
    leaves = tuple(Leaf(page, 1 if index == 0 else 2) for index, page in enumerate(inside))
    return Part(folder.replace("/", "-") or "more", leaves[0].page.title, leaves)


def _category(catalog: Catalog, category: Category, pages: list[Page]) -> Part:
    folder = category.page.rpartition("/")[0]
    index = catalog.pages[category.page]
    services = [service for service in catalog.services.values() if service.category == category.id]
    leaves = [Leaf(index, 1)]
    for page in pages:
        own = page.path.startswith(f"{folder}/") and page is not index
        if own and not any(page.path.startswith(f"{service.folder}/") for service in services):
            leaves.append(Leaf(page, 2))
    for service in services:
        leaves.append(Leaf(catalog.pages[service.page], 2))
        leaves += [
            Leaf(page, 3)
            for page in pages
            if page.path.startswith(f"{service.folder}/") and page.path != service.page
        ]
    return Part(category.id, index.title, tuple(leaves))
