"""Conflicts between transactions, with a connection that fails on cue."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest

from tests.examples.support.chance import longest


class DatabaseError(Exception):
    def __init__(self, sqlstate: str) -> None:
        super().__init__(sqlstate)
        self.sqlstate = sqlstate


class Connection:
    """Fails with the listed codes, one a step; `None` lets a step pass."""

    def __init__(self, *codes: str | None) -> None:
        self.codes = list(codes)
        self.log: list[str] = []

    def step(self, name: str) -> None:
        self.log.append(name)
        code = self.codes.pop(0) if self.codes else None
        if code:
            raise DatabaseError(code)

    def execute(self) -> str:
        self.step("execute")
        return "booked"

    def commit(self) -> None:
        self.step("commit")

    def rollback(self) -> None:
        self.log.append("rollback")


@pytest.fixture
def pauses() -> list[float]:
    return []


@pytest.fixture
def module(load: Any, monkeypatch: pytest.MonkeyPatch, pauses: list[float]) -> ModuleType:
    loaded = load()
    monkeypatch.setattr(loaded.time, "sleep", pauses.append)
    return loaded


def test_without_conflict_there_is_one_attempt(module: ModuleType, pauses: list[float]) -> None:
    connection = Connection()
    assert module.run(connection, Connection.execute) == "booked"
    assert connection.log == ["execute", "commit"]
    assert pauses == []


@pytest.mark.parametrize("code", ["40001", "40P01"])
def test_a_conflict_starts_the_work_again(module: ModuleType, code: str) -> None:
    connection = Connection(code)
    assert module.run(connection, Connection.execute) == "booked"
    assert connection.log == ["execute", "rollback", "execute", "commit"]


def test_a_conflict_may_show_at_the_commit_only(module: ModuleType) -> None:
    connection = Connection(None, "40001")
    assert module.run(connection, Connection.execute) == "booked"
    assert connection.log == ["execute", "commit", "rollback", "execute", "commit"]


@pytest.mark.parametrize("code", ["23505", "42P01", "08006"])
def test_other_errors_are_the_callers(module: ModuleType, code: str) -> None:
    connection = Connection(code)
    with pytest.raises(DatabaseError, match=code):
        module.run(connection, Connection.execute)
    assert connection.log == ["execute", "rollback"]


def test_an_error_of_the_work_itself_is_not_swallowed(module: ModuleType) -> None:
    def wrong(_connection: Connection) -> None:
        raise KeyError("price")

    with pytest.raises(KeyError):
        module.run(Connection(), wrong)


def test_attempts_end_and_pauses_grow(module: ModuleType, pauses: list[float]) -> None:
    connection = Connection(*["40001"] * 20)
    with pytest.raises(module.TooManyConflictsError):
        module.run(connection, Connection.execute, attempts=8, jitter=longest)
    assert connection.log.count("execute") == 8
    assert pauses == pytest.approx([0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1, 1])
