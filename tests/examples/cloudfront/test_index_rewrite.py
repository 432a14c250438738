"""Which object the function asks for, in Node without anything that the edge does not have."""

import re

import pytest

from tests.examples.support import javascript


def event(uri: str) -> dict:
    """A viewer request as CloudFront Functions gets it."""
    return {
        "version": "1.0",
        "context": {"eventType": "viewer-request"},
        "viewer": {"ip": "203.0.113.7"},
        "request": {
            "method": "GET",
            "uri": uri,
            "querystring": {"page": {"value": "2"}},
            "headers": {"host": {"value": "shop.example.com"}},
            "cookies": {},
        },
    }


def test_folders_get_their_index_and_files_stay(example):
    wanted = {
        "/": "/index.html",
        "/teapots/": "/teapots/index.html",
        "/teapots": "/teapots/index.html",
        "/teapots/index.html": "/teapots/index.html",
        "/style.css": "/style.css",
        "/v1.2/guide": "/v1.2/guide/index.html",
        "//attacker.example/x": "//attacker.example/x/index.html",
    }

    answers = javascript.call(example, "handler", *([event(uri)] for uri in wanted))

    assert [answer["uri"] for answer in answers] == list(wanted.values())


def test_everything_else_of_the_request_stays(example):
    (answer,) = javascript.call(example, "handler", [event("/teapots")])

    assert answer == event("/teapots")["request"] | {"uri": "/teapots/index.html"}


def test_function_fits_the_edge(example):
    code = example.read_text()

    assert len(code.encode()) <= 10_240
    assert not re.search(r"\b(?:require|import|export|fetch|process|eval|class)\b|\?\.|\?\?", code)


def test_harness_has_no_network_or_modules(tmp_path):
    source = tmp_path / "curious.js"
    source.write_text(
        "function look(name) { return typeof globalThis[name]; }\nfunction fail() { missing(); }"
    )

    assert javascript.call(source, "look", ["fetch"], ["require"], ["process"]) == ["undefined"] * 3
    with pytest.raises(RuntimeError, match="missing is not defined"):
        javascript.call(source, "fail", [])
