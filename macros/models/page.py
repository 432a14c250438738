"""A page of the site: its front matter and its Markdown."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from macros.models.base import Day, Many, Placed, Record, Source, Text
from macros.models.plan import PlanFields
from macros.models.service import CategoryFields, ServiceFields
from macros.paths import section_of


def _in_an_attribute(value: str) -> str:
    """The theme writes the description into an attribute as it is."""
    if '"' in value:
        raise ValueError("should have no double quotation marks: search engines would get half of it")
    return value


def _no_template(value: str) -> str:
    """Site engines render a title as they render a page, and no check of macro calls looks there."""
    if any(mark in value for mark in ("{{", "{%", "{#")):
        raise ValueError("should have no '{{', '{%' or '{#': the site engine would take it for a template")
    return value


class PageFields(Record):
    """Front matter of a page. The last fields are the theme's own."""

    title: Annotated[Text, AfterValidator(_no_template)] = Field(description="Heading and browser title.")
    description: Annotated[Text, AfterValidator(_in_an_attribute)] = Field(
        description="One sentence for search engines and link previews."
    )
    checked: Day | None = Field(None, description="When the page was last held against sources.")
    sources: Many[Source] = Field((), description="Pages that support what it says.")
    service: ServiceFields | None = Field(None, description="The record, on a service's index.md.")
    category: CategoryFields | None = Field(None, description="The record of a category.")
    plan: PlanFields | None = Field(None, description="The record of a study plan.")
    topics: dict[str, str] = Field(
        default_factory=dict, description="Topics of the questions of a folder without a service."
    )
    hide: Many[str] = Field((), description="Parts of the theme to hide: navigation, toc, ...")
    icon: str = Field("", description="Icon in the navigation.")
    template: str = Field("", description="Template of the theme.")
    search: dict[str, bool | float] = Field(
        default_factory=dict, description="`exclude: true`: no search leads to it."
    )


class Page(PageFields, Placed):
    """A page with its place. `words` counts those of its Markdown."""

    body: str
    body_line: int
    words: int

    @property
    def is_found(self) -> bool:
        """Whether search is to lead here, that of the guide and that of others."""
        return not self.search.get("exclude")

    @property
    def section(self) -> str:
        """The service (or collection) that the page belongs to."""
        return section_of(self.path)
