"""A study plan: an order to read and practise in."""

from __future__ import annotations

from typing import Annotated, Any

from markdown.extensions.toc import slugify
from pydantic import BeforeValidator, Field, model_validator

from macros.models.base import Many, Record, Text
from macros.models.question import Level


def _several(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


#: One name, or a list of names of which any may hold.
Names = Annotated[Many[str], BeforeValidator(_several, json_schema_input_type=tuple[str, ...] | str)]
#: The same of levels.
Levels = Annotated[Many[Level], BeforeValidator(_several, json_schema_input_type=tuple[Level, ...] | Level)]


class Selection(Record):
    """One question by its id, or questions by what they are about: all filters must hold.

    A selection stays right as the guide grows.
    """

    question: str = Field("", description="Id of one question, instead of filters.")
    category: Names = Field((), description="Ids of categories.")
    service: Names = Field((), description="Folders of questions.")
    topic: Names = Field((), description="Ids of topics.")
    level: Levels = Field((), description="Whom one asks this.")
    kind: Names = Field((), description="What sort of answer is wanted.")
    tag: Names = Field((), description="Subjects that cut across services.")
    each: int | None = Field(None, ge=1, description="At most so many of each folder, the first in order.")
    first: int | None = Field(None, ge=1, description="At most so many in all, after `each`.")

    @model_validator(mode="after")
    def _question_or_filters(self) -> Selection:
        filters = (self.category, self.service, self.topic, self.level, self.kind, self.tag)
        if bool(self.question) == any(filters):
            raise ValueError("name a question, or at least one of category, service, topic, level, kind, tag")
        return self


def _selection(value: Any) -> Any:
    return {"question": value} if isinstance(value, str) else value


class Mock(Record):
    """A mock interview in the practice app."""

    minutes: int = Field(ge=5, le=180, description="How long it takes.")
    level: Levels = Field((), description="Levels of its questions; all, if none is named.")


class Step(Record):
    """One sitting."""

    title: Text = Field(description="What the step is about; unique within the plan.")
    read: Many[Text] = Field((), description="Pages to read, as paths below docs.")
    questions: Many[
        Annotated[Selection, BeforeValidator(_selection, json_schema_input_type=Selection | str)]
    ] = Field((), description="Ids of questions, and selections of them.")
    mock: Mock | None = Field(None, description="A mock interview to take.")
    note: str = Field("", description="One plain sentence: what else to do.")
    extra_minutes: int = Field(
        0, ge=0, le=6000, description="Minutes beyond reading, answering and the mock interview: an exercise."
    )

    @property
    def id(self) -> str:
        """The title as an anchor, and as the practice app's key."""
        return slugify(self.title, "-")


class PlanFields(Record):
    """The `plan:` record in the front matter of a page."""

    name: Text = Field(description="What the plan is called in lists.")
    description: Text = Field(description="One sentence: for whom it is, and where it leads.")
    steps: Many[Step] = Field(min_length=1, description="What to do, in order.")
    order: int = Field(100, description="Position in the list of plans.")


class Plan(PlanFields):
    """A plan with its identity, the name of its page's file.

    `page` is that page, relative to the docs folder.
    """

    id: str
    page: str
