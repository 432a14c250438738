"""The macros that a page can call. Each takes (catalog, here, the author's arguments) and gives Markdown."""

from __future__ import annotations

from collections.abc import Mapping

from macros.library.diagrams import diagram
from macros.library.downloads import downloads
from macros.library.examples import example
from macros.library.facts import changes, fact, fact_index, facts
from macros.library.news import news
from macros.library.overview import at_a_glance, cards_due, figures, service_map
from macros.library.plans import study_plan, study_plans
from macros.library.practice import practice
from macros.library.questions import question, question_index, questions
from macros.library.services import compare, prerequisites, services
from macros.library.terms import glossary, term, term_uses
from macros.rendering.expansion import Macro

MACROS: Mapping[str, Macro] = {
    "at_a_glance": at_a_glance,
    "cards_due": cards_due,
    "changes": changes,
    "compare": compare,
    "diagram": diagram,
    "downloads": downloads,
    "example": example,
    "fact": fact,
    "fact_index": fact_index,
    "facts": facts,
    "figures": figures,
    "glossary": glossary,
    "news": news,
    "practice": practice,
    "prerequisites": prerequisites,
    "question": question,
    "question_index": question_index,
    "questions": questions,
    "service_map": service_map,
    "services": services,
    "study_plan": study_plan,
    "study_plans": study_plans,
    "term": term,
    "term_uses": term_uses,
}
