"""Lets a browser upload one avatar straight to S3, and takes it into use only after a look at it."""

import uuid
from typing import Any

MAX_BYTES = 2 * 1024 * 1024
VALID_SECONDS = 300  # ends earlier when the credentials that sign the form do
INBOX = "inbox/"  # a lifecycle rule empties it: not every form is used


def offer(s3: Any, bucket: str, user: str) -> dict[str, Any]:
    """Returns URL and fields of a form. S3 checks the conditions, so nobody needs to trust the browser.

    The client `s3` needs Config(signature_version="s3v4"): a form signed the old way fails under a KMS key.
    """
    # A key that the client chose could be somebody else's. This one is also hard to guess.
    key = f"{INBOX}{user}/{uuid.uuid4()}"
    return s3.generate_presigned_post(
        bucket,
        key,
        Fields={"Content-Type": "image/png"},
        Conditions=[{"Content-Type": "image/png"}, ["content-length-range", 1, MAX_BYTES]],
        ExpiresIn=VALID_SECONDS,
    )


def accept(s3: Any, bucket: str, user: str, key: str) -> str:
    """Copies an upload to where it is served from. The call may be repeated."""
    if key.rpartition("/")[0] != f"{INBOX}{user}":
        raise PermissionError("the upload of somebody else")
    found = s3.get_object(Bucket=bucket, Key=key, Range="bytes=0-7")
    # The Content-Type is only what the client said. The first bytes tell more; better still, decode it.
    if found["Body"].read() != b"\x89PNG\r\n\x1a\n":
        raise ValueError("no PNG")
    target = f"avatars/{user}/{key.rpartition('/')[2]}"
    s3.copy_object(
        Bucket=bucket,
        Key=target,
        CopySource={"Bucket": bucket, "Key": key},
        # The form still works for some minutes. Without this, other bytes could take the checked ones' place.
        CopySourceIfMatch=found["ETag"],
        ContentType="image/png",
        MetadataDirective="REPLACE",
    )
    return target
