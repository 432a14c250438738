"""Answers POST /orders and logs JSON objects with an ID that follows the order everywhere."""

import json
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

logger = Logger(service="orders")

# The caller's ID if it sent one, else the one API Gateway gave the request (in JMESPath).
CORRELATION_ID = 'headers."x-correlation-id" || requestContext.requestId'


# Adds the request ID, the correlation ID and whether this is a cold start to each line.
# Appended keys outlive the invocation, as the environment does. Without clear_state, the
# lines about the next order would carry this order's ID.
@logger.inject_lambda_context(correlation_id_path=CORRELATION_ID, clear_state=True)
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    order = json.loads(event["body"])
    if order["quantity"] < 1:
        logger.warning("order refused", extra={"reason": "quantity"})
        return answer(422, {"error": "quantity must be at least 1"})
    logger.append_keys(order_id=order["id"])
    # Values go into fields, so that nobody has to parse a sentence to search for them.
    logger.info("order accepted", extra={"quantity": order["quantity"]})
    return answer(202, {"id": order["id"]})


def answer(status: int, body: dict[str, Any]) -> dict[str, Any]:
    headers = {
        "content-type": "application/json",
        "x-correlation-id": logger.get_correlation_id(),
    }
    return {"statusCode": status, "headers": headers, "body": json.dumps(body)}
