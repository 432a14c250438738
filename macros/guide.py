"""A guide opened for building: loaded, checked, and ready to render. Cached, for engines ask once a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from macros.catalog import Catalog
from macros.checks import run_checks
from macros.clock import build_date
from macros.file_cache import FileCache
from macros.issues import ContentError, Issue, errors
from macros.library import MACROS
from macros.loading import content_files, load_content
from macros.rendering.answers import Renderer
from macros.site_config import read_site_config

#: The repository. Not resolved: a guide may link this package into its own repository.
ROOT = Path(__file__).parent.parent

#: What is kept of files, and of the texts in them.
CACHES = ("content", "readings")

_Fingerprint = frozenset[tuple[str, int, int]]
_opened: dict[Path, tuple[_Fingerprint, Guide | ContentError]] = {}


@dataclass(frozen=True)
class Guide:
    """A catalog without errors, and the renderer for its answers."""

    catalog: Catalog
    warnings: tuple[Issue, ...] = ()

    @cached_property
    def renderer(self) -> Renderer:
        """Renders each answer once."""
        return Renderer(self.catalog, MACROS)


def load_catalog(root: Path, cached: bool = False) -> Catalog:
    """Read the guide at `root`; `cached`: only what has changed. Faults are in `catalog.content.issues`."""
    content, readings = (FileCache(root / ".cache" / f"{name}.pickle" if cached else None) for name in CACHES)
    return Catalog(root, load_content(root, content), read_site_config(root), build_date(), readings)


def open_guide(root: Path = ROOT) -> Guide:
    """The checked guide at `root`, read anew only when a file has changed. Raises ContentError."""
    fingerprint = _fingerprint([root / "mkdocs.yml", *content_files(root)])
    if root not in _opened or _opened[root][0] != fingerprint:
        _opened[root] = (fingerprint, _open(root))
    return opened_guide(root)


def opened_guide(root: Path = ROOT) -> Guide:
    """The guide as it was last opened, without looking at the files: for what runs many times a page."""
    if root not in _opened:
        return open_guide(root)
    outcome = _opened[root][1]
    if isinstance(outcome, ContentError):
        raise outcome
    return outcome


def _open(root: Path) -> Guide | ContentError:
    catalog = load_catalog(root)
    issues = run_checks(catalog)
    return ContentError(issues) if errors(issues) else Guide(catalog, tuple(issues))


def _fingerprint(files: Iterable[Path]) -> _Fingerprint:
    stats = [(str(file), file.stat()) for file in files if file.is_file()]
    return frozenset((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats)
