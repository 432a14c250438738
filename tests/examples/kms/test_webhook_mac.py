"""Which request is accepted, which is not, and which never reaches KMS."""

from __future__ import annotations

import boto3
import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber

BODY = b'{"id": "e-1", "order": "o-7"}'
RECEIVER = "https://shop.example/hooks"


class Clock:
    now = 1_000_000.0

    def time(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def module(load, aws, clock, monkeypatch):
    loaded = load()
    monkeypatch.setattr(loaded, "time", clock)
    return loaded


@pytest.fixture
def keys(module) -> dict[str, str]:
    create = boto3.client("kms").create_key
    return {
        name: create(KeySpec="HMAC_256", KeyUsage="GENERATE_VERIFY_MAC")["KeyMetadata"]["Arn"]
        for name in ("hooks-1", "hooks-2")
    }


@pytest.fixture
def value(module, keys) -> str:
    return module.header(keys, "hooks-1", RECEIVER, BODY)


@pytest.fixture
def calls(module, value) -> list[str]:
    made: list[str] = []
    module.kms.meta.events.register("before-call.kms", lambda model, **_: made.append(model.name))
    return made


def test_receiver_accepts_what_was_sent(module, keys, value):
    assert value.startswith("t=1000000,k=hooks-1,v1=")
    assert module.accepts(keys, RECEIVER, BODY, value)


def test_body_of_any_size_is_covered(module, keys):
    body = b"x" * 1_000_000
    value = module.header(keys, "hooks-1", RECEIVER, body)

    assert module.accepts(keys, RECEIVER, body, value)
    assert not module.accepts(keys, RECEIVER, body[:-1] + b"y", value)


@pytest.mark.parametrize("body", [b"", BODY + b" ", BODY.replace(b"7", b"8")])
def test_changed_body_is_refused(module, keys, value, body):
    assert not module.accepts(keys, RECEIVER, body, value)


def test_request_for_another_receiver_is_refused(module, keys, value):
    assert not module.accepts(keys, "https://other.example/hooks", BODY, value)


def test_time_and_name_of_the_key_are_covered(module, keys, value):
    assert not module.accepts(keys, RECEIVER, BODY, value.replace("t=1000000", "t=1000001"))
    twin = {"hooks-1": keys["hooks-1"], "twin": keys["hooks-1"]}
    assert not module.accepts(twin, RECEIVER, BODY, value.replace("hooks-1", "twin"))


def test_another_key_is_refused(module, keys, value):
    assert not module.accepts(keys, RECEIVER, BODY, value.replace("hooks-1", "hooks-2"))


def test_changed_mac_is_refused(module, keys, value):
    end = "0" if value[-1] != "0" else "1"
    assert not module.accepts(keys, RECEIVER, BODY, value[:-1] + end)


@pytest.mark.parametrize(("later", "accepted"), [(300, True), (301, False), (-300, True), (-301, False)])
def test_request_is_accepted_for_a_short_time(module, clock, keys, value, later, accepted):
    clock.now += later

    assert module.accepts(keys, RECEIVER, BODY, value) is accepted


@pytest.mark.parametrize(
    "change",
    [
        lambda value: "",
        lambda value: value + "0",
        lambda value: value + "\n",
        lambda value: value.upper(),
        lambda value: value.replace("t=", "t=-"),
        lambda value: value.replace("t=1000000", "t=" + "9" * 12),
        lambda value: value.replace("t=1000000", "t=" + "9" * 5000),
        lambda value: value.replace("1000000", "١٠٠٠٠٠٠"),  # digits, too
        lambda value: value.replace("hooks-1", "hooks-9"),
        lambda value: value.replace("hooks-1", "alias/hooks"),
    ],
)
def test_nonsense_costs_no_call(module, keys, value, calls, change):
    assert not module.accepts(keys, RECEIVER, BODY, change(value))
    assert calls == []


def test_both_keys_are_accepted_while_senders_change_over(module, keys, value):
    assert module.accepts(keys, RECEIVER, BODY, module.header(keys, "hooks-2", RECEIVER, BODY))
    assert module.accepts(keys, RECEIVER, BODY, value)
    assert not module.accepts({"hooks-2": keys["hooks-2"]}, RECEIVER, BODY, value)


@pytest.mark.parametrize("code", ["ThrottlingException", "AccessDeniedException", "DisabledException"])
def test_doubt_is_no_answer(module, keys, value, code):
    with Stubber(module.kms) as stub:
        stub.add_client_error("verify_mac", code)
        with pytest.raises(ClientError, match=code):
            module.accepts(keys, RECEIVER, BODY, value)


def test_digest_keeps_the_message_within_what_kms_takes(module):
    model = boto3.client("kms").meta.service_model

    longest = module.message(10**12 - 1, "k" * 40, "r" * 2000, b"x" * 1_000_000)
    assert len(longest) <= model.shape_for("GenerateMacRequest").members["Message"].metadata["max"] == 4096
