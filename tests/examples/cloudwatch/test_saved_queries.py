"""Known commands and functions, fields that the service writes, and queries that the API takes."""

import json
import re

import boto3
import pytest

from tests.examples.support import modules, templates

COMMANDS = {"fields", "filter", "stats", "sort", "limit", "parse", "display", "dedup"}
FUNCTIONS = {"count", "count_distinct", "pct", "bin", "ispresent"}
WORDS = {"as", "by", "desc", "asc", "and", "or"}


@pytest.fixture
def queries(example) -> dict[str, str]:
    definitions = templates.resources(templates.load(example), "AWS::Logs::QueryDefinition")
    return {name: entry["QueryString"] for name, entry in definitions.items()}


@pytest.fixture
def written(examples, monkeypatch, capsys) -> set[str]:
    """The names in the line of a request that failed."""
    module = modules.load(examples / "request_metrics.py", monkeypatch)
    with pytest.raises(TimeoutError), module.measured("POST /orders"):
        raise TimeoutError
    return set(json.loads(capsys.readouterr().out))


def test_no_linter_objects(example):
    assert templates.problems(example) == []


def test_every_line_starts_with_a_command(queries):
    for query in queries.values():
        for command in re.split(r"\n\| ", query):
            assert command.split()[0] in COMMANDS


def test_every_name_is_written_by_the_service_or_given_before(queries, written):
    for name, query in queries.items():
        text = re.sub(r'"[^"]*"', "", query)
        given = set(re.findall(r"\bas (\w+)", text))
        for called in re.findall(r"(\w+)\(", text):
            assert called in FUNCTIONS, name
        names = set(re.findall(r"(?<![@\w])[A-Za-z_]\w*(?!\w*\()", text))
        assert names - COMMANDS - WORDS - FUNCTIONS - given <= written, name
        assert set(re.findall(r"@\w+", text)) <= {"@timestamp", "@message"}


def test_no_alias_is_sorted_by_before_it_exists(queries):
    for query in queries.values():
        for number, command in enumerate(commands := query.split("\n| ")):
            if command.startswith("sort ") and "@" not in command:
                assert f"as {command.split()[1]}" in " ".join(commands[:number])


def test_api_takes_them(aws, queries):
    logs = boto3.client("logs")
    logs.create_log_group(logGroupName="/shop/orders")

    for query in queries.values():
        assert logs.start_query(
            logGroupName="/shop/orders", queryString=query, startTime=0, endTime=60, limit=1000
        )["queryId"]
