"""Function behind a REST API's proxy integration: it has to send the CORS headers itself, on errors too."""

import json
import os
from typing import Any

ORIGINS = frozenset(os.environ["ORIGINS"].split(","))  # exact: scheme, host and port
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET,POST",
    "Access-Control-Allow-Headers": "authorization,content-type",
    "Access-Control-Max-Age": "600",
}


def orders(event: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    if event["httpMethod"] == "POST":
        order = json.loads(event["body"] or "null")
        if not isinstance(order, dict) or "sku" not in order:
            return 400, {"error": "an order needs a sku"}
        return 201, {"sku": order["sku"]}
    return 200, {"orders": []}


def handler(event: dict[str, Any], _context: Any) -> dict[str, Any]:
    sent = {name.lower(): value for name, value in (event["headers"] or {}).items()}
    headers = {"Content-Type": "application/json", "Vary": "Origin"}  # or a cache mixes up two sites
    origin = sent.get("origin")
    if origin in ORIGINS:
        # The caller's own origin, not "*": browsers refuse "*" when credentials are sent.
        headers |= {"Access-Control-Allow-Origin": origin, "Access-Control-Allow-Credentials": "true"}
        if event["httpMethod"] == "OPTIONS":
            headers |= PREFLIGHT
    if event["httpMethod"] == "OPTIONS":  # preflights carry no token, so this method has no authorizer
        return {"statusCode": 204, "headers": headers, "body": ""}
    try:
        status, body = orders(event)
    except json.JSONDecodeError:
        status, body = 400, {"error": "the body is no JSON"}
    except Exception as error:  # an exception that leaves the handler becomes a 502 without CORS headers
        print(json.dumps({"level": "ERROR", "error": repr(error)}))
        status, body = 500, {"error": "try again later"}
    # The body must be text. An object here is the classic 502.
    return {"statusCode": status, "headers": headers, "body": json.dumps(body)}
