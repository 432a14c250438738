"""A service and the category it belongs to: the records that tables are made of."""

from __future__ import annotations

from pydantic import Field

from macros.models.base import HttpsUrl, Many, Record, Text


class AtAGlance(Record):
    """One short phrase each, comparable between services."""

    pricing: Text = Field(description="What one pays for.")
    scaling: Text = Field(description="The unit of scaling, and who does it.")
    scope: Text = Field(description="Zonal, regional or global.")
    durability: Text = Field(description="What survives, and how safely.")


class ServiceFields(Record):
    """The `service:` record in the front matter of a service's index.md."""

    name: Text = Field(description="The official name.")
    short: Text = Field(description="What engineers call it.")
    aliases: Many[Text] = Field(
        (), description="What else one may type into the search: in full, abbreviated."
    )
    tagline: Text = Field(description="One line on what it is.")
    api: Many[str] = Field((), description="Names of its clients in the SDK.")
    iam: Many[str] = Field((), description="Prefixes of its permissions.")
    cloudformation: str = Field("", description="Namespace of its resource types.")
    documentation: HttpsUrl = Field(description="Its own documentation.")
    at_a_glance: AtAGlance = Field(description="The attributes a comparison shows.")
    limits: Many[str] = Field((), description="Ids of the facts worth knowing by heart.")
    compare: Many[str] = Field((), description="Ids of services one confuses it with.")
    before: Many[str] = Field((), description="Ids of services to read first.")
    topics: dict[str, str] = Field(default_factory=dict, description="Topics of its questions.")
    order: int = Field(100, description="Position within its category.")


class Service(ServiceFields):
    """A service with its identity. `page` is its index.md, relative to the docs folder."""

    id: str
    category: str
    page: str

    @property
    def folder(self) -> str:
        """The service's folder, relative to the docs folder."""
        return self.page.rsplit("/", 1)[0]


class CategoryFields(Record):
    """The `category:` record in the front matter of a category's index.md."""

    name: Text = Field(description="The category's name.")
    tagline: Text = Field(description="One line on what it decides.")
    order: int = Field(100, description="Position in the guide.")


class Category(CategoryFields):
    """A category with its identity."""

    id: str
    page: str
