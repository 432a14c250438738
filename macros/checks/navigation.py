"""What the navigation names must be there, and what is there must be in it: else a strict build fails late.

The engine says so at the end of a build, without a line. Whether it is a fault at all follows `validation`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from macros.catalog import Catalog
from macros.checks.texts import faulty
from macros.file_cache import digest_of
from macros.issues import Issue, did_you_mean
from macros.models import Page
from macros.site_config import nav_places

ID = "navigation"


def check(catalog: Catalog) -> Iterator[Issue]:
    """Entries of `nav` that name no file, and pages that are in none and not in `not_in_nav`."""
    config = catalog.config
    if not config.nav:
        return  # the engine lists the folders
    pages = sorted({page.path for page in (*catalog.content.pages, *faulty(catalog, Page))})
    paths = [entry for entry in config.nav if _is_path(entry)]
    dead = [entry for entry in paths if not _is_there(catalog, entry, pages)]
    hidden = _excluded([entry for entry in paths if _plain(entry) not in pages], config.excluded)
    rooted = [entry for entry in config.nav if entry.startswith("/")]
    twice = [entry for entry, number in Counter(map(_plain, paths)).items() if number > 1]
    what = digest_of(repr((pages, config.nav, config.left_out)))
    unlisted = catalog.readings.get(ID, what, lambda: _omitted(pages, config.nav, config.left_out))
    dead = dead if "not_found" in config.nav_rules else []
    hidden = [entry for entry in hidden if entry not in dead] if "not_found" in config.nav_rules else []
    rooted = rooted if "absolute_links" in config.nav_rules else []
    omitted = unlisted if "omitted_files" in config.nav_rules else []
    if not dead and not hidden and not rooted and not twice and not omitted:
        return
    nav, places = nav_places(catalog.root)
    for entry in hidden:
        hint = "questions, terms, news, examples and diagrams stand on pages: name the page"
        yield Issue(places.get(entry, nav), f"nav: 'docs/{entry}' is no page of its own", ID, hint)
    for entry in rooted:
        hint = f"write '{entry.lstrip('/')}', for paths count from docs"
        yield Issue(places.get(entry, nav), f"nav: '{entry}' begins with a slash", ID, hint)
    for entry in twice:
        hint = "keep one: a page has one place, with one page before it and one after"
        message = f"nav: the page 'docs/{entry}' is in two entries"
        yield Issue(places.get(entry, nav), message, ID, hint, "warning")
    meant = {entry.lstrip("/") for entry in rooted}
    for entry in dict.fromkeys(dead):
        hint = did_you_mean(entry.replace("\\", "/"), unlisted)
        meant.add(hint.removeprefix("did you mean '").removesuffix("'?"))
        message = f"nav: there is no file 'docs/{entry}'"
        yield Issue(places.get(entry, nav), message, ID, hint or "take the entry out, or write the page")
    for path in omitted:
        if path not in meant:
            near = _near(path, config.nav)
            hint = f"add '- {path}' {'below this line' if near else 'to it'}, or the page to not_in_nav"
            message = f"nav: the page 'docs/{path}' is in no entry"
            # No error, so that a preview shows it.
            yield Issue(places.get(near, nav), message, ID, hint, "warning")


def _is_path(entry: str) -> bool:
    """Whether an entry is no address."""
    try:
        parts = urlsplit(entry)
    except ValueError:  # brackets that hold no IPv6 address
        return True
    return not (parts.scheme or parts.netloc or entry.startswith("/"))


def _plain(entry: str) -> str:
    return PurePosixPath(entry).as_posix()


def _is_there(catalog: Catalog, entry: str, pages: Sequence[str]) -> bool:
    path = _plain(entry)
    return path in pages or (not path.startswith("..") and catalog.has_file(path))


def _excluded(entries: Sequence[str], patterns: str) -> list[str]:
    """Those entries that no engine makes a page of."""
    if not entries or not patterns:
        return []
    from pathspec.gitignore import GitIgnoreSpec

    spec = GitIgnoreSpec.from_lines(patterns.splitlines())
    return [entry for entry in entries if spec.match_file(_plain(entry))]


def _omitted(pages: Sequence[str], nav: Sequence[str], left_out: Sequence[str]) -> list[str]:
    """The pages in no entry, without those that patterns of the configuration leave out."""
    listed = {_plain(entry) for entry in nav}
    rest = [path for path in pages if path not in listed]
    if rest and left_out:
        from pathspec.gitignore import GitIgnoreSpec  # as the engine does; it takes longer than all of this

        specs = [GitIgnoreSpec.from_lines(patterns.splitlines()) for patterns in left_out]
        rest = [path for path in rest if not any(spec.match_file(path) for spec in specs)]
    return rest


def _near(path: str, nav: Sequence[str]) -> str:
    """The last entry of the page's folder, or of the nearest one above; empty where there is none."""
    for folder in PurePosixPath(path).parents:
        if folder.name:
            beside = [entry for entry in nav if PurePosixPath(entry).parent == folder]
            if beside:
                return beside[-1]
    return ""
