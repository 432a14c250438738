"""What the generator needs to know of mkdocs.yml, read without MkDocs."""

from __future__ import annotations

import importlib
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache, reduce
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml
from pydantic import TypeAdapter, ValidationError
from yaml.constructor import ConstructorError

from macros.issues import ContentError, Issue, Location
from macros.models.settings import Settings
from macros.validation import faults
from macros.yaml_source import SafeLoader, explained

CHECK = "config"
FILE = "mkdocs.yml"


class _ConfigLoader(SafeLoader):
    """Understands the tags that MkDocs allows: `!!python/name:`, `!ENV` and `!relative`."""


def _python_name(_: _ConfigLoader, suffix: str, node: yaml.Node) -> Any:
    module, _dot, name = suffix.rpartition(".")
    parts = module.split(".")
    try:
        for end in range(len(parts), 0, -1):  # the module may be followed by a class
            try:
                start = importlib.import_module(".".join(parts[:end]))
            except ModuleNotFoundError:
                continue
            return reduce(getattr, [*parts[end:], name], start)
    except (AttributeError, ImportError, ValueError):
        pass
    raise ConstructorError(None, None, f"cannot import {suffix}", node.start_mark)


def _environment(loader: _ConfigLoader, node: yaml.Node) -> Any:
    """The first of some variables that has a value, typed as YAML would, or else the last item.

    Source: https://github.com/waylan/pyyaml-env-tag
    """
    items = node.value if isinstance(node, yaml.SequenceNode) else [node]
    if not items or not all(isinstance(item, yaml.ScalarNode) for item in items):
        raise ConstructorError(None, None, "!ENV is followed by [NAME, default]", node.start_mark)
    *names, last = items
    for name in names or [last]:
        value = os.environ.get(name.value)
        if value:
            tag: str = loader.resolve(yaml.ScalarNode, value, (True, False))  # type: ignore[no-untyped-call]
            return loader.construct_object(yaml.ScalarNode(tag, value, node.start_mark))
    return loader.construct_object(last) if names else None


_ConfigLoader.add_multi_constructor("tag:yaml.org,2002:python/name:", _python_name)
_ConfigLoader.add_constructor("!ENV", _environment)
_ConfigLoader.add_constructor("!relative", lambda loader, node: None)


#: How old statements of a kind may grow where the configuration does not say; 270 days for other kinds.
USUAL_DAYS = {"answer": 365, "price-unit": 180}


#: How the engine takes a fault of the navigation where `validation.nav` does not say.
#: Source: https://www.mkdocs.org/user-guide/configuration/#validation
USUAL_RULES = {"omitted_files": "info", "not_found": "warn"}


@dataclass(frozen=True)
class SiteConfig:
    """The settings that content depends on.

    `stale_after` holds days by kind of statement: `answer`, `fact`, `price-unit`.
    `report_email` is where readers without an account can write; empty when there is none. `pins` are the
    versions of the packages that the tests install, facts are verified against them. `theme_folder` holds our
    part of the theme. `nav` are the pages in the order of the navigation, `left_out` are patterns of pages
    that need not be in it, `excluded` those of files that are no pages, and `nav_rules` names what a strict
    build refuses in it. `lengths` are the least and the most words or items of a part of an answer, `avoid`
    are expressions and what to write instead, or why not. `feed_authority` is the domain name in the ids of
    the feed, which stays when the address changes.
    """

    site_url: str = ""
    repo_url: str = ""
    edit_uri: str = ""
    directory_urls: bool = True
    markdown_extensions: tuple[Any, ...] = ()
    stale_after: dict[str, int] = field(default_factory=dict)
    report_email: str = ""
    pins: dict[str, str] = field(default_factory=dict)
    nav: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    excluded: str = ""
    nav_rules: tuple[str, ...] = ("not_found",)
    language: str = "en"
    copyright: str = ""
    theme_folder: str = "overrides"
    lengths: dict[str, tuple[int, int]] = field(default_factory=dict)
    avoid: dict[str, str] = field(default_factory=dict)
    feed_authority: str = ""

    def days(self, kind: str) -> int:
        """How old a statement of `kind` may grow before its check is due again."""
        return self.stale_after.get(kind, USUAL_DAYS.get(kind, 270))


@dataclass(frozen=True)
class _File:
    """A configuration as it is written, and where findings say that it lies."""

    text: str
    name: str
    settings: dict[str, Any]

    def find(self, path: Sequence[str | int]) -> tuple[int, int]:
        """(how many steps of `path` stand in the file, the line of the last of them).

        Only looked for when something is wrong, for to read the file once more takes longer than to check it.
        """
        node = yaml.compose(self.text, Loader=_ConfigLoader)
        line = 1
        for depth, step in enumerate(path):
            if isinstance(node, yaml.MappingNode):
                found = [(key, value) for key, value in node.value if key.value == str(step)]
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
                found = [(item, item) for item in node.value[step : step + 1]]
            else:
                found = []
            if not found:
                return depth, line
            key, node = found[-1]
            line = key.start_mark.line + 1
        return len(path), line


def _error(name: str, line: int, message: str, hint: str = "") -> ContentError:
    return ContentError([Issue(Location(name, line), message, CHECK, hint)])


def _read(file: Path, root: Path) -> _File:
    """The configuration in a file. Raises ContentError."""
    name = file.relative_to(root).as_posix() if file.is_relative_to(root) else str(file)
    written = file.read_bytes()
    text = ""
    try:
        text = written.decode("utf-8")
        data = yaml.load(text, Loader=_ConfigLoader)  # noqa: S506 (a SafeLoader)
    except UnicodeDecodeError as error:
        line = written.count(b"\n", 0, error.start) + 1
        raise _error(name, line, "this is not UTF-8", "save the file with the encoding UTF-8") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        problem, line, hint = explained(error, text)
        raise _error(name, line + 1, f"this is not valid YAML: {problem}", hint) from error
    if not isinstance(data, dict | None):
        raise _error(name, 1, "the configuration is not a mapping", "write 'setting: value' lines")
    return _File(text, name, data or {})


def _files(root: Path, name: str = FILE) -> list[_File]:
    """The configuration and those that it inherits from, each over the next; none where there is none.

    Source: https://www.mkdocs.org/user-guide/configuration/#configuration-inheritance
    """
    found: list[_File] = []
    file = root / name
    read: set[Path] = set()
    while file.is_file() or found:
        below = _read(file, root)
        found.append(below)
        read.add(file.resolve())
        parent = below.settings.pop("INHERIT", None)
        if not parent:
            break
        line = below.find(["INHERIT"])[1]
        if not isinstance(parent, str):
            raise _error(below.name, line, "INHERIT: should be the path of a file")
        file = file.parent / parent
        if not file.is_file():
            raise _error(
                below.name, line, f"INHERIT: there is no file '{parent}'", "paths count from this file"
            )
        if file.resolve() in read:
            raise _error(below.name, line, f"INHERIT: '{parent}' inherits from this file", "leave one out")
    return found


def _merge(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        both = isinstance(value, dict) and isinstance(below.get(key), dict)
        merged[key] = _merge(below[key], value) if both else value
    return merged


@cache
def _model() -> TypeAdapter[Settings]:
    return TypeAdapter(Settings)


def _settings(root: Path, name: str) -> Settings:
    files = _files(root, name)

    def place(path: Sequence[str | int]) -> Location:
        """Where a setting stands: in the uppermost file that knows the most of its path."""
        found = [(*file.find(path), file.name) for file in files]
        depth = max(depth for depth, *_ in found)
        return next(Location(name, line) for known, line, name in found if known == depth)

    merged = reduce(lambda below, file: _merge(below, file.settings), reversed(files), dict[str, Any]())
    if files and not merged:
        raise _error(files[0].name, 1, "the configuration is empty", "a site has a site_name at least")
    try:
        return _model().validate_python(merged)
    except ValidationError as error:
        raise ContentError(faults(error, Settings, place, CHECK)) from error


def read_site_config(root: Path, name: str = FILE) -> SiteConfig:
    """Read a configuration below `root`; defaults where there is none. Raises ContentError."""
    settings = _settings(root, name)
    guide = (settings.get("extra") or {}).get("guide") or {}
    theme = settings.get("theme") or {}
    rules = USUAL_RULES | _given((settings.get("validation") or {}).get("nav"))
    edit_uri, directory_urls = settings.get("edit_uri"), settings.get("use_directory_urls")
    return SiteConfig(
        site_url=settings.get("site_url") or "",
        repo_url=(settings.get("repo_url") or "").rstrip("/"),
        edit_uri="edit/main/docs/" if edit_uri is None else edit_uri,
        directory_urls=directory_urls is not False,
        markdown_extensions=tuple(settings.get("markdown_extensions") or ()),
        stale_after=_given(guide.get("stale_after")),
        report_email=guide.get("report_email") or "",
        pins=_pins(root / "requirements-dev.txt"),
        nav=tuple(_leaves(settings.get("nav"))),
        left_out=_left_out(settings),
        excluded=settings.get("exclude_docs") or "",
        nav_rules=tuple(name for name, level in rules.items() if level == "warn"),
        language=theme.get("language") or "en",
        copyright=settings.get("copyright") or "",
        theme_folder=theme.get("custom_dir") or SiteConfig.theme_folder,
        lengths=_given(guide.get("lengths")),
        feed_authority=guide.get("feed_authority") or urlsplit(settings.get("site_url") or "").hostname or "",
        avoid=guide.get("avoid") or {},
    )


def editions(root: Path) -> list[str]:
    """The configurations beside `mkdocs.yml` that no other one inherits from: those are built as they are."""
    names = [file.name for file in sorted(root.glob("mkdocs*.yml"))]
    inherited: set[str] = set()
    for name in names:
        with suppress(ContentError):  # whoever reads that one says what is wrong with it
            inherited.update(file.name for file in _files(root, name)[1:])
    return [name for name in names if name != FILE and name not in inherited]


def nav_places(root: Path) -> tuple[Location, dict[str, Location]]:
    """Where the navigation stands, and where each of its entries does. Raises ContentError.

    Only asked for when something is wrong with one.
    """
    file = next(file for file in _files(root) if file.settings.get("nav"))
    tree: Any = yaml.compose(file.text, Loader=_ConfigLoader)
    key, nav = next(pair for pair in tree.value if pair[0].value == "nav")
    found: dict[str, Location] = {}
    waiting = [nav]
    for node in waiting:
        if isinstance(node, yaml.ScalarNode):
            found.setdefault(node.value, Location(file.name, node.start_mark.line + 1))
        elif isinstance(node, yaml.MappingNode):
            waiting += [value for _, value in node.value]
        else:
            waiting += node.value
    return Location(file.name, key.start_mark.line + 1), found


def _left_out(settings: Settings) -> tuple[str, ...]:
    """Patterns of what no engine expects in the navigation."""
    found = (settings.get("exclude_docs"), settings.get("draft_docs"), settings.get("not_in_nav"))
    return tuple(patterns for patterns in found if patterns)


def _given(settings: Mapping[str, Any] | None) -> dict[str, Any]:
    """Those settings that have a value."""
    return {name: value for name, value in (settings or {}).items() if value is not None}


def _leaves(nav: Any) -> Iterator[str]:
    """The pages named in a navigation, which is a list of pages and of lists with a title."""
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, list | dict):
        for item in nav.values() if isinstance(nav, dict) else nav:
            yield from _leaves(item)


def _pins(file: Path) -> dict[str, str]:
    """Versions by package of a requirements file."""
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    return dict(re.findall(r"^([\w.-]+)==([^\s;\\]+)", text, re.MULTILINE))
