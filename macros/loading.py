"""Files become models, each with its place. Every fault is collected; nothing is raised."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from os.path import splitext
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from macros.allowances import Allowance, read_allowances
from macros.content_files import EXAMPLES, files_below
from macros.diagrams import read_diagram
from macros.file_cache import Account, FileCache, digest_of
from macros.icons import NAME as ICON
from macros.icons import read_icon
from macros.issues import Edit, Issue, Location
from macros.merge_conflicts import HINT, MESSAGE, conflicts
from macros.misplaced import misplaced
from macros.models import (
    Diagram,
    Example,
    Fact,
    FactFields,
    Icon,
    News,
    NewsFields,
    Page,
    PageFields,
    Question,
    QuestionFields,
    Term,
    TermFields,
)
from macros.models.base import SLUG
from macros.processes import dealt, side_by_side
from macros.publishable import Fault, is_picture, path_fault, picture_fault
from macros.validation import faults, sound_part
from macros.yaml_source import LocatedYaml, load_yaml

CHECK = "format"
#: From how many files on two processes read quicker than one.
MANY = 200


#: Characters that turn the direction of what follows: a review sees another text than the one there is.
#: Source: https://trojansource.codes/
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
CONTROL = re.compile(rf"[\x00-\x08\x0b\x0c\x0e-\x1f\ufeff{TURNING}]")
#: Reads the text of a file into a content.
_Loader = Callable[["_File", str, "Content", Path], None]


@dataclass
class Content:
    """Everything that could be read, and everything that was wrong with the rest.

    `faulty` are records with wrong fields, which are empty or as by default: only what does not depend on
    these may be checked. `unread` holds paths and ids of what could not be read; one with a slash at its end
    stands for all below.
    `marks` stand for the bytes that became the records of a file, by its path from the repository's root, and
    `digest` for the bytes of every file below `docs/`, whatever it holds.
    """

    pages: list[Page] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)
    news: list[News] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    examples: list[Example] = field(default_factory=list)
    diagrams: list[Diagram] = field(default_factory=list)
    icons: list[Icon] = field(default_factory=list)
    faulty: list[Page | Question | Term | News] = field(default_factory=list)
    allowances: list[Allowance] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    marks: dict[str, bytes] = field(default_factory=dict)
    digest: bytes = b""

    def add(self, other: Content) -> None:
        """Take in what was read from another file."""
        for name in LISTS:
            getattr(self, name).extend(getattr(other, name))
        self.unread |= other.unread

    def only(self, files: Collection[str]) -> Content:
        """The records of some files, without what is wrong with them."""
        found = Content(marks={path: mark for path, mark in self.marks.items() if path in files})
        for name in LISTS:
            if name != "issues":
                setattr(found, name, [item for item in getattr(self, name) if item.location.path in files])
        return found


#: The fields of `Content` that hold what stands in files.
LISTS = tuple(item.name for item in dataclasses.fields(Content) if item.type.startswith("list"))


class _File(NamedTuple):
    """A content file: `path` from the repository's root, `parts` of its path from the docs folder."""

    path: str
    parts: tuple[str, ...]
    name: str
    is_link: bool
    suffix: str
    loader: _Loader | None

    @property
    def uri(self) -> str:
        """Its path from the docs folder."""
        return "/".join(self.parts)

    @property
    def absolute(self) -> Path:
        """Where it lies."""
        return Path(self.name)

    @property
    def stem(self) -> str:
        """Its name without the ending."""
        return self.parts[-1].removesuffix(self.suffix)


def load_content(root: Path, cache: FileCache | None = None) -> Content:
    """Read everything below `docs/` of the repository at `root`.

    The `cache` spares reading a file again that has not changed.
    """
    content = Content()
    everything: list[bytes] = []
    files = list(_files(root))
    marks = _read_ahead(files, root, cache) if cache and cache.empty else {}
    for file in files:
        fault = _link_fault(file, root) if file.is_link else None
        if fault:
            content.add(_unread(file, Content(issues=[fault])))
            continue
        read_as = READ_AS.get(file.loader, "record") if file.loader else ""
        out_of_place = path_fault(root, file.parts, read_as)
        if out_of_place:
            content.add(_refused(file, out_of_place))
            continue
        try:
            data = None if file.path in marks else _bytes_of(file)
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


def _refused(file: _File, fault: Fault) -> Content:
    """Nothing of a file that may not be there."""
    message, hint = fault
    return _unread(file, Content(issues=[Issue(Location(file.path, 1), message, CHECK, hint)]))


def _unread(file: _File, content: Content) -> Content:
    """The same, of a file that holds no record that could be read."""
    if file.suffix.lower() in {".yml", ".yaml"}:  # who misnames facts still refers to them
        content.unread.add(f"{''.join(file.parts[-2:-1])}/")
    return _with_names(file, content)


def _files(root: Path) -> Iterator[_File]:
    start = len(str(root / "docs")) + 1
    for entry in files_below(str(root / "docs")):
        parts = tuple(entry.path[start:].split(os.sep))
        suffix = splitext(parts[-1])[1]
        path, loader = f"docs/{'/'.join(parts)}", _loader_of(parts, suffix)
        yield _File(path, parts, entry.path, entry.is_symlink(), suffix, loader)


def _mark(file: _File, data: bytes, root: Path) -> bytes:
    """What stands for all that the records of a file are made of: its bytes, and what lies beside it."""
    if file.loader is _load_diagram:
        return digest_of(data, _picture(file))
    if file.loader is _load_example:
        return digest_of(data, _test(file, root))
    return digest_of(data)


def _read_ahead(files: Sequence[_File], root: Path, cache: FileCache) -> dict[str, bytes]:
    """Let two processes read into the cache what the files hold: for when nothing is known yet.

    The marks of what was read, by path.
    """

    def read(some: Iterable[_File]) -> tuple[dict[str, bytes], Account]:
        marks: dict[str, bytes] = {}
        for file in some:
            if file.loader and not file.is_link:
                with suppress(OSError):  # who reads it next says so
                    data = _bytes_of(file)
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


def _bytes_of(file: _File) -> bytes:
    """What is in a file; nothing where nothing is read from it and it may not be read."""
    try:
        with open(file.name, "rb") as opened:
            return opened.read()
    except OSError:
        if file.loader:
            raise
        return b""


def _load_file(file: _File, data: bytes | None, root: Path) -> Content:
    """What one file holds; `data`: its bytes, if they are at hand."""
    content = Content()
    text = _read(file, _bytes_of(file) if data is None else data, content)
    if text is None:
        return _unread(file, content)
    if file.loader:
        file.loader(file, text, content, root)
    return _with_names(file, content)


def _with_names(file: _File, content: Content) -> Content:
    """The same; where something was wrong with the file, what it holds counts as unread."""
    if content.issues:
        content.unread |= _names(file)
    return content


def _link_fault(file: _File, root: Path) -> Issue | None:
    """What is wrong with a file that is a link; folders that are links are not walked into."""
    place = Location(file.path, 1)
    try:
        target = file.absolute.resolve()
    except RuntimeError:
        return Issue(place, "this link leads to itself", CHECK, "copy the file")
    if not target.is_relative_to(root.resolve()):
        return Issue(place, "this link leads out of the repository", CHECK, "copy the file")
    if not file.absolute.is_file():
        return Issue(place, "this link leads to no file", CHECK, "link files, not folders")
    return None


def _names(file: _File) -> set[str]:
    """Under what a file, or what it holds, is known elsewhere."""
    names = {file.uri, file.uri.removesuffix(".mmd"), file.stem, *file.parts[-2:-1]}
    if file.parts[-2:-1] == ("questions",):
        names |= {*file.parts[-3:-2], f"{file.parts[-3]}/{file.stem}" if len(file.parts) > 2 else ""}
    return names


def _loader_of(parts: tuple[str, ...], suffix: str) -> _Loader | None:
    """What reads a file, by its path from the docs folder."""
    *folders, name = parts
    if EXAMPLES in folders:
        return _load_example
    if suffix == ".mmd" and "diagrams" in folders:
        return _load_diagram
    if name == ICON and "diagrams" not in folders:
        return _load_icon
    if name == "facts.yml":
        return _load_facts
    if suffix != ".md":
        return None
    if folders[-1:] == ["questions"]:
        return _load_question
    if folders[-2:] == ["glossary", "terms"]:
        return _load_term
    if folders == ["news"] and name != "index.md":
        return _load_news
    return _load_page


def _issue(
    content: Content, file: _File, line: int, message: str, hint: str = "", fix: tuple[str, str] | None = None
) -> None:
    place = Location(file.path, line)
    edit = Edit(place, *fix) if fix else None
    content.issues.append(Issue(place, message, CHECK, hint, fix=edit))


def _read(file: _File, data: bytes, content: Content) -> str | None:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        _issue(content, file, line, "this is not UTF-8", "save the file with the encoding UTF-8")
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    control = CONTROL.search(text)
    if control:
        line = text.count("\n", 0, control.start()) + 1
        message = f"a control character (U+{ord(control[0]):04X})"
        hint = "save the file as plain UTF-8 without a byte order mark"
        if control[0] in TURNING:
            hint = "take it out: it shows what follows in another order than a browser or a machine reads it"
        _issue(content, file, line, message, hint, _without(text, line, control[0], ""))
        return None
    marks = list(conflicts(text))
    for line in marks:
        _issue(content, file, line, MESSAGE, HINT)
    if marks:
        return None
    if file.suffix in {".md", ".yml"} and "\t" in text:
        line = text.count("\n", 0, text.index("\t")) + 1
        fix = _without(text, line, "\t", "    ")
        _issue(content, file, line, "there is a tab in this line", "indent with spaces", fix)
        return None
    if file.loader is not _load_example:
        allowances, found, text = read_allowances(text, file.path)
        content.allowances += allowances
        content.issues += found
    return text


def _without(text: str, line: int, old: str, new: str) -> tuple[str, str]:
    """A line of a text as it is, and as it is to be."""
    written = text.split("\n")[line - 1]
    return written, written.replace(old, new)


def _split_front_matter(file: _File, text: str, content: Content) -> tuple[LocatedYaml, str, int] | None:
    """(front matter, body, line of the body), or None with an issue."""
    match = re.match(r"---\n(.*?\n)?---[ ]*(?:\n|\Z)", text, re.DOTALL)
    if not match and text.startswith("---\n"):
        _issue(content, file, 1, "the front matter has no end", "put a line '---' below the fields")
        return None
    if not match:
        _issue(content, file, 1, "no front matter", "begin with '---', the fields, and '---' again")
        return None
    front = load_yaml(match[1] or "", file.path, 2)
    content.issues.extend(front.issues)
    if front.issues:
        return None
    if not isinstance(front.value, dict):
        _issue(content, file, 2, "the front matter is not a mapping", "write 'field: value' lines")
        return None
    body = text[match.end() :]
    first = match[0].count("\n") + 1
    lead = len(body) - len(body.lstrip("\n"))
    return front, body.strip("\n"), first + lead


M = TypeVar("M", bound=BaseModel)


def _validate(
    model: type[M],
    data: LocatedYaml,
    value: Any,
    file: _File,
    content: Content,
    prefix: tuple[str | int, ...] = (),
) -> M | None:
    """The fields of a record; None where one of them is wrong, which is an issue."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        content.issues += faults(
            error, model, lambda path: Location(file.path, data.line((*prefix, *path))), CHECK
        )
        return None


def _fields(
    model: type[M], front: LocatedYaml, file: _File, content: Content
) -> tuple[dict[str, Any], bool] | None:
    """The fields of a file's front matter, and whether none is wrong; None where hardly any can be read."""
    elsewhere = misplaced(model, front.value)
    if elsewhere:
        name, message, hint = elsewhere
        _issue(content, file, front.line((name,)), message, hint)
        content.unread |= {f"{folder}/{file.stem}" for folder in file.parts[:-1]}  # its id, once it is moved
        return None
    fields = _validate(model, front, front.value, file, content)
    if fields is not None:
        return dict(fields), True
    rest = sound_part(model, front.value)
    return (dict(rest), False) if rest is not None else None


def _check_slug(file: _File, content: Content) -> bool:
    if SLUG.fullmatch(file.stem):
        return True
    proposal = re.sub(r"[^a-z0-9]+", "-", file.stem.lower()).strip("-")
    _issue(content, file, 1, f"'{file.stem}' cannot be an id", f"name the file '{proposal}.md'")
    return False


def _record(
    file: _File, text: str, content: Content, model: type[BaseModel]
) -> tuple[dict[str, Any], bool] | None:
    """The fields of a file that is one record with a text, and where they stand; whether none is wrong."""
    parts = _split_front_matter(file, text, content)
    if not _check_slug(file, content) or parts is None:
        return None
    front, body, line = parts
    found = _fields(model, front, file, content)
    if found is None:
        return None
    fields, sound = found
    more = {
        "id": file.stem,
        "location": Location(file.path),
        "lines": front.lines,
        "body": body,
        "body_line": line,
    }
    return {**fields, **more}, sound


def _load_question(file: _File, text: str, content: Content, _: Path) -> None:
    found = _record(file, text, content, QuestionFields)
    if found is None:
        return
    record, sound = found
    if len(file.parts) < 3:
        _issue(content, file, 1, "questions belong into a folder", "docs/<folder>/questions/<id>.md")
        return
    section = file.parts[-3]
    record |= {"id": f"{section}/{file.stem}", "section": section, "words": len(record["body"].split())}
    question = Question.model_construct(**record)
    (content.questions if sound else content.faulty).append(question)


def _load_term(file: _File, text: str, content: Content, _: Path) -> None:
    found = _record(file, text, content, TermFields)
    if found is not None:
        record, sound = found
        (content.terms if sound else content.faulty).append(Term.model_construct(**record))


def _load_news(file: _File, text: str, content: Content, _: Path) -> None:
    found = _record(file, text, content, NewsFields)
    if found is not None:
        record, sound = found
        (content.news if sound else content.faulty).append(News.model_construct(**record))


def _load_page(file: _File, text: str, content: Content, _: Path) -> None:
    parts = _split_front_matter(file, text, content)
    if parts is None:
        return
    front, body, line = parts
    found = _fields(PageFields, front, file, content)
    if found is None:
        return
    fields, sound = found
    page = Page.model_construct(
        **fields,
        location=Location(file.path),
        lines=front.lines,
        body=body,
        body_line=line,
        words=len(body.split()),
    )
    (content.pages if sound else content.faulty).append(page)


def _load_facts(file: _File, text: str, content: Content, _: Path) -> None:
    data = load_yaml(text, file.path)
    content.issues.extend(data.issues)
    section = file.parts[-2] if len(file.parts) > 1 else ""
    if not data.issues and not isinstance(data.value, list):
        _issue(content, file, 1, "facts are a list", "begin each with '- id: ...'")
    if not isinstance(data.value, list):
        content.unread.add(f"{section}/")
        return
    lines: dict[Any, dict[tuple[str | int, ...], int]] = defaultdict(dict)
    for path, number in data.lines.items():
        if path:
            lines[path[0]][path[1:]] = number
    for index, value in enumerate(data.value):
        fields = _validate(FactFields, data, value, file, content, (index,))
        if fields is None:
            content.unread.add(f"{section}/{value.get('id') if isinstance(value, dict) else ''}")
            continue
        line = data.line((index,))
        if not SLUG.fullmatch(fields.id):
            _issue(content, file, line, f"'{fields.id}' cannot be an id", "use lower-case-with-hyphens")
            content.unread.add(f"{section}/{fields.id}")
            continue
        values = dict(fields) | {"id": f"{section}/{fields.id}"}
        content.facts.append(
            Fact.model_construct(
                **values,
                section=section,
                location=Location(file.path, line),
                lines=lines[index],
            )
        )


def _load_example(file: _File, text: str, content: Content, root: Path) -> None:
    escape = re.search(r"^[ \t]*(?:```|~~~)|-8<-", text, re.MULTILINE)
    if escape:
        line = text.count("\n", 0, escape.start()) + 1
        _issue(content, file, line, "an example cannot hold a fence or an include", "leave the line out")
    content.examples.append(Example(file.uri, _section(file), Location(file.path), _test(file, root)))


def _section(file: _File) -> str:
    """The folder that an example belongs to."""
    index = file.parts.index("examples")
    return file.parts[index - 1] if index else ""


def _test(file: _File, root: Path) -> str:
    """The file that tests an example; empty where there is none."""
    test = example_test(file.uri, _section(file))
    return test if (root / test).is_file() else ""


def example_test(path: str, section: str) -> str:
    """The file that tests the example at `path`, by convention."""
    stem = path.rsplit("/", 1)[1].split(".", 1)[0]
    return f"tests/examples/{section}/test_{stem}.py".replace("-", "_")


def example_tests(root: Path) -> list[str]:
    """The files that test examples, whether or not there are such, as paths from the repository's root."""
    found = (root / "tests" / "examples").glob("*/test_*.py")
    return sorted(file.relative_to(root).as_posix() for file in found)


def _load_icon(file: _File, text: str, content: Content, _: Path) -> None:
    svg, issues = read_icon(text.encode(), file.path)
    content.issues += issues
    content.icons.append(Icon(file.uri.rpartition("/")[0], Location(file.path), svg))


def _load_diagram(file: _File, text: str, content: Content, _: Path) -> None:
    labels = dict(re.findall(r"^\s*(accTitle|accDescr)\s*:\s*(\S.*?)\s*$", text, re.MULTILINE))
    for name in ("accTitle", "accDescr"):
        if name not in labels:
            _issue(content, file, 1, f"the diagram has no {name}", f"add a line '{name}: ...'")
    data = _picture(file)
    drawn = re.search(rb'data-source="([0-9a-f]{16})"', data)
    svg, found = read_diagram(data, file.path.removesuffix(".mmd") + ".svg")
    if not data:
        _issue(content, file, 1, "the diagram is not drawn yet", "run 'make diagrams'")
    elif not drawn or drawn[1].decode() != diagram_digest(text):
        _issue(content, file, 1, "the picture is older than its source", "run 'make diagrams'")
    else:
        content.issues += found
    content.diagrams.append(
        Diagram(
            file.uri.removesuffix(".mmd"),
            Location(file.path),
            labels.get("accTitle", ""),
            labels.get("accDescr", ""),
            svg,
        )
    )


def _picture(file: _File) -> bytes:
    """What was drawn from a diagram; nothing where that was not done."""
    picture = file.absolute.with_suffix(".svg")
    return picture.read_bytes() if picture.is_file() else b""


def diagram_digest(source: str) -> str:
    """The mark by which a picture names the source it was drawn from: 16 hex digits."""
    return hashlib.sha256(source.strip().encode()).hexdigest()[:16]


#: What is said of the path of a file depends on what reads it; all other readers read records.
READ_AS: Mapping[_Loader, str] = {_load_example: "example", _load_icon: "icon", _load_page: "page"}
