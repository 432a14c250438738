"""An interview question: prompt, answer, rubric and what follows from it."""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field

from macros.models.base import Change, Day, Many, Placed, Record, Source, Text

Level = Literal["junior", "mid", "senior"]
Kind = Literal["concept", "comparison", "scenario", "troubleshooting", "design"]
LEVELS: tuple[Level, ...] = get_args(Level)
KINDS: tuple[Kind, ...] = get_args(Kind)
DEPTH_HEADING = "## In depth"


class FollowUp(Record):
    """What an interviewer asks next, and what answers it: a few words, another question, or both."""

    ask: Text = Field(description="The follow-up as it is asked.")
    answer: str = Field("", description="What one would say, in one to three sentences.")
    question: str = Field("", description="Id of the question that answers it.")


def _follow_up(value: Any) -> Any:
    return {"ask": value} if isinstance(value, str) else value


class QuestionFields(Record):
    """Front matter of a question file."""

    prompt: Text = Field(description="The question as an interviewer asks it.")
    level: Level = Field(description="Whom one asks this.")
    kind: Kind = Field(description="What sort of answer is wanted.")
    topics: Many[str] = Field(min_length=1, description="Ids from the service's list of topics.")
    tags: Many[str] = Field((), description="Subjects that cut across services.")
    minutes: int = Field(ge=1, le=60, description="Minutes it takes to answer aloud.")
    key_points: Many[Text] = Field(min_length=1, description="The rubric, one sentence an item.")
    weak_signals: Many[Text] = Field((), description="What an interviewer hears as a warning.")
    follow_ups: Many[
        Annotated[FollowUp, BeforeValidator(_follow_up, json_schema_input_type=FollowUp | str)]
    ] = Field((), description="What is asked next: {ask, answer}, or {ask, question}.")
    related: Many[str] = Field((), description="Ids of questions worth reading next.")
    aliases: Many[str] = Field((), description="Ids that this question had before a rename.")
    sources: Many[Source] = Field((), description="Pages that support the answer.")
    checked: Day = Field(description="When the answer was last held against its sources.")
    stale_after: int | None = Field(
        None, ge=1, description="Days until a new check is due, if not the usual allowance."
    )
    changed: Change | None = Field(None, description="When the right answer last became another.")


class Question(QuestionFields, Placed):
    """A question with its identity and its answer.

    `id` is `<section>/<file name>`; `body` is the answer in Markdown, starts at `body_line` and has so many
    `words`.
    """

    id: str
    section: str
    body: str
    body_line: int
    words: int

    @property
    def further(self) -> tuple[str, ...]:
        """Related questions that no follow-up leads to: what is worth a link besides those."""
        asked = {follow_up.question for follow_up in self.follow_ups}
        return tuple(name for name in self.related if name not in asked)

    @property
    def spoken(self) -> str:
        """What one says aloud: the Markdown before `## In depth`."""
        return self.body.split(f"\n{DEPTH_HEADING}", 1)[0].strip()

    @property
    def depth(self) -> str:
        """The Markdown after `## In depth`, or an empty string."""
        parts = self.body.split(f"\n{DEPTH_HEADING}", 1)
        return parts[1].strip() if len(parts) == 2 else ""
