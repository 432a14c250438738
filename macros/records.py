"""Files become questions, terms, news, pages and facts."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from macros.content import Content
from macros.issues import Location
from macros.misplaced import misplaced
from macros.models import (
    Fact,
    FactFields,
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
from macros.reading import CHECK, ContentFile, complain
from macros.validation import faults, sound_part
from macros.yaml_source import LocatedYaml, load_yaml

M = TypeVar("M", bound=BaseModel)


def load_question(file: ContentFile, text: str, content: Content, _: Path) -> None:
    """A question: front matter and an answer."""
    found = _record(file, text, content, QuestionFields)
    if found is None:
        return
    record, sound = found
    if len(file.parts) < 3:
        complain(content, file, 1, "questions belong in a folder", "docs/<folder>/questions/<id>.md")
        return
    section = file.parts[-3]
    record |= {"id": f"{section}/{file.stem}", "section": section, "words": len(record["body"].split())}
    question = Question.model_construct(**record)
    (content.questions if sound else content.faulty).append(question)


def load_term(file: ContentFile, text: str, content: Content, _: Path) -> None:
    """A term of the glossary."""
    found = _record(file, text, content, TermFields)
    if found is not None:
        record, sound = found
        (content.terms if sound else content.faulty).append(Term.model_construct(**record))


def load_news(file: ContentFile, text: str, content: Content, _: Path) -> None:
    """What has changed, as an entry of the news."""
    found = _record(file, text, content, NewsFields)
    if found is not None:
        record, sound = found
        (content.news if sound else content.faulty).append(News.model_construct(**record))


def load_page(file: ContentFile, text: str, content: Content, _: Path) -> None:
    """A page, whose macros are read later."""
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


def load_facts(file: ContentFile, text: str, content: Content, _: Path) -> None:
    """A list of facts, each a record of its own."""
    data = load_yaml(text, file.path)
    content.issues.extend(data.issues)
    section = file.parts[-2] if len(file.parts) > 1 else ""
    if not data.issues and not isinstance(data.value, list):
        complain(content, file, 1, "facts are a list", "begin each with '- id: ...'")
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
            complain(content, file, line, f"'{fields.id}' cannot be an id", "use lower-case-with-hyphens")
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


def _record(
    file: ContentFile, text: str, content: Content, model: type[BaseModel]
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


def _check_slug(file: ContentFile, content: Content) -> bool:
    if SLUG.fullmatch(file.stem):
        return True
    proposal = re.sub(r"[^a-z0-9]+", "-", file.stem.lower()).strip("-")
    complain(content, file, 1, f"'{file.stem}' cannot be an id", f"name the file '{proposal}.md'")
    return False


def _fields(
    model: type[M], front: LocatedYaml, file: ContentFile, content: Content
) -> tuple[dict[str, Any], bool] | None:
    """The fields of a file's front matter, and whether none is wrong; None where hardly any can be read."""
    elsewhere = misplaced(model, front.value)
    if elsewhere:
        name, message, hint = elsewhere
        complain(content, file, front.line((name,)), message, hint)
        content.unread |= {f"{folder}/{file.stem}" for folder in file.parts[:-1]}  # its id, once it is moved
        return None
    fields = _validate(model, front, front.value, file, content)
    if fields is not None:
        return dict(fields), True
    rest = sound_part(model, front.value)
    return (dict(rest), False) if rest is not None else None


def _validate(
    model: type[M],
    data: LocatedYaml,
    value: Any,
    file: ContentFile,
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


def _split_front_matter(
    file: ContentFile, text: str, content: Content
) -> tuple[LocatedYaml, str, int] | None:
    """(front matter, body, line of the body), or None with an issue."""
    match = re.match(r"---\n(.*?\n)?---[ ]*(?:\n|\Z)", text, re.DOTALL)
    if not match and text.startswith("---\n"):
        complain(content, file, 1, "the front matter has no end", "put a line '---' below the fields")
        return None
    if not match:
        complain(content, file, 1, "no front matter", "begin with '---', the fields, and '---' again")
        return None
    front = load_yaml(match[1] or "", file.path, 2)
    content.issues.extend(front.issues)
    if front.issues:
        return None
    if not isinstance(front.value, dict):
        complain(content, file, 2, "the front matter is not a mapping", "write 'field: value' lines")
        return None
    body = text[match.end() :]
    first = match[0].count("\n") + 1
    lead = len(body) - len(body.lstrip("\n"))
    return front, body.strip("\n"), first + lead
