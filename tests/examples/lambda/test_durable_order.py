"""Durable executions: each step runs once although the handler runs from its first line again.

Of a cancellation and the shipping exactly one wins, whenever the cancellation comes.
"""

import json

import boto3
import pytest
from aws_durable_execution_sdk_python.execution import InvocationStatus
from aws_durable_execution_sdk_python_testing import DurableFunctionTestRunner

from tests.examples.support.account import create_queue, create_table, items, messages


@pytest.fixture
def queue(aws, monkeypatch) -> str:
    create_table("orders", "id")
    url = create_queue("shipping")
    monkeypatch.setenv("TABLE_NAME", "orders")
    monkeypatch.setenv("SHIPPING_QUEUE_URL", url)
    return url


def run(handler, **order):
    with DurableFunctionTestRunner(handler, poll_interval=0.05, region="eu-west-1") as runner:
        return runner.run(input=json.dumps(order), execution_timeout=20)


def at_first(module, operation, act) -> list:
    """Acts just before the first call of an operation. Returns the list to which the result is added."""
    service, results = operation.split(".")[0], []

    def hook(**_):
        if not results:
            results.append(None)  # the act may call the same operation
            results[:] = [act()]

    getattr(module, service).meta.events.register(f"before-call.{operation}", hook)
    return results


def test_order_is_shipped_once_after_an_hour(load, queue):
    module = load()
    writes = []
    module.dynamodb.meta.events.register("before-call.dynamodb.PutItem", lambda **_: writes.append(1))

    result = run(module.handler, id="o-17", sku="tea")

    assert result.status is InvocationStatus.SUCCEEDED
    answer = json.loads(result.result)
    assert (answer["id"], answer["status"]) == ("o-17", "SHIPPING")
    assert [json.loads(body) for body in messages(queue)] == [{"id": "o-17", "sku": "tea"}]
    assert writes == [1]
    pause = result.get_wait("time-to-cancel")
    assert (pause.scheduled_end_timestamp - pause.start_timestamp).total_seconds() == pytest.approx(
        3600, abs=2
    )


def test_operations_are_recorded_in_order(load, queue):
    result = run(load().handler, id="o-17", sku="tea")

    assert [operation.name for operation in result.operations] == [
        "accept",
        "time-to-cancel",
        "claim",
        "ship",
    ]
    assert json.loads(result.get_step("claim").result) is True


def test_order_that_was_cancelled_meanwhile_is_not_shipped(load, queue):
    module = load()

    answers = at_first(module, "dynamodb.UpdateItem", lambda: module.cancel("o-17"))

    result = run(module.handler, id="o-17", sku="tea")

    assert answers == [True]
    assert json.loads(result.result) == {"id": "o-17", "status": "CANCELLED"}
    assert messages(queue) == []
    assert items("orders") == [{"id": {"S": "o-17"}, "status": {"S": "CANCELLED"}}]


def test_cancellation_between_the_claim_and_the_send_is_told_that_it_is_late(load, queue):
    module = load()
    answers = at_first(module, "sqs.SendMessage", lambda: module.cancel("o-17"))

    result = run(module.handler, id="o-17", sku="tea")

    assert answers == [False]
    assert json.loads(result.result)["status"] == "SHIPPING"
    assert len(messages(queue)) == 1
    assert items("orders") == [{"id": {"S": "o-17"}, "status": {"S": "SHIPPING"}}]


@pytest.mark.parametrize("late", [False, True])
def test_claim_that_was_interrupted_is_made_again(load, queue, late):
    """The write arrived and its answer did not; a cancellation that comes then is late."""
    module = load()
    answers = []

    def lose(**_):
        if not answers:
            answers.append(None)  # the cancellation calls the same operation
            answers[:] = [late and module.cancel("o-17")]
            raise ConnectionError("no answer")

    module.dynamodb.meta.events.register("after-call.dynamodb.UpdateItem", lose)

    result = run(module.handler, id="o-17", sku="tea")

    assert answers == [False]
    assert json.loads(result.result)["status"] == "SHIPPING"
    assert len(messages(queue)) == 1


def test_cancellation_may_be_repeated_but_creates_no_order(load, queue):
    module = load()
    assert not module.cancel("o-17")
    assert items("orders") == []

    boto3.client("dynamodb").put_item(
        TableName="orders", Item={"id": {"S": "o-17"}, "status": {"S": "ACCEPTED"}}
    )

    assert module.cancel("o-17")
    assert module.cancel("o-17")


def test_acceptance_that_was_interrupted_does_not_revive_a_cancelled_order(load, queue):
    """The write arrived and its answer did not; the customer cancels before the step runs again."""
    module, answers = load(), []

    def lose(**_):
        if not answers:
            answers.append(module.cancel("o-17"))
            raise ConnectionError("no answer")

    module.dynamodb.meta.events.register("after-call.dynamodb.PutItem", lose)

    result = run(module.handler, id="o-17", sku="tea")

    assert answers == [True]
    assert json.loads(result.result) == {"id": "o-17", "status": "CANCELLED"}
    assert messages(queue) == []


def test_failing_step_is_tried_again_until_it_succeeds(load, queue):
    module = load()
    failures = ["warehouse closed", "warehouse closed"]

    def fail_twice(**_):
        if failures:
            raise ConnectionError(failures.pop())

    module.sqs.meta.events.register("before-call.sqs.SendMessage", fail_twice)

    result = run(module.handler, id="o-17", sku="tea")

    assert result.status is InvocationStatus.SUCCEEDED
    assert result.get_step("ship").attempt == 3
    assert len(messages(queue)) == 1
