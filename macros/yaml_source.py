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
    offset = first_line
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        if node is not None:
            _walk(node, (), found, file, offset, set())
            if not found.issues:
                found.value = loader.construct_document(node)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        found.issues.append(_syntax_issue(error, file, offset))
    finally:
        loader.dispose()
    return found


def _walk(node: yaml.Node, path: Path, found: LocatedYaml, file: str, offset: int, seen: set[int]) -> None:
    line = node.start_mark.line + offset
    found.lines.setdefault(path, line)
    if id(node) in seen:
        message = "YAML anchors and aliases are not used here"
        found.issues.append(Issue(Location(file, line), message, CHECK, "write the value out"))
        return
    seen.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        return
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            _walk(item, (*path, index), found, file, offset, seen)
        return
    keys: dict[str, int] = {}
    for key, value in node.value:
        key_line = key.start_mark.line + offset
        name = str(key.value)
        if key.tag.endswith(":merge"):
            message = "YAML anchors and aliases are not used here"
            found.issues.append(Issue(Location(file, key_line), message, CHECK, "write the value out"))
        if name in keys:
            message = f"the key '{name}' is given twice (first on line {keys[name]})"
            found.issues.append(Issue(Location(file, key_line), message, CHECK, "keep one"))
        keys[name] = key_line
        seen.add(id(key))
        found.lines[(*path, name)] = key_line
        _walk(value, (*path, name), found, file, offset, seen)


def _syntax_issue(error: Exception, file: str, offset: int) -> Issue:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = (mark.line if mark else 0) + offset
    problem = getattr(error, "problem", None) or str(error).splitlines()[0]
    hint = "quote a text that holds ': ', ' #' or starts with a special character"
    if "\\t" in problem or "tab" in problem:
        hint = "indent with spaces, not tabs"
    return Issue(Location(file, line), f"this is not valid YAML: {problem}", CHECK, hint)
