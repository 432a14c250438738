"""Updates of a stack in an emulated account, and of one whose answers the test writes."""

import json

import boto3
import pytest
from botocore.exceptions import WaiterError
from botocore.stub import Stubber

from tests.examples.support import stacks

QUEUE = {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "orders"}}
TOPIC = {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "alerts"}}
ARN = "arn:aws:cloudformation:eu-west-1:123456789012:changeSet/release-1/3b4c"


def body(**resources: dict) -> str:
    return json.dumps({"Parameters": {"Stage": {"Type": "String"}}, "Resources": resources})


@pytest.fixture
def stack(aws) -> str:
    stacks.create(json.loads(body(Queue=QUEUE)), Stage="test")
    return "sample"


def test_change_is_shown_and_made(load, stack, capsys):
    assert load().deploy(stack, body(Queue=QUEUE, Alerts=TOPIC), {"Stage": "test"}) is True

    assert capsys.readouterr().out.split()[:2] == ["Add", "Alerts"]
    (topic,) = boto3.client("sns").list_topics()["Topics"]
    assert topic["TopicArn"].endswith(":alerts")


def test_a_change_set_that_is_asked_for_again_is_the_same(load, stack):
    module, asked = load(), []
    module.cloudformation.meta.events.register(
        "provide-client-params.cloudformation.CreateChangeSet", lambda params, **_: asked.append(dict(params))
    )
    for _ in range(2):
        module.propose(stack, body(Queue=QUEUE, Alerts=TOPIC), {"Stage": "test"})

    assert all(request["ClientToken"] == request["ChangeSetName"] for request in asked)
    assert len({request["ClientToken"] for request in asked}) == 2


def test_a_service_role_is_named_if_there_is_one(load, stack):
    module, asked = load(), []
    module.cloudformation.meta.events.register(
        "provide-client-params.cloudformation.CreateChangeSet", lambda params, **_: asked.append(dict(params))
    )
    role = "arn:aws:iam::123456789012:role/cloudformation/orders-deployment"
    module.deploy(stack, body(Queue=QUEUE, Alerts=TOPIC), {"Stage": "test"}, role=role)
    module.deploy(stack, body(Queue=QUEUE), {"Stage": "test"}, may_lose={"Alerts"})

    assert [request.get("RoleARN") for request in asked] == [role, None]


def test_nothing_happens_before_the_change_set_is_executed(load, stack):
    module = load()
    change_set = module.propose(stack, body(Queue=QUEUE, Alerts=TOPIC), {"Stage": "test"})

    assert [change["Action"] for change in module.changes(change_set)] == ["Add"]
    assert boto3.client("sns").list_topics()["Topics"] == []


def change(action: str, name: str, fate: str, replacement: str | None = None) -> dict:
    resource = {"Action": action, "LogicalResourceId": name, "PolicyAction": fate}
    return {
        "Type": "Resource",
        "ResourceChange": resource | ({"Replacement": replacement} if replacement else {}),
    }


@pytest.fixture
def written(load, aws):
    """The sample with a client whose answers describe these changes."""
    module = load()
    with Stubber(module.cloudformation) as stub:

        def answer(*found: dict, executed: bool) -> object:
            described = {"Status": "CREATE_COMPLETE", "Changes": list(found)}
            stub.add_response("create_change_set", {"Id": ARN})
            for _ in range(2):
                stub.add_response("describe_change_set", described, {"ChangeSetName": ARN})
            if executed:
                run = {"ChangeSetName": ARN, "ClientRequestToken": "3b4c"}  # the same if it is sent again
                stub.add_response("execute_change_set", {}, run)
                state = {"StackName": "shop", "CreationTime": 0, "StackStatus": "UPDATE_COMPLETE"}
                stub.add_response("describe_stacks", {"Stacks": [state]}, {"StackName": "shop"})
            return module

        yield answer
        stub.assert_no_pending_responses()


LOST = [
    change("Remove", "Queue", "Delete"),
    change("Modify", "Table", "ReplaceAndDelete", replacement="True"),
]


def test_loss_stops_the_update_and_names_what_would_be_lost(written, capsys):
    module = written(*LOST, executed=False)

    with pytest.raises(module.LossError, match="would delete Queue, Table"):
        module.deploy("shop", "{}", {})

    assert capsys.readouterr().out.splitlines() == [
        "Remove Queue replacement: False Delete",
        "Modify Table replacement: True ReplaceAndDelete",
    ]


def test_agreed_loss_is_carried_out(written):
    assert written(*LOST, executed=True).deploy("shop", "{}", {}, may_lose={"Queue", "Table"}) is True


def test_what_is_retained_is_no_loss(written):
    kept = [
        change("Remove", "Bucket", "Retain"),
        change("Modify", "Table", "ReplaceAndRetain", replacement="True"),
        change("Modify", "Database", "ReplaceAndSnapshot", replacement="Conditional"),
    ]

    assert written(*kept, executed=True).deploy("shop", "{}", {}) is True


def failed(reason: str) -> dict:
    return {"Status": "FAILED", "StatusReason": reason}


@pytest.mark.parametrize(
    "reason",
    [
        "The submitted information didn't contain changes. Submit different information.",
        "No updates are to be performed.",
    ],
)
def test_nothing_to_change_is_no_error_and_leaves_no_change_set(load, aws, reason, capsys):
    module = load()
    with Stubber(module.cloudformation) as stub:
        stub.add_response("create_change_set", {"Id": ARN})
        stub.add_response("describe_change_set", failed(reason))
        stub.add_response("delete_change_set", {}, {"ChangeSetName": ARN})

        assert module.deploy("shop", "{}", {}) is False
        stub.assert_no_pending_responses()
    assert capsys.readouterr().out == ""


def test_change_set_that_fails_otherwise_is_an_error(load, aws):
    module = load()
    with Stubber(module.cloudformation) as stub:
        stub.add_response("create_change_set", {"Id": ARN})
        stub.add_response("describe_change_set", failed("Template error: unresolved resource dependencies"))

        with pytest.raises(WaiterError):
            module.deploy("shop", "{}", {})
