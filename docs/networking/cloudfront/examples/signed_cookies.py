"""Cookies that open a folder of private files. For one file a signed URL is enough.

The application checks who is logged in and then sets these cookies; CloudFront checks them on each request.
"""

import base64
import json
import re
from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

SAFE = bytes.maketrans(b"+=/", b"-_~")  # CloudFront's own variant of base64
FOLDER = re.compile(r"(/[A-Za-z0-9_-]+)+/")  # "*" and "?" in it would be wildcards, ".." no folder


def encoded(data: bytes) -> str:
    return base64.b64encode(data).translate(SAFE).decode()


def signed_cookies(
    key: RSAPrivateKey, public_key_id: str, domain: str, folder: str, valid_for: timedelta
) -> list[str]:
    """Values for four Set-Cookie headers that open https://domain/folder/* and nothing else."""
    if not FOLDER.fullmatch(folder):
        raise ValueError(f"{folder} is not a folder")
    end = int((datetime.now(UTC) + valid_for).timestamp())
    condition = {"DateLessThan": {"AWS:EpochTime": end}}
    statement = {"Resource": f"https://{domain}{folder}*", "Condition": condition}
    policy = json.dumps({"Statement": [statement]}, separators=(",", ":")).encode()
    values = {
        "CloudFront-Policy": encoded(policy),
        "CloudFront-Signature": encoded(key.sign(policy, PKCS1v15(), hashes.SHA256())),
        "CloudFront-Key-Pair-Id": public_key_id,
        "CloudFront-Hash-Algorithm": "SHA256",  # without it CloudFront expects SHA-1
    }
    # No Domain: the cookies go to the host that set them. No Max-Age: they end with the browser session.
    return [f"{name}={value}; Path={folder}; Secure; HttpOnly" for name, value in values.items()]
