"""Scores, places, and the end of a week."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import ModuleType
from typing import Any

import pytest

from tests.examples.support.valkey import Valkey

WEEK = 7 * 24 * 3600


@pytest.fixture
def module(load: Callable[[], ModuleType]) -> ModuleType:
    return load()


@pytest.fixture
def board(module: ModuleType) -> Any:
    return module.Leaderboard(Valkey(), "chess", now=0)


def test_the_best_come_first(board: Any) -> None:
    for player, points in (("ann", 10), ("bob", 30), ("cid", 20)):
        board.add(player, points)
    assert board.top(2) == [("bob", 30), ("cid", 20)]
    assert [board.place(player) for player in ("bob", "cid", "ann")] == [1, 2, 3]


def test_points_add_up(board: Any) -> None:
    assert [board.add("ann", 10), board.add("ann", 5)] == [10, 15]


def test_a_stranger_has_no_place(board: Any) -> None:
    assert board.place("dan") is None
    assert board.top(10) == []


def test_no_addition_is_lost(board: Any) -> None:
    with ThreadPoolExecutor(8) as players:
        list(players.map(lambda _: board.add("ann", 1), range(200)))
    assert board.top(1) == [("ann", 200)]


def test_a_new_week_begins_at_nothing(module: ModuleType) -> None:
    server = Valkey()
    module.Leaderboard(server, "chess", now=WEEK - 1).add("ann", 10)
    assert module.Leaderboard(server, "chess", now=WEEK).top(10) == []


def test_old_weeks_disappear(module: ModuleType) -> None:
    server = Valkey()
    board = module.Leaderboard(server, "chess", now=0)
    board.add("ann", 10)
    assert 2 * WEEK - 1 < server.ttl(board.key) <= 2 * WEEK
