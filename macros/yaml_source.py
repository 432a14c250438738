"""YAML that remembers its lines: values together with the line of every key and item."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import yaml
from yaml.composer import ComposerError

try:
    from yaml import CSafeLoader as _SafeLoader
except ImportError:  # libyaml is missing: same result, slower
    from yaml import SafeLoader as _SafeLoader  # type: ignore[assignment]

from macros.issues import Issue, Location
from macros.yaml_hints import DEPTH, ITEM, advice

#: The quickest loader of plain data that there is here.
SafeLoader = _SafeLoader

CHECK = "yaml"
Path = tuple[str | int, ...]
_TEXT = "tag:yaml.org,2002:str"
_MERGE = "tag:yaml.org,2002:merge"


class _Loader(_SafeLoader):
    """Dates stay text: the models parse them, so that a bad one has a line."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":bool"))]
    for first, resolvers in _SafeLoader.yaml_implicit_resolvers.items()
}
# As in YAML 1.2: `on`, `yes` and `no` are words.
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


@dataclass
class LocatedYaml:
    """`value` as plain Python data, and the line of each path into it (`("sources", 0, "url")`)."""

    value: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)

    def line(self, path: Path) -> int:
        """The line of `path`, or of its nearest ancestor that stands in the file."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def load_yaml(text: str, file: str, first_line: int = 1) -> LocatedYaml:
    """Parse `text`, which starts at `first_line` of `file`. Never raises: faults are in `issues`."""
    found = LocatedYaml(lines={(): first_line})
    loader = _Loader(text)
    try:
        value = _Reader(loader, text, found, file, first_line).read_document()
        found.value = None if found.issues else value
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        found.issues.append(_syntax_issue(error, text, file, first_line))
    finally:
        loader.dispose()
    return found


class _Reader:
    """Turns a parser's events into values and notes the line of each, in one walk.

    Without the tree of nodes that lies between them in PyYAML: it takes longer to make than all else.
    """

    def __init__(self, loader: _Loader, text: str, found: LocatedYaml, file: str, offset: int) -> None:
        self._loader = loader
        self._text = text
        self._next: Callable[[], Any] = loader.get_event
        self._found = found
        self._lines = found.lines
        self._file = file
        self._offset = offset
        self._anchors: set[str] = set()

    @cached_property
    def _written(self) -> list[str]:
        return self._text.split("\n")

    def read_document(self) -> Any:
        """The value of the one document in the stream, or None of none."""
        self._next()
        if isinstance(self._next(), yaml.StreamEndEvent):
            return None
        value = self._value(self._next(), ())
        self._next()
        after = self._next()
        if not isinstance(after, yaml.StreamEndEvent):
            raise ComposerError(None, None, "there is a second document", after.start_mark)
        return value

    def _value(self, event: Any, path: Path) -> Any:
        """What begins with `event`; its faults go to the issues."""
        mark = event.start_mark
        line = mark.line + self._offset
        self._lines.setdefault(path, line)
        if isinstance(event, yaml.AliasEvent):
            if event.anchor not in self._anchors:
                raise ComposerError(None, None, "found undefined alias", mark)
            return None
        self._look_for_anchor(event, line)
        if isinstance(event, yaml.ScalarEvent):
            end: Any = event.end_mark
            if not event.style and end.line != mark.line:
                self._look_for_items(mark.line, end.line)
            tag = _tag(event)
            return event.value if tag == _TEXT else self._constructed(event, tag)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        items: list[Any] = []
        while not isinstance(item := self._next(), yaml.SequenceEndEvent):
            items.append(self._value(item, (*path, len(items))))
        return items

    def _mapping(self, path: Path) -> dict[Any, Any]:
        value: dict[Any, Any] = {}
        lines: dict[str, int] = {}
        while not isinstance(key := self._next(), yaml.MappingEndEvent):
            line = key.start_mark.line + self._offset
            if not isinstance(key, yaml.ScalarEvent):
                self._note(line, "a key must be a text", "write 'key: value'")
                self._value(key, path)
                self._value(self._next(), path)
                continue
            name, tag = key.value, _tag(key)
            self._look_for_anchor(key, line, tag == _MERGE)
            if name in lines:
                self._note(line, f"the key '{name}' is given twice (first on line {lines[name]})", "keep one")
            lines[name] = line
            below = (*path, name)
            self._lines[below] = line
            known = name if tag in {_TEXT, _MERGE} else self._constructed(key, tag)
            value[known] = self._value(self._next(), below)
        return value

    def _constructed(self, event: Any, tag: str) -> Any:
        """A number, a truth value, nothing, or a text that says itself what it is."""
        return self._loader.construct_object(yaml.ScalarNode(tag, event.value, event.start_mark))

    def _look_for_anchor(self, event: Any, line: int, merges: bool = False) -> None:
        if event.anchor:
            self._anchors.add(event.anchor)
        if event.anchor or merges:
            self._note(line, "YAML anchors and aliases are not used here", "write the value out")

    def _look_for_items(self, start: int, end: int) -> None:
        """Items of a list among the lines of one text: indented too far, they become a part of it unseen."""
        for number, line in enumerate(self._written[start + 1 : end + 1], start + 1):
            if ITEM.match(line):
                message = "this '-' begins no item: the line is a part of the text above"
                self._note(number + self._offset, message, f"{DEPTH}; move a dash into the line above")

    def _note(self, line: int, message: str, hint: str) -> None:
        self._found.issues.append(Issue(Location(self._file, line), message, CHECK, hint))


def _tag(event: Any) -> str:
    """The type of a scalar, as PyYAML's own `resolve` finds it."""
    if event.tag and event.tag != "!":
        return str(event.tag)
    if event.implicit[0]:
        for tag, pattern in _Loader.yaml_implicit_resolvers.get(event.value[:1], ()):
            if pattern.match(event.value):
                return str(tag)
    return _TEXT


def _syntax_issue(error: Exception, text: str, file: str, offset: int) -> Issue:
    problem, line, hint = explained(error, text)
    return Issue(Location(file, line + offset), f"this is not valid YAML: {problem}", CHECK, hint)


def explained(error: Exception, text: str) -> tuple[str, int, str]:
    """What is wrong with a text that does not parse, on which line (from 0), and what to do about it."""
    problem = getattr(error, "problem", None) or str(error).splitlines()[0]
    return problem, *advice(text, error)
