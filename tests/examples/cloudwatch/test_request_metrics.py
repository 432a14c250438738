"""The line of a request, held to the embedded metric format, and what a caller can do to it."""

import json
import time

import jsonschema
import pytest
from botocore.session import get_session

UNITS = get_session().get_service_model("cloudwatch").shape_for("StandardUnit").enum
METRIC = {
    "type": "object",
    "required": ["Name"],
    "additionalProperties": False,
    "properties": {
        "Name": {"type": "string", "minLength": 1, "maxLength": 1024},
        "Unit": {"enum": UNITS},
        "StorageResolution": {"enum": [1, 60]},
    },
}
DIRECTIVE = {
    "type": "object",
    "required": ["Namespace", "Dimensions", "Metrics"],
    "additionalProperties": False,
    "properties": {
        "Namespace": {"type": "string", "pattern": "^(?!AWS/).+"},
        "Dimensions": {
            "type": "array",
            "items": {"type": "array", "maxItems": 30, "items": {"type": "string"}},
        },
        "Metrics": {"type": "array", "maxItems": 100, "items": METRIC},
    },
}
# The rules of the format's specification that a schema can say.
FORMAT = {
    "type": "object",
    "required": ["_aws"],
    "properties": {
        "_aws": {
            "type": "object",
            "required": ["Timestamp", "CloudWatchMetrics"],
            "properties": {
                "Timestamp": {"type": "integer"},
                "CloudWatchMetrics": {"type": "array", "minItems": 1, "items": DIRECTIVE},
            },
        }
    },
}


@pytest.fixture
def lines(load, capsys):
    module = load()

    def of(route="POST /orders", header=None, **fields) -> dict:
        with module.measured(route, header) as line:
            line.update(fields)
        (text,) = capsys.readouterr().out.splitlines()
        return json.loads(text)

    return of


def test_line_is_valid_and_holds_every_target(lines):
    line = lines(order_id="o-17")

    jsonschema.validate(line, FORMAT)
    (directive,) = line["_aws"]["CloudWatchMetrics"]
    assert all(isinstance(line[metric["Name"]], int | float) for metric in directive["Metrics"])
    assert all(isinstance(line[name], str) for names in directive["Dimensions"] for name in names)
    assert abs(line["_aws"]["Timestamp"] - time.time() * 1000) < 10_000


def test_schema_refuses_what_the_format_refuses(lines):
    line = lines()
    line["_aws"]["CloudWatchMetrics"][0]["Metrics"][0]["Unit"] = "Furlongs"

    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(line, FORMAT)


def test_service_has_a_metric_of_its_own(lines):
    (directive,) = lines()["_aws"]["CloudWatchMetrics"]

    assert directive["Dimensions"] == [["Service", "Route"], ["Service"]]


def test_exception_is_a_fault_and_goes_on(load, capsys):
    with pytest.raises(KeyError), load().measured("POST /orders"):
        raise KeyError("sku")

    line = json.loads(capsys.readouterr().out)
    assert (line["Fault"], line["level"], line["status"], line["error"]) == (1, "ERROR", 500, "KeyError")


def test_request_that_is_cut_off_is_no_success(load, capsys):
    with pytest.raises(SystemExit), load().measured("POST /orders"):
        raise SystemExit(1)  # as a server ends a worker that takes too long

    line = json.loads(capsys.readouterr().out)
    assert (line["Fault"], line["status"], line["error"]) == (1, 500, "SystemExit")


def test_success_and_a_fault_of_the_client_count_as_zero(lines):
    assert [lines(status=status)["Fault"] for status in (200, 404, 503)] == [0, 0, 1]


def test_number_of_metrics_does_not_depend_on_the_callers(lines):
    made = [lines(route=f"GET /orders/{number}", order_id=f"o-{number}") for number in range(50)]
    made += [lines(), lines("GET /orders/{id}")]

    combinations = {
        (metric["Name"], *((name, line[name]) for name in names))
        for line in made
        for directive in line["_aws"]["CloudWatchMetrics"]
        for names in directive["Dimensions"]
        for metric in directive["Metrics"]
    }
    assert len(combinations) == 2 * (3 + 1)  # two metrics, for three routes and for the service


def test_callers_fields_do_not_forge_metrics(lines):
    line = lines(_aws={"CloudWatchMetrics": []}, Fault=99, Service="billing", level="DEBUG")

    jsonschema.validate(line, FORMAT)
    assert (line["Fault"], line["Service"], line["level"]) == (0, "orders", "INFO")
    assert line["_aws"]["CloudWatchMetrics"] != []


def test_correlation_id_is_passed_on_and_a_strange_one_replaced(lines):
    assert lines(header="3f9c2b1a-0001")["correlation_id"] == "3f9c2b1a-0001"
    strange = lines(header='x"}\n{"level": "ERROR"')["correlation_id"]
    assert len(strange) == 36
    assert lines()["correlation_id"] != lines()["correlation_id"]


def test_what_json_does_not_know_is_written_as_text(lines):
    assert lines(amount=1 + 2j)["amount"] == "(1+2j)"
