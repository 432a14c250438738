"""Two processors for one task."""

from __future__ import annotations

import os
from threading import Event, Thread

import pytest

from macros import processes
from macros.processes import dealt, later, side_by_side


@pytest.fixture(autouse=True)
def no_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that runs tests beside others may have threads of its own."""
    monkeypatch.setattr(processes, "active_count", lambda: 1)


def test_both_results_come_in_order_and_the_second_from_a_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    first, second = side_by_side(lambda: ("a", os.getpid()), lambda: ("b" * 1_000_000, os.getpid()))
    assert (first[0], second[0]) == ("a", "b" * 1_000_000)
    assert first[1] == os.getpid() != second[1]


def test_with_one_processor_one_runs_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0})
    assert side_by_side(os.getpid, os.getpid) == (os.getpid(), os.getpid())


def test_one_process_can_be_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    monkeypatch.setenv("GUIDE_PROCESSES", "1")
    assert side_by_side(os.getpid, os.getpid) == (os.getpid(), os.getpid())


def test_a_process_with_threads_is_not_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    done = Event()
    thread = Thread(target=done.wait)
    thread.start()
    try:
        assert side_by_side(os.getpid, os.getpid) == (os.getpid(), os.getpid())
    finally:
        done.set()
        thread.join()


def test_what_fails_in_the_copy_fails_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})

    def fail() -> int:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        side_by_side(lambda: 1, fail)


def test_a_copy_that_ends_without_a_word_is_made_up_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    own = os.getpid()
    assert side_by_side(lambda: 1, lambda: 2 if os.getpid() == own else os._exit(9)) == (1, 2)


def test_work_begins_at_once_and_is_waited_for_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    reader, writer = os.pipe()
    result = later(lambda: os.write(writer, b"begun"))
    assert os.read(reader, 9) == b"begun"  # nobody has asked for the result
    assert result() == 5


@pytest.mark.parametrize("count", [0, 1, 7, 499, 500, 501, 20_011])
def test_two_processes_share_items_and_no_item_is_lost(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    with dealt(range(count)) as some:
        first, second = side_by_side(lambda: list(some()), lambda: list(some()))
    assert sorted(first + second) == list(range(count))


def test_who_comes_alone_gets_every_item(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUIDE_PROCESSES", "1")
    with dealt("abc") as some:
        assert side_by_side(lambda: list(some()), lambda: list(some())) == (["a", "b", "c"], [])
