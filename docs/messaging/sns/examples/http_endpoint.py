"""An HTTPS endpoint behind a topic. It believes what Amazon SNS has signed, and only for its own topic."""

import base64
import functools
import json
import os
import urllib.request
from collections.abc import Callable
from urllib.parse import urlsplit

import boto3
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256

TOPIC_ARN = os.environ["TOPIC_ARN"]
HOST = f"sns.{TOPIC_ARN.split(':')[3]}.amazonaws.com"  # of the topic's Region, not of any
CONFIRMATION = ("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type")
SIGNED = {
    "Notification": ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"),
    "SubscriptionConfirmation": CONFIRMATION,
    "UnsubscribeConfirmation": CONFIRMATION,
}

sns = boto3.client("sns")


class ForgedError(Exception):
    """Not from our topic, or changed on the way."""


@functools.lru_cache(maxsize=8)
def certificate(url: str) -> bytes:
    """The PEM file, from SNS alone: the sender of a forgery would name a server of his own."""
    parts = urlsplit(url)
    if (parts.scheme, parts.netloc) != ("https", HOST) or not parts.path.endswith(".pem"):
        raise ForgedError(f"certificate of {parts.netloc}")
    with urllib.request.urlopen(url, timeout=3) as answer:  # noqa: S310 (scheme and host are checked)
        return answer.read()


def verify(message: dict[str, str]) -> None:
    """Raises ForgedError unless our topic has signed exactly this."""
    names = SIGNED.get(message.get("Type", ""))
    # The topic's SignatureVersion is 2. Taking 1 as well would let the sender choose SHA-1.
    if names is None or message.get("TopicArn") != TOPIC_ARN or message.get("SignatureVersion") != "2":
        raise ForgedError("type, topic or signature version")
    signed = "".join(f"{name}\n{message[name]}\n" for name in names if name in message)
    key = x509.load_pem_x509_certificate(certificate(message["SigningCertURL"])).public_key()
    try:
        key.verify(base64.b64decode(message["Signature"]), signed.encode(), PKCS1v15(), SHA256())
    except InvalidSignature as error:
        raise ForgedError("signature") from error


def handle(body: bytes, store: Callable[[str, str], None]) -> int:
    """Answers one POST with an HTTP status.

    `store` keeps a message under its ID and does nothing for an ID that it knows: SNS repeats a delivery
    whose answer it did not get, and a stranger may replay one that he has seen. A publisher's own repeat has
    another ID; the consumer recognizes it by the event's. If `store` raises, the server answers 500, and SNS
    tries again.
    """
    try:
        message = json.loads(body)
        verify(message)
    except (ForgedError, ValueError, KeyError, TypeError, AttributeError):
        return 403  # SNS retries neither this nor any other 4xx, except 429
    except OSError:
        return 503  # no certificate at the moment: worth another attempt
    if message["Type"] == "Notification":
        store(message["MessageId"], message["Message"])
    elif message["Type"] == "SubscriptionConfirmation":
        # By the API, not by opening SubscribeURL. Signed, so that the link to unsubscribe alone ends nothing.
        sns.confirm_subscription(TopicArn=TOPIC_ARN, Token=message["Token"], AuthenticateOnUnsubscribe="true")
    return 200
