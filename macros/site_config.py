"""What the generator needs to know of mkdocs.yml, read without MkDocs."""

from __future__ import annotations

import importlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import reduce
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from macros.issues import ContentError, Issue, Location
from macros.yaml_source import SafeLoader


class _ConfigLoader(SafeLoader):
    """Understands the tags that MkDocs allows: `!!python/name:`, `!ENV` and `!relative`."""


def _python_name(_: _ConfigLoader, suffix: str, __: yaml.Node) -> Any:
    module, _dot, name = suffix.rpartition(".")
    parts = module.split(".")
    for end in range(len(parts), 0, -1):  # the module may be followed by a class
        try:
            start = importlib.import_module(".".join(parts[:end]))
        except ModuleNotFoundError:
            continue
        return reduce(getattr, [*parts[end:], name], start)
    raise yaml.YAMLError(f"cannot import {suffix}")


def _environment(loader: _ConfigLoader, node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return os.environ.get(str(node.value))
    *names, default = loader.construct_sequence(node)  # type: ignore[arg-type]
    return next((os.environ[name] for name in names if os.environ.get(name)), default)


_ConfigLoader.add_multi_constructor("tag:yaml.org,2002:python/name:", _python_name)
_ConfigLoader.add_constructor("!ENV", _environment)
_ConfigLoader.add_constructor("!relative", lambda loader, node: None)


#: How old statements of a kind may grow where the configuration does not say; 270 days for other kinds.
USUAL_DAYS = {"answer": 365, "price-unit": 180}


@dataclass(frozen=True)
class SiteConfig:
    """The settings that content depends on.

    `stale_after` holds days by kind of statement: `answer`, `fact`, `price-unit`.
    `report_email` is where readers without an account can write; empty when there is none. `pins` are the
    versions of the packages that the tests install, facts are verified against them. `theme_folder` holds our
    part of the theme. `nav` are the pages in the order of the navigation. `lengths` are the least and the
    most words or items of a part of an answer, `avoid` are expressions and what to write instead, or why not.
    `feed_authority` is the domain name in the ids of the feed, which stays when the address changes.
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
    language: str = "en"
    copyright: str = ""
    theme_folder: str = "overrides"
    lengths: dict[str, tuple[int, int]] = field(default_factory=dict)
    avoid: dict[str, str] = field(default_factory=dict)
    feed_authority: str = ""

    def days(self, kind: str) -> int:
        """How old a statement of `kind` may grow before its check is due again."""
        return self.stale_after.get(kind, USUAL_DAYS.get(kind, 270))


def _read(file: Path) -> dict[str, Any]:
    """The configuration in `file`, laid over the one it inherits from; empty where there is none.

    Source: https://www.mkdocs.org/user-guide/configuration/#configuration-inheritance
    """
    if not file.is_file():
        return {}
    try:
        data = yaml.load(file.read_text(encoding="utf-8"), Loader=_ConfigLoader) or {}  # noqa: S506 (a SafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        place = Location(file.name, mark.line + 1 if mark else 1)
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise ContentError([Issue(place, f"this is not valid YAML: {problem}", "config")]) from error
    parent = data.pop("INHERIT", None)
    return _merge(_read(file.parent / parent), data) if parent else data


def _merge(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        both = isinstance(value, dict) and isinstance(below.get(key), dict)
        merged[key] = _merge(below[key], value) if both else value
    return merged


def read_site_config(root: Path) -> SiteConfig:
    """Read `mkdocs.yml` below `root`; defaults where there is none."""
    data = _read(root / "mkdocs.yml")
    guide = (data.get("extra") or {}).get("guide") or {}
    return SiteConfig(
        site_url=data.get("site_url") or "",
        repo_url=(data.get("repo_url") or "").rstrip("/"),
        edit_uri=data.get("edit_uri") or "edit/main/docs/",
        directory_urls=data.get("use_directory_urls", True),
        markdown_extensions=tuple(data.get("markdown_extensions") or ()),
        stale_after=guide.get("stale_after") or {},
        report_email=guide.get("report_email") or "",
        pins=_pins(root / "requirements-dev.txt"),
        nav=tuple(_leaves(data.get("nav"))),
        language=_theme(data).get("language") or "en",
        copyright=data.get("copyright") or "",
        theme_folder=_theme(data).get("custom_dir") or SiteConfig.theme_folder,
        lengths={
            name: (int(least), int(most)) for name, (least, most) in (guide.get("lengths") or {}).items()
        },
        feed_authority=guide.get("feed_authority") or urlsplit(data.get("site_url") or "").hostname or "",
        avoid={str(words): str(instead) for words, instead in (guide.get("avoid") or {}).items()},
    )


def _theme(data: dict[str, Any]) -> dict[str, Any]:
    theme = data.get("theme")
    return theme if isinstance(theme, dict) else {}


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
