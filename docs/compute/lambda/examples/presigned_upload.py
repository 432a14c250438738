"""Answers POST /uploads with a form that sends one image straight to S3."""

import json
import os
import uuid
from typing import Any

import boto3
from botocore.config import Config

# A bucket under a KMS key needs this version, and boto3 signs for older Regions in the old way unless told.
# Virtual addressing gives the bucket's regional host name, which needs no redirect.
config = Config(signature_version="s3v4", s3={"addressing_style": "virtual"})
s3 = boto3.client("s3", config=config)

BUCKET = os.environ["BUCKET_NAME"]
EXTENSIONS = {"image/jpeg": "jpg", "image/png": "png"}
MAX_BYTES = 10 * 1024 * 1024
VALID_SECONDS = 300  # less if the role's credentials, which sign the form, expire first


def handler(event: dict[str, Any], _context: Any) -> dict[str, Any]:
    content_type = json.loads(event["body"])["content_type"]
    if content_type not in EXTENSIONS:
        return {"statusCode": 415, "body": json.dumps({"accepted": sorted(EXTENSIONS)})}
    # The server chooses the key: a client that could might overwrite somebody's file.
    customer = event["requestContext"]["authorizer"]["jwt"]["claims"]["sub"]
    key = f"uploads/{customer}/{uuid.uuid4()}.{EXTENSIONS[content_type]}"
    # S3 itself enforces the conditions. A presigned PUT could not limit the size to a range.
    form = s3.generate_presigned_post(
        BUCKET,
        key,
        Fields={"Content-Type": content_type},
        Conditions=[{"Content-Type": content_type}, ["content-length-range", 1, MAX_BYTES]],
        ExpiresIn=VALID_SECONDS,
    )
    return {"statusCode": 201, "body": json.dumps({"key": key, "form": form})}
