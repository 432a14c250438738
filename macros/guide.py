"""A guide opened for building: loaded, checked, and ready to render. Cached, for engines ask once a page."""

from __future__ import annotations

import gc
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from macros.attachments import example_tests
from macros.catalog import Catalog
from macros.checks import CHECKS, STOPPING, Findings, halves, judged, run_some
from macros.clock import build_date, latest_date
from macros.collecting import uncollected
from macros.content_files import State, states
from macros.file_cache import FileCache, caching, digest_of
from macros.issues import ContentError, Issue, errors
from macros.library import MACROS
from macros.loading import load_content
from macros.models import Question, Term
from macros.processes import dealt, side_by_side
from macros.references import uses
from macros.rendering.answers import Rendered, Renderer
from macros.rendering.cards import MATERIALS, PLACES
from macros.rendering.here import Here
from macros.site_config import FILE as CONFIG
from macros.site_config import read_site_config

#: The repository. Not resolved: a guide may link this package into its own repository.
ROOT = Path(__file__).parent.parent

#: What is kept of files, and of the texts in them.
CACHES = ("content", "readings")

_opened: dict[Path, tuple[frozenset[State], Guide | ContentError]] = {}
_caches: dict[Path, FileCache] = {}


@dataclass(frozen=True)
class Guide:
    """A catalog without errors, and the renderer for its answers: `prepared`, or a new one.

    `warnings` are those that came up while looking for errors; `advice` has the others. `mark` names the
    state of everything that it was made of; empty where nobody asks.
    """

    catalog: Catalog
    warnings: tuple[Issue, ...] = ()
    prepared: Renderer | None = field(default=None, repr=False, compare=False)
    mark: bytes = b""
    _page: list[Here] = field(default_factory=list, repr=False, compare=False)
    _placed: dict[tuple[str, str], str] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def renderer(self) -> Renderer:
        """Renders each answer once."""
        return self.prepared or Renderer(self.catalog, MACROS)

    def advice(self) -> list[Issue]:
        """The warnings that a build does not look for."""
        found, _ = run_some(self.catalog, [check for check in CHECKS if check not in STOPPING])
        return [issue for issue in judged(self.catalog, found) if issue not in self.warnings]

    def kept(self, name: str) -> FileCache | None:
        """What is kept of this guide between builds under a name; None where nothing is."""
        return _cache(self.catalog.root, name) if self.mark else None

    def placed(self, kind: str, name: str, here: Here) -> str:
        """The HTML of what belongs in a place of a page; remembered as long as its page is at work."""
        if self._page != [here]:
            self._page[:] = [here]
            self._placed.clear()
        if (kind, name) not in self._placed:
            self._placed[kind, name] = PLACES[kind](self.catalog, self.renderer, name, here)
        return self._placed[kind, name]

    def material(self, kind: str, name: str, here: Here) -> bytes:
        """What belongs in a place of a page, or what stands for it: the same as long as that is."""
        known = MATERIALS[kind](self.catalog, self.renderer, name) if kind in MATERIALS else None
        return known or self.placed(kind, name, here).encode()


def load_catalog(root: Path, cached: bool = False) -> Catalog:
    """Read the guide at `root`; `cached`: only what has changed. Faults are in `catalog.content.issues`."""
    content, readings = (_cache(root, name) if cached else None for name in CACHES)
    config = read_site_config(root)
    return Catalog(root, load_content(root, content), config, build_date(), readings or FileCache())


def open_guide(root: Path = ROOT, seen: frozenset[State] | None = None) -> Guide:
    """The checked guide at `root`, read anew only when a file has changed. Raises ContentError.

    `seen`: its files, where somebody has looked at them just now.
    """
    found = seen or states(root)
    if root not in _opened or _opened[root][0] != found:
        _opened[root] = (found, _open(root))
    return opened_guide(root)


def opened_guide(root: Path = ROOT) -> Guide:
    """The guide as it was last opened, without looking at the files: for what runs many times a page."""
    if root not in _opened:
        return open_guide(root)
    outcome = _opened[root][1]
    if isinstance(outcome, ContentError):
        raise outcome
    return outcome


def read_again(root: Path = ROOT) -> frozenset[str] | None:
    """Read the guide as it is now, unchecked, for a preview; the next `open_guide` reads and checks it anew.

    The content files that differ from those of the guide that was open. None where more than their own texts
    may look different by that, or where some cannot be read: then the guide that was open stays so.
    """
    try:
        before = opened_guide(root)
    except ContentError:
        return None
    catalog = load_catalog(root, cached=True)
    marks, known = catalog.content.marks, before.catalog.content.marks
    if errors(catalog.content.issues) or marks.keys() != known.keys():
        return None
    renderer = Renderer(catalog, MACROS, _cache(root, "answers"))
    if renderer.references != before.renderer.references:
        return None
    _opened[root] = (frozenset(), Guide(catalog, (), renderer))
    return frozenset(path for path, mark in marks.items() if mark != known[path])


def _open(root: Path) -> Guide | ContentError:
    gc.unfreeze()
    with uncollected():  # a tenth of the time
        catalog = load_catalog(root, cached=True)
        renderer = Renderer(catalog, MACROS, _cache(root, "answers"))
        mark = _mark(catalog)
        issues = _findings(catalog, renderer, mark)
    gc.freeze()
    return ContentError(issues) if errors(issues) else Guide(catalog, tuple(issues), renderer, mark)


def _mark(catalog: Catalog) -> bytes:
    """A mark of all that checks look at and pages are made of, but the code.

    That is the content, the settings, the build's day and the clock's, and which tests of examples there are.
    """
    config = catalog.root / CONFIG  # its bytes, for findings name its lines
    others = (catalog.config, catalog.today, latest_date(), catalog.root, example_tests(catalog.root))
    written = config.read_bytes() if config.is_file() else b""
    return digest_of(catalog.content.digest, repr(others), written)


def _findings(catalog: Catalog, renderer: Renderer, mark: bytes) -> list[Issue]:
    """What can stop a build; kept as long as everything that those checks see stays the same.

    Two processors share that and the rendering of answers, which a build needs next.
    """
    cache = _cache(catalog.root, "findings")
    if cache and cache.has("all", mark):
        return cache.get("all", mark, list)
    mine, others = halves(STOPPING)

    def work() -> Findings:
        found, _ = run_some(catalog, mine)
        with suppress(Exception):
            uses(catalog)  # copies of this process need it next
        _some(renderer, items())
        return found

    # Faulty content is not rendered: the checks say what is wrong with it.
    with dealt([] if errors(catalog.content.issues) else renderer.items()) as items:
        first, ((second, account), rendered) = side_by_side(
            work, lambda: (run_some(catalog, others), _some(renderer, items()))
        )
    catalog.readings.take_over(account)
    renderer.take(rendered)
    issues = judged(catalog, first | second)
    if cache:
        cache.get("all", mark, lambda: issues)
        cache.save()
    return issues


def _some(renderer: Renderer, items: Iterable[Question | Term]) -> Rendered:
    """Rendered questions and terms; none where the content has faults, which the checks report."""
    with suppress(Exception):
        return renderer.several(items)
    return {}


def _cache(root: Path, name: str) -> FileCache | None:
    """What is kept of the guide at `root` between runs, and in memory between builds of one process."""
    if not caching():
        return None
    file = root / ".cache" / f"{name}.pickle"
    if file not in _caches:
        _caches[file] = FileCache(file)
    return _caches[file]
