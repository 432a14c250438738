"""Makes links to private files that expire. CloudFront checks them; no server is asked.

The cache behavior trusts a key group with the public key. The private key belongs in a secret store.
"""

from datetime import UTC, datetime, timedelta

from botocore.signers import CloudFrontSigner
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key


def signer(public_key_id: str, private_key_pem: bytes) -> CloudFrontSigner:
    """Signs with an RSA key of 2,048 bits. Make it once: reading the key takes longer than signing."""
    key = load_pem_private_key(private_key_pem, password=None)
    if not isinstance(key, RSAPrivateKey):
        raise TypeError("this signer takes RSA keys")
    return CloudFrontSigner(public_key_id, lambda policy: key.sign(policy, PKCS1v15(), hashes.SHA256()))


def signed_url(links: CloudFrontSigner, url: str, valid_for: timedelta) -> str:
    """A link to this file alone. Whoever has it may use it, as often as they like, until it expires."""
    # The time counts when a download starts: one that is running may go on.
    policy = links.build_policy(url, datetime.now(UTC) + valid_for)
    # botocore leaves the algorithm out, and CloudFront would then expect SHA-1.
    return links.generate_presigned_url(url, policy=policy) + "&Hash-Algorithm=SHA256"
