"""Marks a webhook so that its receiver knows who sent it, to whom, when, and that nobody changed it.

Both sides call KMS: the sender may only kms:GenerateMac, the receiver only kms:VerifyMac. So the receiver
cannot forge, and nobody keeps a shared secret.
"""

import hashlib
import re
import time
from collections.abc import Mapping

import boto3
from botocore.config import Config

kms = boto3.client(
    "kms",
    config=Config(connect_timeout=1, read_timeout=3, retries={"mode": "standard", "total_max_attempts": 3}),
)

ALGORITHM = "HMAC_SHA_256"
TOLERANCE = 300  # seconds between two clocks, and for the way
HEADER = re.compile(r"t=(?P<sent>[0-9]{1,12}),k=(?P<name>[a-z0-9-]{1,40}),v1=(?P<mac>[0-9a-f]{64})")


def header(keys: Mapping[str, str], name: str, receiver: str, body: bytes) -> str:
    """What goes along with the body: the time, the name of the key, and the MAC.

    `keys` has the ARN of each name. A later attempt needs a new header, or it arrives too old.
    """
    sent = int(time.time())
    answer = kms.generate_mac(
        KeyId=keys[name], MacAlgorithm=ALGORITHM, Message=message(sent, name, receiver, body)
    )
    return f"t={sent},k={name},v1={answer['Mac'].hex()}"


def accepts(keys: Mapping[str, str], receiver: str, body: bytes, value: str) -> bool:
    """Whether the header's `value` fits. `body` is what arrived, byte for byte, before any parsing.

    Raises when KMS cannot say: answer with 503 then, for neither yes nor no would be true. In `TOLERANCE`
    a request can come twice, so the event needs an ID, and the receiver remembers it.
    """
    found = HEADER.fullmatch(value)
    # The cheap checks come first: a stranger's nonsense must not become calls to KMS.
    if not found or found["name"] not in keys:
        return False
    sent = int(found["sent"])
    if abs(time.time() - sent) > TOLERANCE:
        return False
    try:
        kms.verify_mac(
            KeyId=keys[found["name"]],  # an ARN: an alias may mean another key by now
            MacAlgorithm=ALGORITHM,
            Message=message(sent, found["name"], receiver, body),
            Mac=bytes.fromhex(found["mac"]),
        )
    except kms.exceptions.KMSInvalidMacException:
        return False
    return True


def message(sent: int, name: str, receiver: str, body: bytes) -> bytes:
    """What the MAC covers. KMS takes 4,096 bytes, so the body goes in as its digest."""
    return f"webhook.v1\n{sent}\n{name}\n{receiver}\n{hashlib.sha256(body).hexdigest()}".encode()
