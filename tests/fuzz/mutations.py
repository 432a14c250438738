"""Ways in which a content file can be broken, by hand, by an editor, by git, or on purpose."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from hypothesis import strategies as st

#: What stands at a place of a file where it should not. `N` makes as many as a mutation asks for.
SNIPPETS: tuple[str, ...] = (
    # YAML
    "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]",
    "key: value",
    "key: value\nkey: other",
    "? [complex, key]\n: value",
    "<<: {a: 1}",
    "- item",
    "key: !!python/object/apply:os.system [true]",
    "key: !unknown x",
    "key: 2026-13-45",
    "key: .inf",
    "key: .nan",
    "key: 0x1F\nother: 0o17\nthird: 1_000",
    "key: 99999999999999999999999999999999999999999",
    "key: on",
    "key: ~",
    "key: |\n  block\n\tand a tab",
    'key: "unclosed',
    "---",
    "...",
    "%YAML 1.1",
    # Macros
    "{{",
    "}}",
    "{% if %}",
    "{% raw %}",
    "{% endraw %}",
    "{# comment",
    "{{ ''.__class__.__mro__ }}",
    "{{ questions() }}",
    '{{ fact("sourdough/nothing") }}',
    '{{ fact("../../etc/passwd") }}',
    '{{ example("../../../etc/passwd") }}',
    '{{ diagram("/etc/passwd") }}',
    "{{ fact(fact(fact)) }}",
    "{{ questions(level=[]) }}",
    "{{ questions(level=[[1]]) }}",
    '{{ term("starter", "<b>") }}',
    "{{ compare() }}",
    "{{ range(1000000000) | list }}",
    "{{ 9 ** 9 ** 9 }}",
    '{% include "../mkdocs.yml" %}',
    # Markdown and HTML
    '--8<-- "../../../etc/passwd"',
    "--8<--",
    "```",
    "~~~ {.python",
    "<script>alert(1)</script>",
    "<div markdown>",
    "<!-- check: allow numbers: x -->",
    "<!-- check: allow",
    "<!--",
    "]]>",
    "[a](javascript:x)",
    "[a](../../../../etc/passwd)",
    "[a](//example.org)",
    "[a](http://[::1)",
    "[a](https://[bad)",
    "![a](x.png)",
    "[a]: <",
    "[^1]: [^1]",
    "*[A]: a",
    "# { #a .b }",
    "## In depth",
    "| a | b |\n|---|",
    '=== "tab"\n\n    x',
    "!!! note\n    x",
    "- [ ] task",
    ":::",
    "\\",
    "&#0;&#x110000;&amp",
    # Unicode
    "\ufeff",
    "\u202eright to left",
    "\u0000",
    "\u2028\u2029\u0085\u000b\u000c",
    "e\u0301\u200d\u200b",
    "\U0001f9d1\u200d\U0001f4bb",
    "İıßſK",
    "٣٤٥ minutes, up to ५ minutes",
    "²³¹ MB is the limit",
)
#: Signs that make quadratic or deeply recursive work when there are many.
REPEATED: tuple[str, ...] = (
    "[", "]", "(", "*", "_", "`", "<", ">", "!", "{", "}", "#", "|", "-", " ", "\n", "\t", "&", "\\", "~",
    "=", ":", "> ", "- ", "  ", "[a](", "![", "<div>", "**a", "{{ ", "a\n", "a: ", "[[", "&a ", "*a ", '"',
    "'", "1. ", "up to 9 ",
)  # fmt: skip
VALUES: tuple[str, ...] = (
    "", "null", "[]", "{}", "3", "-1", "1e999", "true", "a", "[a, [b]]", "{a: {b: c}}",
    "'" + "x" * 3000 + "'", "2026-02-30", "0001-01-01", "9999-12-31", "'\\'", "@x",
)  # fmt: skip
NAMES: tuple[str, ...] = (
    "UPPER.md", "with space.md", "ünïcode.md", "..md", "-.md", "a" * 200 + ".md", "con.md", "x.yml", "x.svg",
    "facts.yml", "x.MD", "index.md", "x", ".hidden.md", "a\nb.md", "a:b.md", "a#b.md", "a?b.md", "%2e%2e.md",
    "x.mmd",
)  # fmt: skip

Apply = Callable[[Path], None]


@dataclass(frozen=True)
class Mutation:
    """One change of one file: `file` is its number in the list of files, `what` says it in words."""

    file: int
    what: str
    change: Apply

    def __repr__(self) -> str:
        return f"file {self.file}: {self.what}"


def _bytes(what: str, edit: Callable[[bytes], bytes]) -> tuple[str, Apply]:
    def change(path: Path) -> None:
        path.write_bytes(edit(path.read_bytes()))

    return what, change


def _lines(what: str, edit: Callable[[list[bytes]], list[bytes]]) -> tuple[str, Apply]:
    return _bytes(what, lambda data: b"\n".join(edit(data.split(b"\n"))))


def _share(length: int, share: float) -> int:
    return int(length * share)


_SHARE = st.floats(0, 1)


@st.composite
def _edits(draw: st.DrawFn) -> tuple[str, Apply]:
    """A change of a file's bytes."""
    at = draw(_SHARE)
    kind = draw(
        st.sampled_from(["cut", "drop", "double", "swap", "insert", "many", "bytes", "text", "value", "huge"])
    )
    if kind == "cut":
        return _bytes(f"cut at {at:.0%}", lambda data: data[: _share(len(data), at)])
    if kind in ("drop", "double"):
        size = draw(st.integers(1, 5))
        times = 0 if kind == "drop" else 2

        def edit(lines: list[bytes]) -> list[bytes]:
            index = _share(len(lines), at)
            return [*lines[:index], *lines[index : index + size] * times, *lines[index + size :]]

        return _lines(f"{kind} {size} lines at {at:.0%}", edit)
    if kind == "swap":
        other = draw(_SHARE)

        def swap(lines: list[bytes]) -> list[bytes]:
            first, second = (min(_share(len(lines), share), len(lines) - 1) for share in (at, other))
            lines[first], lines[second] = lines[second], lines[first]
            return lines

        return _lines(f"swap lines at {at:.0%} and {other:.0%}", swap)
    if kind == "value":
        value = draw(st.sampled_from(VALUES))

        def revalue(lines: list[bytes]) -> list[bytes]:
            keyed = [n for n, line in enumerate(lines) if b": " in line]
            if keyed:
                number = keyed[min(_share(len(keyed), at), len(keyed) - 1)]
                lines[number] = lines[number].split(b": ", 1)[0] + b": " + value.encode()
            return lines

        return _lines(f"the value at {at:.0%} becomes {value[:30]}", revalue)
    inserted, what = _inserted(draw, kind)
    before = draw(st.sampled_from([b"", b"\n"]))
    return _bytes(
        f"{what} at {at:.0%}",
        lambda data: (
            data[: _share(len(data), at)] + before + inserted + before + data[_share(len(data), at) :]
        ),
    )


def _inserted(draw: st.DrawFn, kind: str) -> tuple[bytes, str]:
    if kind == "insert":
        snippet = draw(st.sampled_from(SNIPPETS))
        return snippet.encode(), f"insert {snippet[:40]!r}"
    if kind == "many":
        sign, count = draw(st.sampled_from(REPEATED)), draw(st.sampled_from([10, 100, 1000, 3000]))
        return sign.encode() * count, f"insert {count} x {sign!r}"
    if kind == "bytes":
        data = draw(st.binary(min_size=1, max_size=40))
        return data, f"insert {data!r}"
    if kind == "huge":
        line = draw(
            st.sampled_from(
                [b"A dough proofs up to 48 hours. ", b"- a\n", b"key: value\n", b"| a | b |\n", b"x"]
            )
        )
        return line * 4_000, f"insert 4,000 x {line!r}"
    text = draw(st.text(min_size=1, max_size=60))
    return text.encode("utf-8", "surrogatepass"), f"insert {text!r}"


@st.composite
def _files(draw: st.DrawFn) -> tuple[str, Apply]:
    """A change of a file as a whole: its name, its kind, or all of its content."""
    kind = draw(
        st.sampled_from(
            ["name", "copy", "empty", "binary", "folder", "link", "gone", "pipe", "crlf", "utf16"]
        )
    )
    name = draw(st.sampled_from(NAMES))
    target = draw(st.sampled_from(["/etc/passwd", "/", "..", ".", "nowhere", "../../../../..", "{self}"]))
    data = draw(st.binary(max_size=300))

    def change(path: Path) -> None:
        if kind == "name":
            path.rename(path.with_name(name))
        elif kind == "copy" and name != path.name:
            shutil.copy(path, path.with_name(name))
        elif kind in ("empty", "binary"):
            path.write_bytes(b"" if kind == "empty" else data)
        elif kind == "crlf":
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
        elif kind == "utf16":
            path.write_bytes(path.read_text(encoding="utf-8", errors="replace").encode("utf-16"))
        elif kind != "copy":
            path.unlink()
            if kind == "folder":
                path.mkdir()
            elif kind == "link":
                path.symlink_to(path.name if target == "{self}" else target)
            elif kind == "pipe":
                os.mkfifo(path)

    detail = {"name": repr(name), "copy": repr(name), "link": target, "binary": repr(data)}.get(kind, "")
    return f"{kind} {detail}", change


@st.composite
def mutations(draw: st.DrawFn, files: int) -> list[Mutation]:
    """One to three changes of files, in order."""
    found = []
    for _ in range(draw(st.integers(1, 3))):
        what, change = draw(st.one_of(_edits(), _edits(), _edits(), _edits(), _files()))
        found.append(Mutation(draw(st.integers(0, files - 1)), what, change))
    return found
