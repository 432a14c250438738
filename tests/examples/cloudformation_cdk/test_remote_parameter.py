"""Requests as CloudFormation sends them, and the answers that arrive at a server in place of S3."""

import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import boto3
import pytest

from tests.examples.support import templates

STACK = "arn:aws:cloudformation:eu-west-1:123456789012:stack/orders/1a2b"
NAME = "/shared/orders-table"


@pytest.fixture
def answers():
    """What was put to the response URL, and the URL itself as the first attribute."""
    received: list[dict] = []

    class Receiver(BaseHTTPRequestHandler):
        def do_PUT(self) -> None:
            received.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Receiver)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/answer?signature=secret", received
    server.shutdown()
    server.server_close()


@pytest.fixture
def send(aws, load, answers):
    """Handles a request and returns the answer."""
    module = load()
    url, received = answers

    def request(
        kind: str, *, value: str = "orders", region: str = "eu-central-1", name: str = NAME, **more: str
    ) -> dict:
        module.handler(
            {
                "RequestType": kind,
                "ResponseURL": url,
                "StackId": STACK,
                "RequestId": "request-1",
                "LogicalResourceId": "TableName",
                "ResourceType": "Custom::RemoteParameter",
                "ResourceProperties": {"ServiceToken": "arn", "Region": region, "Name": name, "Value": value},
            }
            | more,
            None,
        )
        return received[-1]

    return request


def stored(name: str = NAME, region: str = "eu-central-1") -> str | None:
    ssm = boto3.client("ssm", region_name=region)
    found = ssm.get_parameters(Names=[name])["Parameters"]
    return found[0]["Value"] if found else None


def test_create_makes_the_parameter_in_the_other_region(send):
    answer = send("Create")

    assert answer == {
        "StackId": STACK,
        "RequestId": "request-1",
        "LogicalResourceId": "TableName",
        "Status": "SUCCESS",
        "PhysicalResourceId": f"eu-central-1|{NAME}",
    }
    assert stored() == "orders"
    assert stored(region="eu-west-1") is None


def test_repeated_create_succeeds_again(send):
    assert send("Create") == send("Create")


def test_update_of_the_value_keeps_the_physical_id(send):
    first = send("Create")["PhysicalResourceId"]

    answer = send("Update", value="orders-v2", PhysicalResourceId=first)

    assert (answer["Status"], answer["PhysicalResourceId"]) == ("SUCCESS", first)
    assert stored() == "orders-v2"


def test_update_of_the_name_is_a_replacement_and_its_cleanup_deletes_the_old(send):
    first = send("Create")["PhysicalResourceId"]

    second = send("Update", name="/shared/orders", PhysicalResourceId=first)["PhysicalResourceId"]
    assert (second != first, stored(), stored("/shared/orders")) == (True, "orders", "orders")

    send("Delete", PhysicalResourceId=first)
    assert (stored(), stored("/shared/orders")) == (None, "orders")


def test_delete_can_come_twice(send):
    identity = send("Create")["PhysicalResourceId"]

    assert [send("Delete", PhysicalResourceId=identity)["Status"] for _ in range(2)] == ["SUCCESS", "SUCCESS"]
    assert stored() is None


def test_deletion_that_the_sdk_repeats_succeeds(send):
    identity = send("Create")["PhysicalResourceId"]
    earlier = boto3.client("ssm", region_name="eu-central-1")  # made before: what follows is not for it

    def lose_the_answer(**_: object) -> None:
        earlier.delete_parameter(Name=NAME)

    boto3.DEFAULT_SESSION.events.register("before-parameter-build.ssm.DeleteParameter", lose_the_answer)

    assert send("Delete", PhysicalResourceId=identity)["Status"] == "SUCCESS"
    assert stored() is None


def test_somebody_elses_parameter_is_neither_taken_nor_deleted(send):
    boto3.client("ssm", region_name="eu-central-1").put_parameter(Name=NAME, Value="theirs", Type="String")

    answer = send("Create")
    assert answer["Status"] == "FAILED"
    assert answer["Reason"] == f"RefusedError: {NAME} exists and is not this resource's"

    # CloudFormation deletes what it believes to have been created.
    assert send("Delete", PhysicalResourceId=answer["PhysicalResourceId"])["Status"] == "SUCCESS"
    assert send("Delete", PhysicalResourceId=f"eu-central-1|{NAME}")["Status"] == "SUCCESS"
    assert stored() == "theirs"


def test_another_resource_of_the_same_stack_is_somebody_else(send):
    """A renamed logical ID is created before the old one is deleted."""
    send("Create")

    assert send("Create", LogicalResourceId="Renamed")["Status"] == "FAILED"
    assert stored() == "orders"


def test_an_unexpected_error_is_answered_and_the_url_is_not_logged(send, caplog):
    answer = send("Create", ResourceProperties={"Region": "eu-central-1"})

    assert (answer["Status"], answer["Reason"]) == ("FAILED", "KeyError: 'Name'")
    assert "Create of TableName failed" in caplog.text
    assert "signature" not in caplog.text


def test_slowest_run_still_ends_before_the_functions_timeout(load, examples):
    config = load().CONFIG
    stack = templates.load(examples / "remote_parameter_stack.template.yaml")
    (function,) = templates.resources(stack, "AWS::Lambda::Function").values()

    call = config.retries["total_max_attempts"] * (config.connect_timeout + config.read_timeout)
    assert 3 * call + 10 < function["Timeout"]  # and the answer
