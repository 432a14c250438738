"""Executions of the Map: how many items run at once, and what one bad item does to the others."""

import json
import threading
from types import SimpleNamespace

import pytest
from moto.stepfunctions.parser.asl.component.common.retry import retrier_decl

from tests.examples.support import state_machines


class BadPictureError(Exception):
    """What the function raises when no repeat will help."""


class Thumbnails:
    """The function. Counts how often it runs, and how often at once."""

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.calls: list[dict] = []
        self.running = self.most = 0

    def __call__(self, picture: dict) -> dict:
        with self.changed:
            self.calls.append(picture)
            attempt = sum(call["key"] == picture["key"] for call in self.calls)
            self.running += 1
            self.most = max(self.most, self.running)
            self.changed.notify_all()
            # Time for one more than there should be.
            self.changed.wait_for(lambda: self.most > 4, timeout=0.4)
            self.running -= 1
        if "bad" in picture["key"]:
            raise BadPictureError(picture["key"])
        if "busy" in picture["key"] and attempt < 3:
            raise TimeoutError("later")
        return {"thumbnail": f"small/{picture['key']}", "internal": "not passed on"}


@pytest.fixture
def run(account, example, monkeypatch):
    monkeypatch.setattr(retrier_decl, "time", SimpleNamespace(sleep=lambda _: None))

    def execute(*pictures: str) -> tuple[list[dict], Thumbnails]:
        function = Thumbnails()
        event = {"bucket": "shop-files", "pictures": list(pictures)}
        with state_machines.running({"thumbnail": function}):
            execution = state_machines.execute(example.read_text(), event, ThumbnailFunction="thumbnail")
        assert execution["status"] == "SUCCEEDED"
        return json.loads(execution["output"])["results"], function

    return execute


def test_no_more_than_four_run_at_once_and_results_keep_their_order(run):
    pictures = [f"{number}.png" for number in range(8)]

    results, function = run(*pictures)

    assert function.most == 4
    assert results == [{"done": True, "key": f"small/{picture}"} for picture in pictures]


def test_each_item_is_told_what_it_needs_and_no_more(run):
    _, function = run("a.png", "b.png")

    assert sorted(function.calls, key=lambda call: call["number"]) == [
        {"bucket": "shop-files", "key": "a.png", "number": 0},
        {"bucket": "shop-files", "key": "b.png", "number": 1},
    ]


def test_bad_picture_is_not_tried_again_and_stops_nothing(run):
    results, function = run("a.png", "bad.png", "c.png")

    assert results == [
        {"done": True, "key": "small/a.png"},
        {"done": False, "key": "bad.png", "error": "BadPictureError"},
        {"done": True, "key": "small/c.png"},
    ]
    assert len(function.calls) == 3


def test_item_that_fails_for_a_moment_is_tried_again(run):
    results, function = run("busy.png", "b.png")

    assert [result["done"] for result in results] == [True, True]
    assert len(function.calls) == 4


def test_definition_is_valid(example):
    definition = json.loads(example.read_text())

    assert state_machines.problems(definition, ThumbnailFunction="thumbnail") == []


def test_catch_names_what_the_wildcard_leaves_out(example):
    (each,) = json.loads(example.read_text())["States"].values()
    too_large, anything = each["ItemProcessor"]["States"]["Make thumbnail"]["Catch"]

    assert too_large["ErrorEquals"] == ["States.DataLimitExceeded"]
    assert anything["ErrorEquals"] == ["States.ALL"]
    assert too_large["Next"] == anything["Next"] == "Note failure"
