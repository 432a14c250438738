"""The faults of the handler before the review, gone."""

import boto3
import pytest

from tests.examples.support.account import items
from tests.examples.support.events import sqs_batch
from tests.examples.support.runtime import LambdaRuntime

TEA = {"id": "o-1", "amount": 19.99}
CUP = {"id": "o-2", "amount": 8}


@pytest.fixture
def runtime(example, settings, aws_endpoint):
    with LambdaRuntime(example, environment=settings, endpoint=aws_endpoint, timeout=30) as running:
        yield running


def failed(batch, *positions):
    names = [batch["Records"][position]["messageId"] for position in positions]
    return {"batchItemFailures": [{"itemIdentifier": name} for name in names]}


def charges():
    return {item["id"]["S"]: item["charge"]["S"] for item in items("payments") if "charge" in item}


def expire_claims():
    """As if the invocation that claimed them were long over."""
    for item in items("payments"):
        if "charge" not in item:
            item["claimed_until"] = {"N": "1"}
            boto3.client("dynamodb").put_item(TableName="payments", Item=item)


def test_orders_are_charged_to_the_cent(runtime, provider):
    answer = runtime.invoke(sqs_batch(CUP, TEA))

    assert answer.payload == {"batchItemFailures": []}
    assert provider.charges == [{"order": "o-2", "cents": 800}, {"order": "o-1", "cents": 1999}]
    assert charges() == {"o-2": "ch-1", "o-1": "ch-2"}
    assert "sk-live" not in "\n".join(answer.logs)


def test_only_the_failed_come_back(runtime, provider):
    provider.refused = {"o-2"}
    wrong = "not json", {"id": "o-3", "amount": -1}, {"id": "o-4", "amount": 0.001}
    batch = sqs_batch(TEA, CUP, *wrong, {"id": "o-5", "amount": 3})

    assert runtime.invoke(batch).payload == failed(batch, 1, 2, 3, 4)
    assert charges() == {"o-1": "ch-1", "o-5": "ch-2"}

    provider.refused = set()
    expire_claims()
    assert runtime.invoke(sqs_batch(CUP)).payload == {"batchItemFailures": []}
    assert charges() == {"o-1": "ch-1", "o-2": "ch-3", "o-5": "ch-2"}


def test_second_delivery_charges_nothing(runtime, provider):
    runtime.invoke(sqs_batch(TEA))

    assert runtime.invoke(sqs_batch(TEA, TEA)).payload == {"batchItemFailures": []}
    assert provider.calls == 1


@pytest.mark.parametrize("cut", [set(), {"o-1"}], ids=["charged", "claimed"])
def test_known_order_with_another_amount_is_refused(runtime, provider, cut):
    provider.cut = cut
    runtime.invoke(sqs_batch(TEA))
    expire_claims()
    batch = sqs_batch(TEA | {"amount": 1})

    assert runtime.invoke(batch).payload == failed(batch, 0)
    assert provider.calls == 1


def test_key_with_a_newline_is_not_quoted_in_the_log(runtime, provider):
    boto3.client("secretsmanager").put_secret_value(SecretId="provider-key", SecretString="sk-live-4711\n")

    answer = runtime.invoke(sqs_batch(TEA))

    assert answer.payload == {"batchItemFailures": []}
    assert "sk-live" not in "\n".join(answer.logs)


@pytest.mark.parametrize("trouble", ["slow", "cut"])
def test_charge_without_an_answer_is_not_made_twice(runtime, provider, trouble):
    setattr(provider, trouble, {"o-1"})
    batch = sqs_batch(TEA)

    assert runtime.invoke(batch).payload == failed(batch, 0)
    assert len(provider.charges) == 1
    setattr(provider, trouble, set())
    assert runtime.invoke(batch).payload == failed(batch, 0)  # the claim still holds
    assert provider.calls == 1
    expire_claims()

    assert runtime.invoke(batch).payload == {"batchItemFailures": []}
    assert len(provider.charges) == 1
    assert charges() == {"o-1": "ch-1"}


def test_what_does_not_fit_into_the_time_left_is_not_begun(example, settings, provider, aws_endpoint):
    batch = sqs_batch(CUP, TEA)

    with LambdaRuntime(example, environment=settings, endpoint=aws_endpoint, timeout=10) as runtime:
        assert runtime.invoke(batch).payload == failed(batch, 0, 1)

    assert provider.calls == 0
    assert items("payments") == []


def test_clients_are_made_at_initialization(load, settings, monkeypatch):
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    module = load()
    monkeypatch.setattr(module.boto3, "client", None)

    class Context:
        @staticmethod
        def get_remaining_time_in_millis():
            return 30_000

    assert module.handler(sqs_batch(CUP), Context) == {"batchItemFailures": []}
