"""Study plans: the steps of one, and the list of all."""

from __future__ import annotations

from macros.catalog import Catalog, plan_id, unknown
from macros.issues import MacroError
from macros.library.questions import question_url
from macros.paths import relative
from macros.planning import (
    in_hours,
    pages_of,
    plan_minutes,
    question_minutes,
    questions_of,
    reading_minutes,
    step_minutes,
)
from macros.rendering.here import Here
from macros.rendering.templating import fill

SHOW = ("list", "cards")


def study_plan(catalog: Catalog, here: Here) -> str:
    """The study plan of the page's front matter: its steps with links and minutes, and the sum."""
    found = catalog.plans.get(plan_id(here.page))
    if found is None or found.page != here.page:
        raise MacroError(
            "this page's front matter holds no 'plan:'", "see 'A study plan' in Pages and services"
        )
    steps = []
    for step in found.steps:
        questions = questions_of(catalog, [step])
        steps.append(
            {
                "step": step,
                "pages": [
                    (page, relative(page.path, here.page), reading_minutes(page.words))
                    for page in pages_of(catalog, step)
                ],
                "questions": [(item, question_url(catalog, here, item)) for item in questions],
                "answering": in_hours(sum(question_minutes(item) for item in questions)),
                "time": in_hours(step_minutes(catalog, step)),
            }
        )
    return fill(
        "plan.md.jinja",
        plan=found,
        steps=steps,
        count=len(questions_of(catalog, found.steps)),
        time=in_hours(plan_minutes(catalog, found)),
        app=relative(catalog.practice_page, here.page) if catalog.practice_page else "",
    )


def study_plans(catalog: Catalog, here: Here, *ids: str, show: str = "list") -> str:
    """Study plans, each with the time that it takes: those named, or all; as a list, or as cards."""
    if show not in SHOW:
        raise MacroError(f"show is 'list' or 'cards', not '{show}'")
    for name in ids:
        if name not in catalog.plans:
            raise unknown("study plan", name, catalog.plans)
    chosen = [catalog.plans[name] for name in ids] if ids else list(catalog.plans.values())
    if show == "cards" and chosen:
        return fill("place.md.jinja", kind="plans", id=" ".join(item.id for item in chosen), here=here)
    rows = [
        {
            "plan": item,
            "url": relative(item.page, here.page),
            "count": len(questions_of(catalog, item.steps)),
            "time": in_hours(plan_minutes(catalog, item)),
        }
        for item in chosen
    ]
    if not rows:
        raise MacroError("there are no study plans", "write a page with 'plan:' in its front matter")
    return fill("plans.md.jinja", rows=rows)
