"""Each fault that a review of this handler should find, shown to be one."""

import boto3
import pytest

from tests.examples.support.account import items
from tests.examples.support.events import sqs_batch
from tests.examples.support.runtime import LambdaRuntime

TEA = {"id": "o-1", "amount": 19.99}
CUP = {"id": "o-2", "amount": 8}


def test_happy_path_works_but_for_a_cent(start, settings, provider):
    answer = start(**settings).invoke(sqs_batch(CUP, TEA))

    assert answer.payload == {"statusCode": 200}
    assert provider.charges == [{"order": "o-2", "cents": 800}, {"order": "o-1", "cents": 1998}]
    assert sorted(item["charge"]["S"] for item in items("payments")) == ["ch-1", "ch-2"]


def test_failed_order_is_acknowledged_and_so_lost(start, settings, provider):
    provider.refused = {"o-1"}

    answer = start(**settings).invoke(sqs_batch(TEA, "not json"))

    assert answer.error is None  # no error and no list: Lambda deletes both messages
    assert answer.payload == {"statusCode": 200}
    assert items("payments") == []


def test_failed_order_gets_the_charge_of_the_one_before(start, settings, provider):
    provider.refused = {"o-2"}

    start(**settings).invoke(sqs_batch(TEA, CUP))

    assert provider.charges == [{"order": "o-1", "cents": 1998}]
    assert {item["id"]["S"]: item["charge"]["S"] for item in items("payments")} == {
        "o-1": "ch-1",
        "o-2": "ch-1",
    }


def test_second_delivery_charges_again(start, settings, provider):
    runtime = start(**settings)

    runtime.invoke(sqs_batch(CUP))
    runtime.invoke(sqs_batch(CUP))

    assert [payment["order"] for payment in provider.charges] == ["o-2", "o-2"]


def test_one_delivery_charges_three_times(start, settings, provider):
    provider.cut = {"o-2"}

    start(**settings).invoke(sqs_batch(CUP))

    assert [payment["order"] for payment in provider.charges] == ["o-2"] * 3


def test_slow_provider_outlasts_the_function_and_the_whole_batch_returns(
    example, settings, provider, aws_endpoint
):
    provider.slow = {"o-1"}
    batch = sqs_batch(CUP, TEA)

    with (
        LambdaRuntime(example, environment=settings, endpoint=aws_endpoint, timeout=4) as runtime,
        pytest.raises(TimeoutError, match="no answer"),
    ):
        runtime.invoke(batch)
    provider.slow = set()
    with LambdaRuntime(example, environment=settings, endpoint=aws_endpoint) as runtime:
        runtime.invoke(batch)  # what SQS does with messages that nobody deleted

    assert sorted(payment["order"] for payment in provider.charges) == ["o-1", "o-1", "o-2", "o-2"]


def test_attempts_wait_longer_than_the_function_may_run(load, settings, monkeypatch):
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    module = load()
    waits = []

    def no_answer(_request, timeout):
        waits.append(timeout)
        raise TimeoutError

    monkeypatch.setattr(module, "urlopen", no_answer)
    module.handler(sqs_batch(CUP), None)

    assert waits == [30, 30, 30]


def test_secret_stands_in_the_log(start, settings):
    answer = start(**settings).invoke(sqs_batch(CUP))

    assert "sk-live-4711" in "\n".join(answer.logs)


def test_clients_and_secret_are_fetched_again_and_again(load, settings, monkeypatch):
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    module = load()
    made, make = [], boto3.client
    fetched = []

    def counting(service, **options):
        client = make(service, **options)
        made.append(service)
        client.meta.events.register("before-call", lambda model, **_: fetched.append(model.name))
        return client

    monkeypatch.setattr(module.boto3, "client", counting)
    module.handler(sqs_batch(CUP, TEA), None)
    module.handler(sqs_batch(CUP, TEA), None)

    assert made == ["secretsmanager"] * 2  # a client for each invocation ...
    assert fetched == ["GetSecretValue"] * 4  # ... and a call for each order
