"""Events as AWS sends them, cut to what a test varies."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote_plus

REGION = "eu-west-1"
ACCOUNT = "123456789012"
_TIME = "2026-11-23T09:15:00.000Z"
_MILLIS = 1795425300000


def sqs_batch(*bodies: object, queue: str = "orders") -> dict[str, Any]:
    """A batch from an SQS event source mapping. A body that is no text is written as JSON."""
    return {"Records": [_sqs_record(body, queue) for body in bodies]}


def _sqs_record(body: object, queue: str) -> dict[str, Any]:
    text = body if isinstance(body, str) else json.dumps(body)
    return {
        "messageId": str(uuid.uuid4()),
        "receiptHandle": "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a",
        "body": text,
        "attributes": {
            "ApproximateReceiveCount": "1",
            "SentTimestamp": str(_MILLIS),
            "SenderId": "AIDAIENQZJOLO23YVJ4VO",
            "ApproximateFirstReceiveTimestamp": str(_MILLIS + 12),
        },
        "messageAttributes": {},
        "md5OfBody": hashlib.md5(text.encode(), usedforsecurity=False).hexdigest(),
        "eventSource": "aws:sqs",
        "eventSourceARN": f"arn:aws:sqs:{REGION}:{ACCOUNT}:{queue}",
        "awsRegion": REGION,
    }


def s3_created(
    bucket: str, *keys: str, size: int = 1024, version: str = "3sL4kqtJlcpXroDTDmJ.rmSpXd3dIbrHY"
) -> dict[str, Any]:
    """S3's notification that objects were created. Keys are URL-encoded, as S3 does it."""
    return {"Records": [_s3_record(bucket, key, size, version) for key in keys]}


def _s3_record(bucket: str, key: str, size: int, version: str) -> dict[str, Any]:
    return {
        "eventVersion": "2.1",
        "eventSource": "aws:s3",
        "awsRegion": REGION,
        "eventTime": _TIME,
        "eventName": "ObjectCreated:Put",
        "userIdentity": {"principalId": "AWS:AIDAINPONIXQXHT3IKHL2"},
        "requestParameters": {"sourceIPAddress": "203.0.113.7"},
        "responseElements": {"x-amz-request-id": "C3D13FE58DE4C810", "x-amz-id-2": "FMyUVURIY8Wr"},
        "s3": {
            "s3SchemaVersion": "1.0",
            "configurationId": "uploads",
            "bucket": {
                "name": bucket,
                "ownerIdentity": {"principalId": "A3NL1KOZZKExample"},
                "arn": f"arn:aws:s3:::{bucket}",
            },
            "object": {
                "key": quote_plus(key, safe="/"),
                "size": size,
                "eTag": "d41d8cd98f00b204e9800998ecf8427e",
                "versionId": version,
                "sequencer": "0055AED6DCD90281E5",
            },
        },
    }


def s3_test(bucket: str) -> dict[str, Any]:
    """What S3 sends once when a notification is configured: there are no `Records`."""
    return {
        "Service": "Amazon S3",
        "Event": "s3:TestEvent",
        "Time": _TIME,
        "Bucket": bucket,
        "RequestId": "5582815E1AEA5ADF",
        "HostId": "8cLeGAmw098X5cv4Zkwcmo8vvZa3eH3eKxsPzbB9wrR",
    }


def http_api(
    method: str,
    path: str,
    *,
    body: object = None,
    headers: Mapping[str, str] | None = None,
    parameters: Mapping[str, str] | None = None,
    claims: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """A request through an API Gateway HTTP API, payload format 2.0. Header names arrive in lower case.

    `claims` are those of a token that a JWT authorizer has accepted.
    """
    event: dict[str, Any] = {
        "version": "2.0",
        "routeKey": f"{method} {path}",
        "rawPath": path,
        "rawQueryString": "",
        "headers": {name.lower(): value for name, value in (headers or {}).items()},
        "requestContext": {
            "accountId": ACCOUNT,
            "apiId": "a1b2c3d4e5",
            "domainName": f"a1b2c3d4e5.execute-api.{REGION}.amazonaws.com",
            "domainPrefix": "a1b2c3d4e5",
            "http": {
                "method": method,
                "path": path,
                "protocol": "HTTP/1.1",
                "sourceIp": "203.0.113.7",
                "userAgent": "shop/2.4",
            },
            "requestId": "JKJaXmPLvHcESHA=",
            "routeKey": f"{method} {path}",
            "stage": "$default",
            "time": "23/Nov/2026:09:15:00 +0000",
            "timeEpoch": _MILLIS,
        },
        "isBase64Encoded": False,
    }
    if claims:
        event["requestContext"]["authorizer"] = {"jwt": {"claims": dict(claims), "scopes": None}}
    if parameters:
        event["pathParameters"] = dict(parameters)
    if body is not None:
        event["body"] = body if isinstance(body, str) else json.dumps(body)
    return event


def event_bridge(source: str, kind: str, detail: Mapping[str, Any]) -> dict[str, Any]:
    """An event as a rule of EventBridge delivers it."""
    return {
        "version": "0",
        "id": str(uuid.uuid4()),
        "detail-type": kind,
        "source": source,
        "account": ACCOUNT,
        "time": "2026-11-23T09:15:00Z",
        "region": REGION,
        "resources": [],
        "detail": dict(detail),
    }


def dynamodb_stream(*images: Mapping[str, Any], table: str = "orders") -> dict[str, Any]:
    """Inserts from a DynamoDB stream, in order. An image is an item in DynamoDB's JSON; its key is `id`."""
    return {"Records": [_stream_record(number, image, table) for number, image in enumerate(images, start=1)]}


def _stream_record(number: int, image: Mapping[str, Any], table: str) -> dict[str, Any]:
    arn = f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/{table}/stream/2026-11-23T09:00:00.000"
    return {
        "eventID": uuid.uuid4().hex,
        "eventName": "INSERT",
        "eventVersion": "1.1",
        "eventSource": "aws:dynamodb",
        "awsRegion": REGION,
        "dynamodb": {
            "ApproximateCreationDateTime": _MILLIS // 1000,
            "Keys": {"id": image["id"]},
            "NewImage": dict(image),
            "SequenceNumber": f"{100000000000000000000 + number}",
            "SizeBytes": 59,
            "StreamViewType": "NEW_IMAGE",
        },
        "eventSourceARN": arn,
    }
