"""The app's scheduler (TypeScript) and the reference implementation (Python) come to the same schedules.

`web/test/fsrs-histories.json` holds what the app makes of random ratings; a Node test keeps it so.
"""

from __future__ import annotations

import json
from copy import copy
from datetime import datetime, timedelta
from typing import Any

import pytest
from fsrs import Card, Rating, Scheduler, State

from tests.support.guides import PROJECT


@pytest.fixture(scope="module")
def golden() -> dict[str, Any]:
    data = json.loads((PROJECT / "web/test/fsrs-histories.json").read_text(encoding="utf-8"))
    assert isinstance(data, dict)
    return data


def replayed(golden: dict[str, Any], history: dict[str, Any]) -> tuple[Card, datetime]:
    """The card after the whole history, with the day on which the app should bring it back."""
    scheduler = Scheduler(desired_retention=history["retention"], enable_fuzzing=False)
    card, due = Card(), datetime.fromisoformat(golden["start"])
    at = due
    for position, (number, days) in enumerate(zip(history["ratings"], history["days"], strict=True)):
        if position:
            at += timedelta(days=days) if days else timedelta(minutes=golden["sameDayMinutes"])
        rating, before = Rating(number), card
        card = scheduler.review_card(copy(before), rating, at)[0]
        due = card.due
        if before.state is State.Review and rating is not Rating.Again:
            due = at + timedelta(days=_days_in_order(scheduler, before, at)[rating])
        elif card.state is State.Learning and rating is Rating.Hard:
            due = at + timedelta(minutes=6)
    return card, due


def _days_in_order(scheduler: Scheduler, card: Card, at: datetime) -> dict[Rating, int]:
    """Days to wait by rating, with the rule that the app's scheduler adds: they differ by a day.

    Its other own rule: while a card is learned, Hard is always the mean of both steps, in whole minutes.
    Source: https://github.com/open-spaced-repetition/ts-fsrs (basic_scheduler, learning_steps)
    """
    hard, good, easy = (
        (scheduler.review_card(copy(card), rating, at)[0].due - at).days
        for rating in (Rating.Hard, Rating.Good, Rating.Easy)
    )
    hard = min(hard, good)
    good = max(good, hard + 1)
    return {Rating.Hard: hard, Rating.Good: good, Rating.Easy: max(easy, good + 1)}


def test_there_are_enough_histories_of_every_sort(golden: dict[str, Any]) -> None:
    histories = golden["histories"]
    assert len(histories) >= 1000
    assert {rating for history in histories for rating in history["ratings"]} == {1, 2, 3, 4}
    assert {history["state"] for history in histories} == {1, 2, 3}
    assert len({history["retention"] for history in histories}) >= 3
    assert max(days for history in histories for days in history["days"]) > 200


def test_every_history_ends_in_the_same_memory(golden: dict[str, Any]) -> None:
    for number, history in enumerate(golden["histories"]):
        card, _ = replayed(golden, history)
        assert card.state.value == history["state"], number
        assert card.stability == pytest.approx(history["stability"], rel=1e-5, abs=1e-7), number
        assert card.difficulty == pytest.approx(history["difficulty"], rel=1e-5), number


def test_every_history_brings_the_card_back_at_the_same_time(golden: dict[str, Any]) -> None:
    for number, history in enumerate(golden["histories"]):
        _, due = replayed(golden, history)
        assert datetime.fromisoformat(history["due"]) == due, number
