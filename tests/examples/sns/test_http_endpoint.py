"""What the endpoint believes: signed by a certificate of the topic's SNS, and nothing else."""

from __future__ import annotations

import base64
import json
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import boto3
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import NameOID
from moto.core import DEFAULT_ACCOUNT_ID
from moto.sns.models import sns_backends

TOPIC = "arn:aws:sns:eu-west-1:123456789012:orders"
CERTIFICATE = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123.pem"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def pem() -> bytes:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "sns.amazonaws.com")])
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(KEY.public_key())
        .serial_number(1)
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=1))
        .sign(KEY, hashes.SHA256())
        .public_bytes(serialization.Encoding.PEM)
    )


def signed(key: rsa.RSAPrivateKey = KEY, **fields: str) -> dict[str, str]:
    """A message as SNS sends it. Everything but these fields is part of the signature."""
    message = {
        "Type": "Notification",
        "MessageId": "m-1",
        "TopicArn": TOPIC,
        "Message": '{"order_id": "o-17"}',
        "Timestamp": "2026-11-26T08:00:00.000Z",
    } | fields
    text = "".join(f"{name}\n{message[name]}\n" for name in sorted(message)).encode()
    signature = base64.b64encode(key.sign(text, padding.PKCS1v15(), hashes.SHA256())).decode()
    return message | {"SignatureVersion": "2", "Signature": signature, "SigningCertURL": CERTIFICATE}


@pytest.fixture
def module(load, aws, monkeypatch):
    monkeypatch.setenv("TOPIC_ARN", TOPIC)
    module = load()
    monkeypatch.setattr(module.urllib.request, "urlopen", Web())
    return module


class Web:
    """The one address that there is in this world, with the fake certificate."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, url: str, timeout: float) -> Web:
        self.asked.append(url)
        if url != CERTIFICATE:
            raise OSError(f"{url} cannot be reached")
        return self

    def __enter__(self) -> Web:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def read(self) -> bytes:
        return pem()


def post(module, message: object, store=None) -> tuple[int, dict[str, str]]:
    stored: dict[str, str] = {}
    body = message if isinstance(message, bytes) else json.dumps(message).encode()
    return module.handle(body, store or stored.setdefault), stored


def test_signed_message_is_stored(module):
    assert post(module, signed()) == (200, {"m-1": '{"order_id": "o-17"}'})


def test_subject_and_line_breaks_are_part_of_what_is_signed(module):
    message = signed(Subject="Order paid", Message="two\nlines")

    assert post(module, message)[0] == 200
    assert post(module, message | {"Subject": "Order canceled"})[0] == 403


@pytest.mark.parametrize(
    "change",
    [
        {"Message": '{"order_id": "o-18"}'},
        {"MessageId": "m-2"},
        {"Timestamp": "2026-11-27T08:00:00.000Z"},
        {"Signature": base64.b64encode(b"x" * 256).decode()},
        {"Signature": "not base64"},
        {"SignatureVersion": "1"},
        {"Type": "Other"},
        {"SigningCertURL": "https://sns.eu-west-1.amazonaws.com.evil.example/a.pem"},
        {"SigningCertURL": "https://evil.example/sns.eu-west-1.amazonaws.com/a.pem"},
        {"SigningCertURL": "https://evil.example@sns.eu-west-1.amazonaws.com/a.pem"},
        {"SigningCertURL": "http://sns.eu-west-1.amazonaws.com/a.pem"},
        {"SigningCertURL": "https://sns.us-east-1.amazonaws.com/a.pem"},
        {"SigningCertURL": "https://sns.eu-west-1.amazonaws.com/?Action=ListTopics"},
    ],
)
def test_what_was_changed_is_refused_and_stores_nothing(module, change):
    assert post(module, signed() | change) == (403, {})


def test_no_certificate_is_asked_for_outside_sns(module):
    post(module, signed() | {"SigningCertURL": "https://evil.example/a.pem"})

    assert module.urllib.request.urlopen.asked == []


def test_somebody_elses_topic_is_refused_although_sns_signed_it(module):
    other = signed(TopicArn=TOPIC.replace("123456789012", "999999999999"))

    assert post(module, other) == (403, {})


def test_somebody_elses_key_is_refused(module):
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    assert post(module, signed(key=other)) == (403, {})


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'"text"', b"\xff", b'{"Type": []}'])
def test_rubbish_is_refused(module, body):
    assert post(module, body) == (403, {})


def test_repeat_and_replay_store_nothing_new(module):
    stored: dict[str, str] = {}
    for _ in range(2):
        assert post(module, signed(), stored.setdefault)[0] == 200

    assert len(stored) == 1


def test_certificate_is_fetched_once(module):
    for _ in range(3):
        post(module, signed())

    assert module.urllib.request.urlopen.asked == [CERTIFICATE]


def test_certificate_that_cannot_be_fetched_is_worth_a_retry(module):
    message = signed() | {"SigningCertURL": CERTIFICATE.replace("0123", "9999")}

    assert post(module, message) == (503, {})


def test_error_of_the_store_reaches_the_server_which_answers_500(module):
    def full(message_id: str, message: str) -> None:
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        post(module, signed(), full)


def confirmation(**fields: str) -> dict[str, str]:
    return signed(
        Type="SubscriptionConfirmation", Token="t-1", SubscribeURL="https://evil.example/", **fields
    )


def test_confirmation_goes_through_the_api_and_visits_no_link(module, monkeypatch):
    calls = []
    monkeypatch.setattr(module.sns, "confirm_subscription", lambda **call: calls.append(call))

    assert post(module, confirmation()) == (200, {})
    assert calls == [{"TopicArn": TOPIC, "Token": "t-1", "AuthenticateOnUnsubscribe": "true"}]
    assert module.urllib.request.urlopen.asked == [CERTIFICATE]


def test_confirmation_of_another_topic_is_not_given(module, monkeypatch):
    calls = []
    monkeypatch.setattr(module.sns, "confirm_subscription", lambda **call: calls.append(call))

    assert post(module, confirmation(TopicArn=TOPIC + "2"))[0] == 403
    assert calls == []


def test_api_takes_the_confirmation(module):
    boto3.client("sns").create_topic(Name="orders")

    assert post(module, confirmation()) == (200, {})


def test_what_the_emulator_signs_is_believed_too(module, monkeypatch):
    bodies: list[bytes] = []

    class Endpoint(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Endpoint)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sns = boto3.client("sns")
    topic = sns.create_topic(Name="orders")["TopicArn"]
    sns.subscribe(TopicArn=topic, Protocol="http", Endpoint=f"http://127.0.0.1:{server.server_port}/")
    sns.publish(TopicArn=topic, Message="hello")
    server.shutdown()
    server.server_close()

    (body,) = bodies
    name = json.loads(body)["SigningCertURL"].rsplit("/", 1)[1]
    keys = sns_backends[DEFAULT_ACCOUNT_ID]["eu-west-1"]._message_public_keys
    monkeypatch.setattr(module, "certificate", lambda url: keys[name])
    assert list(post(module, body)[1].values()) == ["hello"]
