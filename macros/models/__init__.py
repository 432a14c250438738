"""The records of the guide, one family per file."""

from macros.models.asset import Diagram, Example, Icon
from macros.models.base import Change, Record, Source
from macros.models.fact import FACT_KINDS, VERIFY_KINDS, Fact, FactFields, Verify
from macros.models.news import News, NewsFields
from macros.models.page import Page, PageFields
from macros.models.plan import Plan, PlanFields, Selection, Step
from macros.models.question import KINDS, LEVELS, FollowUp, Question, QuestionFields
from macros.models.service import AtAGlance, Category, CategoryFields, Service, ServiceFields
from macros.models.term import Term, TermFields

__all__ = [
    "FACT_KINDS",
    "KINDS",
    "LEVELS",
    "VERIFY_KINDS",
    "AtAGlance",
    "Category",
    "CategoryFields",
    "Change",
    "Diagram",
    "Example",
    "Fact",
    "FactFields",
    "FollowUp",
    "Icon",
    "News",
    "NewsFields",
    "Page",
    "PageFields",
    "Plan",
    "PlanFields",
    "Question",
    "QuestionFields",
    "Record",
    "Selection",
    "Service",
    "ServiceFields",
    "Source",
    "Step",
    "Term",
    "TermFields",
    "Verify",
]
