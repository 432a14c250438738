"""YAML that remembers its lines: values together with the line of every key and item."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

try:
    from yaml import CSafeLoader as _SafeLoader
except ImportError:  # libyaml is missing: same result, slower
    from yaml import SafeLoader as _SafeLoader  # type: ignore[assignment]

from macros.issues import Issue, Location

#: The quickest loader of plain data that there is here.
SafeLoader = _SafeLoader

CHECK = "yaml"
Path = tuple[str | int, ...]


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
        node = loader.get_single_node()
        if node is not None:
            value = _Reader(loader, found, file, first_line).read(node, ())
            found.value = None if found.issues else value
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        found.issues.append(_syntax_issue(error, file, first_line))
    finally:
        loader.dispose()
    return found


class _Reader:
    """Turns nodes into values and notes the line of each, in one walk."""

    def __init__(self, loader: _Loader, found: LocatedYaml, file: str, offset: int) -> None:
        self._loader = loader
        self._found = found
        self._file = file
        self._offset = offset
        self._seen: set[int] = set()

    def read(self, node: yaml.Node, path: Path) -> Any:
        """The value of a node; its faults go to the issues."""
        line = node.start_mark.line + self._offset
        self._found.lines.setdefault(path, line)
        if id(node) in self._seen:
            self._note(line, "YAML anchors and aliases are not used here", "write the value out")
            return None
        self._seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.read(item, (*path, index)) for index, item in enumerate(node.value)]
        return node.value if node.tag.endswith(":str") else self._loader.construct_object(node)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[Any, Any]:
        value: dict[Any, Any] = {}
        lines: dict[str, int] = {}
        for key, item in node.value:
            line = key.start_mark.line + self._offset
            if not isinstance(key, yaml.ScalarNode):
                self._note(line, "a key must be a text", "write 'key: value'")
                continue
            name = str(key.value)
            if key.tag.endswith(":merge"):
                self._note(line, "YAML anchors and aliases are not used here", "write the value out")
            if name in lines:
                self._note(line, f"the key '{name}' is given twice (first on line {lines[name]})", "keep one")
            lines[name] = line
            self._seen.add(id(key))
            self._found.lines[(*path, name)] = line
            known = name if key.tag.endswith((":str", ":merge")) else self._loader.construct_object(key)
            value[known] = self.read(item, (*path, name))
        return value

    def _note(self, line: int, message: str, hint: str) -> None:
        self._found.issues.append(Issue(Location(self._file, line), message, CHECK, hint))


def _syntax_issue(error: Exception, file: str, offset: int) -> Issue:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = (mark.line if mark else 0) + offset
    problem = getattr(error, "problem", None) or str(error).splitlines()[0]
    hint = "quote a text that holds ': ', ' #' or starts with a special character"
    if "\\t" in problem or "tab" in problem:
        hint = "indent with spaces, not tabs"
    return Issue(Location(file, line), f"this is not valid YAML: {problem}", CHECK, hint)
