"""Files become models, each with its place. Every fault is collected; nothing is raised."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from os.path import splitext
from pathlib import Path

from macros.allowances import read_allowances
from macros.attachments import load_diagram, load_example, load_icon, picture_of, tested_by
from macros.content import Content
from macros.content_files import EXAMPLES, files_below
from macros.file_cache import Account, FileCache, digest_of
from macros.icons import NAME as ICON
from macros.issues import Issue, Location
from macros.processes import dealt, side_by_side
from macros.publishable import Fault, is_picture, path_fault, picture_fault
from macros.reading import CHECK, ContentFile, Loader, bytes_of, link_fault, names_of, text_of
from macros.records import load_facts, load_news, load_page, load_question, load_term

#: From how many files on two processes read quicker than one.
MANY = 200

#: What is said of the path of a file depends on what reads it; all other readers read records.
READ_AS: Mapping[Loader, str] = {load_example: "example", load_icon: "icon", load_page: "page"}


def load_content(root: Path, cache: FileCache | None = None) -> Content:
    """Read everything below `docs/` of the repository at `root`.

    The `cache` spares reading a file again that has not changed.
    """
    content = Content()
    everything: list[bytes] = []
    files = list(_files(root))
    marks = _read_ahead(files, root, cache) if cache and cache.empty else {}
    for file in files:
        fault = link_fault(file, root) if file.is_link else None
        if fault:
            content.add(_unread(file, Content(issues=[fault])))
            continue
        read_as = READ_AS.get(file.loader, "record") if file.loader else ""
        out_of_place = path_fault(root, file.parts, read_as)
        if out_of_place:
            content.add(_refused(file, out_of_place))
            continue
        try:
            data = None if file.path in marks else bytes_of(file)
            mark = marks[file.path] if data is None else _mark(file, data, root)
        except FileNotFoundError:
            continue  # an editor has just put another in its place, or taken it away
        except OSError as error:
            content.add(
                _refused(file, (f"this file cannot be read: {error.strerror}", "mend its permissions"))
            )
            continue
        everything += os.fsencode(file.path), mark
        if file.loader:
            content.marks[file.path] = mark
            load = partial(_load_file, file, data, root)
            content.add(cache.get(file.path, mark, load) if cache else load())
        elif is_picture(file.uri):
            unfit = picture_fault(file.uri, data or b"")
            if unfit:
                content.add(_refused(file, unfit))
    content.digest = digest_of(*everything)
    if cache:
        cache.save()
    return content


def _refused(file: ContentFile, fault: Fault) -> Content:
    """Nothing of a file that may not be there."""
    message, hint = fault
    return _unread(file, Content(issues=[Issue(Location(file.path, 1), message, CHECK, hint)]))


def _unread(file: ContentFile, content: Content) -> Content:
    """The same, of a file that holds no record that could be read."""
    if file.suffix.lower() in {".yml", ".yaml"}:  # who misnames facts still refers to them
        content.unread.add(f"{''.join(file.parts[-2:-1])}/")
    return _with_names(file, content)


def _files(root: Path) -> Iterator[ContentFile]:
    start = len(str(root / "docs")) + 1
    for entry in files_below(str(root / "docs")):
        parts = tuple(entry.path[start:].split(os.sep))
        suffix = splitext(parts[-1])[1]
        path, loader = f"docs/{'/'.join(parts)}", _loader_of(parts, suffix)
        yield ContentFile(path, parts, entry.path, entry.is_symlink(), suffix, loader)


def _mark(file: ContentFile, data: bytes, root: Path) -> bytes:
    """What stands for all that the records of a file are made of: its bytes, and what lies beside it."""
    if file.loader is load_diagram:
        return digest_of(data, picture_of(file))
    if file.loader is load_example:
        return digest_of(data, tested_by(file, root))
    return digest_of(data)


def _read_ahead(files: Sequence[ContentFile], root: Path, cache: FileCache) -> dict[str, bytes]:
    """Let two processes read into the cache what the files hold: for when nothing is known yet.

    The marks of what was read, by path.
    """

    def read(some: Iterable[ContentFile]) -> tuple[dict[str, bytes], Account]:
        marks: dict[str, bytes] = {}
        for file in some:
            if file.loader and not file.is_link:
                with suppress(OSError):  # who reads it next says so
                    data = bytes_of(file)
                    mark = _mark(file, data, root)
                    cache.get(file.path, mark, partial(_load_file, file, data, root))
                    marks[file.path] = mark
        return marks, cache.account()

    if len(files) < MANY:
        return {}
    with dealt(files) as some:
        (here, _), (there, account) = side_by_side(lambda: read(some()), lambda: read(some()))
    cache.take_over(account)
    return here | there


def _load_file(file: ContentFile, data: bytes | None, root: Path) -> Content:
    """What one file holds; `data`: its bytes, if they are at hand."""
    content = Content()
    text = text_of(file, bytes_of(file) if data is None else data, content)
    if text is None:
        return _unread(file, content)
    if file.loader is not load_example:
        allowances, found, text = read_allowances(text, file.path)
        content.allowances += allowances
        content.issues += found
    if file.loader:
        file.loader(file, text, content, root)
    return _with_names(file, content)


def _with_names(file: ContentFile, content: Content) -> Content:
    """The same; where something was wrong with the file, what it holds counts as unread."""
    if content.issues:
        content.unread |= names_of(file)
    return content


def _loader_of(parts: tuple[str, ...], suffix: str) -> Loader | None:
    """What reads a file, by its path from the docs folder."""
    *folders, name = parts
    if EXAMPLES in folders:
        return load_example
    if suffix == ".mmd" and "diagrams" in folders:
        return load_diagram
    if name == ICON and "diagrams" not in folders:
        return load_icon
    if name == "facts.yml":
        return load_facts
    if suffix != ".md":
        return None
    if folders[-1:] == ["questions"]:
        return load_question
    if folders[-2:] == ["glossary", "terms"]:
        return load_term
    if folders == ["news"] and name != "index.md":
        return load_news
    return load_page
