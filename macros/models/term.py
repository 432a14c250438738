"""A word of the glossary."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from macros.models.base import Day, Many, Placed, Record, Source, Text


class TermFields(Record):
    """Front matter of a glossary term."""

    term: Text = Field(description="The term as written in the middle of a sentence.")
    aliases: Many[Text] = Field((), description="Synonyms and acronyms; plurals are found anyway.")
    see_also: Many[str] = Field((), description="Ids of related terms.")
    services: Many[str] = Field((), description="Ids of the services it belongs to.")
    auto_link: Literal[True, False, "services"] = Field(
        True, description="Whether its first use in a text becomes a link; 'services': only in theirs."
    )
    sources: Many[Source] = Field((), description="Pages that support the definition.")
    checked: Day = Field(description="When the definition was last held against its sources.")


class Term(TermFields, Placed):
    """A term with its identity. The first paragraph of `body` is the definition, plain text."""

    id: str
    body: str
    body_line: int

    def links_in(self, section: str) -> bool:
        """Whether its first use in a text of this section becomes a link."""
        return self.auto_link is True or (self.auto_link == "services" and section in self.services)

    @property
    def initial(self) -> str:
        """The letter that it stands under."""
        return initial(self.term)

    @property
    def definition(self) -> str:
        """One or two plain sentences: the tooltip."""
        return " ".join(self.body.strip().split("\n\n", 1)[0].split())


def initial(word: str) -> str:
    """The first letter of a word as a capital; `0–9` for all that begins with none."""
    return word[0].upper() if word[:1].isalpha() else "0–9"
