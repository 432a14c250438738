"""How often the client is made, and how it is set."""

import json

import boto3
import pytest
from botocore.config import Config

from tests.examples.support.account import create_table
from tests.examples.support.events import http_api

#: Prints a line for each client that the handler's file makes.
COUNTING = """
import boto3

make = boto3.client


def count(service, **settings):
    print(f"made a client for {service}")
    return make(service, **settings)


boto3.client = count
from warm_client import handler
"""


def get(order_id: str) -> dict:
    return http_api("GET", "/orders/{id}", parameters={"id": order_id})


def made(logs: list[str]) -> list[str]:
    return [line for line in logs if line.startswith("made")]


@pytest.fixture
def orders(aws):
    create_table("orders", "id")
    item = {"id": {"S": "o-17"}, "status": {"S": "SHIPPED"}}
    boto3.client("dynamodb").put_item(TableName="orders", Item=item)


def test_client_is_made_once_for_many_invocations(start, orders, examples, tmp_path):
    source = tmp_path / "counting.py"
    source.write_text(COUNTING)
    runtime = start(source, TABLE_NAME="orders", PYTHONPATH=str(examples))

    first, second = runtime.invoke(get("o-17")), runtime.invoke(get("o-18"))

    assert made(runtime.init_logs) == ["made a client for dynamodb"]
    assert made(first.logs + second.logs) == []
    assert json.loads(first.payload["body"]) == {"id": "o-17", "status": "SHIPPED"}
    assert second.payload == {"statusCode": 404}


def test_new_environment_makes_its_own_client(start, orders, examples, tmp_path):
    source = tmp_path / "counting.py"
    source.write_text(COUNTING)

    for _ in range(2):
        runtime = start(source, TABLE_NAME="orders", PYTHONPATH=str(examples))
        assert made(runtime.init_logs) == ["made a client for dynamodb"]


def test_timeouts_are_shorter_than_the_defaults(load, orders, monkeypatch):
    monkeypatch.setenv("TABLE_NAME", "orders")

    config = load().dynamodb.meta.config

    assert (config.connect_timeout, config.read_timeout) == (1, 2)
    assert config.retries == {"mode": "standard", "total_max_attempts": 3}
    default = Config()
    assert min(default.connect_timeout, default.read_timeout) > config.read_timeout
