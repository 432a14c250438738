"""Routes large paid orders to a function, and what cannot be delivered to a queue."""

import json
import os

import boto3

events = boto3.client("events")
functions = boto3.client("lambda")

RULE = "large-paid-orders"
PATTERN = {
    "source": ["shop.orders"],
    "detail-type": ["OrderPaid"],
    "detail": {"total": [{"numeric": [">=", 500]}], "channel": [{"anything-but": ["test"]}]},
}


def route(bus: str, function_arn: str, dead_letter_arn: str) -> str:
    """Creates the rule with its target and returns the rule's ARN."""
    pattern = json.dumps(PATTERN)
    rule_arn = events.put_rule(Name=RULE, EventBusName=bus, EventPattern=pattern)["RuleArn"]
    # Before the target: an event that matches without this permission is not tried again.
    try:
        functions.add_permission(
            FunctionName=function_arn,
            StatementId=RULE,
            Action="lambda:InvokeFunction",
            Principal="events.amazonaws.com",
            SourceArn=rule_arn,
        )
    except functions.exceptions.ResourceConflictException:
        # An earlier run added it: for this rule, or for that of another bus? Or another change is under way.
        if f'"{rule_arn}"' not in functions.get_policy(FunctionName=function_arn)["Policy"]:
            raise
    target = {
        "Id": "review",
        "Arn": function_arn,
        # For the delivery only. When the function raises, Lambda's asynchronous retries count.
        "RetryPolicy": {"MaximumRetryAttempts": 8, "MaximumEventAgeInSeconds": 3600},
        # The queue's policy must admit events.amazonaws.com.
        "DeadLetterConfig": {"Arn": dead_letter_arn},
    }
    answer = events.put_targets(Rule=RULE, EventBusName=bus, Targets=[target])
    if answer["FailedEntryCount"]:  # reported in the answer, not raised
        raise RuntimeError(answer["FailedEntries"])
    return rule_arn


if __name__ == "__main__":
    route(os.environ["BUS_NAME"], os.environ["FUNCTION_ARN"], os.environ["DEAD_LETTER_ARN"])
