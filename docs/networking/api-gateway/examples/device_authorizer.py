"""Lambda authorizer of an HTTP API, payload format 2.0 with simple responses: may this device do this?

Identity sources: $request.header.X-Device-Key and $context.routeKey. They are the cache's key, so an answer
is kept for one device on one route. With the header alone, the answer for one route would open all of them.
"""

import hashlib
import hmac
import os
from typing import Any

import boto3

dynamodb = boto3.client("dynamodb")

TABLE = os.environ["TABLE_NAME"]
DENIED = {"isAuthorized": False}  # 403; a request without the header gets a 401 before this runs


def handler(event: dict[str, Any], _context: Any) -> dict[str, Any]:
    device, _, secret = event["headers"].get("x-device-key", "").partition(".")  # names in lower case
    if not device or not secret:
        return DENIED
    # A table that does not answer ends in an error or in this function's timeout: a 500, and nobody gets in.
    item = dynamodb.get_item(TableName=TABLE, Key={"device": {"S": device}}).get("Item")
    if item is None:
        return DENIED
    digest = hashlib.sha256(secret.encode()).hexdigest()
    if not hmac.compare_digest(digest, item["secret_hash"]["S"]):
        return DENIED
    if event["routeKey"] not in item["routes"]["SS"]:
        return DENIED
    # The backend reads these, never the header, as requestContext.authorizer.lambda.
    return {"isAuthorized": True, "context": {"device": device, "site": item["site"]["S"]}}
