"""The distributed Map: structure and runs. The emulator knows no batches: there each has one line."""

import json
from types import SimpleNamespace

import boto3
import pytest
from moto.stepfunctions.parser.asl.component.common.retry import retrier_decl

from tests.examples.support import state_machines

NAMES = {"Bucket": "orders", "ImportFunction": "import"}


@pytest.fixture
def definition(example) -> dict:
    return json.loads(example.read_text())


@pytest.fixture
def run(account, definition, monkeypatch):
    monkeypatch.setattr(retrier_decl, "time", SimpleNamespace(sleep=lambda _: None))
    state = definition["States"]["Each batch"]
    batch = state.pop("ItemBatcher")
    state["ItemProcessor"]["ProcessorConfig"]["ExecutionType"] = "STANDARD"  # it has no other children
    state["ToleratedFailurePercentage"] = 1.0  # and takes this for a fraction only
    state["ItemSelector"] = {"Items.$": "States.Array($$.Map.Item.Value)", "BatchInput": batch["BatchInput"]}

    def execute(function) -> dict:
        with state_machines.running({"import": function}):
            s3 = boto3.client("s3", region_name="eu-west-1")
            s3.create_bucket(Bucket="orders", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
            s3.put_object(Bucket="orders", Key="in.csv", Body=b"id,cents\no-1,10\no-2,20\n")
            return state_machines.execute(json.dumps(definition), {"key": "in.csv"}, **NAMES)

    return execute


def test_definition_is_valid(definition):
    assert state_machines.problems(definition, **NAMES) == []


def test_children_are_express_and_their_number_is_bounded(definition):
    state = definition["States"]["Each batch"]

    assert state["ItemProcessor"]["ProcessorConfig"] == {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"}
    assert 0 < state["MaxConcurrency"] <= 40
    assert state["ItemProcessor"]["States"]["Import"]["TimeoutSeconds"] < 300


def test_each_line_comes_once_with_the_name_of_the_import(run):
    seen = []

    def import_(event: dict) -> dict:
        seen.append(event)
        return {"imported": len(event["Items"])}

    end = run(import_)

    assert end["status"] == "SUCCEEDED"
    assert sorted(event["Items"][0]["id"] for event in seen) == ["o-1", "o-2"]
    assert all("import" in event["BatchInput"] for event in seen)
    assert json.loads(end["output"])["ResultWriterDetails"]["Bucket"] == "orders"


def test_a_failed_threshold_ends_in_an_error_of_our_own(definition):
    """The emulator counts no failures, so this is read and not run."""
    states = definition["States"]
    (catcher,) = states["Each batch"]["Catch"]

    assert states["Each batch"]["ToleratedFailurePercentage"] == 1
    assert catcher["ErrorEquals"] == ["States.ExceedToleratedFailureThreshold"]
    assert states[catcher["Next"]]["Error"] == "TooManyBadLines"
