"""When a statement is due to be checked again, and what confirms a fact on every test run."""

from __future__ import annotations

from datetime import date, timedelta

from macros.catalog import Catalog
from macros.models import Fact, Page, Question, Term
from macros.models.fact import VERIFY_PACKAGES
from macros.site_config import SiteConfig


def due(item: Question | Fact | Term | Page, config: SiteConfig) -> date:
    """The day on which what has a `checked` date should be checked again; pages count as answers."""
    kind = "answer"
    if isinstance(item, Fact):
        kind = "price-unit" if item.kind == "price-unit" else "fact"
    if item.checked is None:
        return date.max
    allowed = item.stale_after if isinstance(item, Question | Fact) else None
    try:
        return item.checked + timedelta(days=allowed or config.days(kind))
    except OverflowError:
        return date.max


def is_stale(catalog: Catalog, item: Question | Fact | Term | Page) -> bool:
    """Whether that day has passed on the build's date."""
    return due(item, catalog.config) < catalog.today


def evidence(fact: Fact, config: SiteConfig) -> str:
    """The package that confirms a fact on every test run, with its version; empty without one."""
    if fact.verify is None:
        return ""
    package = VERIFY_PACKAGES[fact.verify.kind]
    return f"{package} {config.pins.get(package, '')}".strip()
