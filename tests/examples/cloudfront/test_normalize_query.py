"""Which requests become the same cache key, in Node without anything that the edge does not have."""

import re
from urllib.parse import parse_qsl

import pytest

from tests.examples.support import javascript


def event(query: str) -> dict:
    """A viewer request as CloudFront Functions gets it: a name given twice has its values listed."""
    fields: dict[str, dict] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        values = [*fields.get(name, {}).get("multiValue", []), {"value": value}]
        fields[name] = {"value": values[0]["value"], "multiValue": values}
    for item in fields.values():
        if len(item["multiValue"]) == 1:
            del item["multiValue"]
    return {
        "version": "1.0",
        "context": {"eventType": "viewer-request"},
        "request": {"method": "GET", "uri": "/catalog/teapots", "querystring": fields, "headers": {}},
    }


def normalized(example, *queries: str) -> list[str]:
    answers = javascript.call(example, "handler", *([event(query)] for query in queries))
    return [answer["querystring"] for answer in answers]


def test_order_case_and_tracking_make_no_second_object(example):
    same = (
        "page=2&sort=price",
        "sort=price&page=2",
        "page=2&sort=PRICE",
        "utm_source=mail&page=2&fbclid=1&sort=price",
    )

    assert set(normalized(example, *same)) == {"page=2&sort=price"}


def test_what_changes_the_answer_stays(example):
    assert normalized(example, "page=1", "page=2", "sort=name", "") == ["page=1", "page=2", "sort=name", ""]


@pytest.mark.parametrize(
    "query", ["page=%0d%0aset-cookie:x", "page=1%262", "page=", "sort=" + "x" * 21, "page=1 2"]
)
def test_values_that_the_application_does_not_know_are_dropped(example, query):
    assert normalized(example, query) == [""]


def test_names_that_objects_inherit_are_no_parameters(example):
    assert normalized(example, "constructor=1&__proto__=2&hasOwnProperty=3&toString=4") == [""]


def test_name_given_twice_counts_once(example):
    assert normalized(example, "page=1&page=2") == ["page=1"]


def test_everything_else_of_the_request_stays(example):
    (answer,) = javascript.call(example, "handler", [event("page=2")])

    assert answer == event("page=2")["request"] | {"querystring": "page=2"}


def test_function_fits_the_edge(example):
    code = example.read_text()

    assert len(code.encode()) <= 10_240
    assert not re.search(r"\b(?:require|import|export|fetch|process|eval|class)\b|\?\.|\?\?", code)
