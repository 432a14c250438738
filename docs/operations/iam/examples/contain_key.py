"""First steps after an access key of an IAM user has leaked. Safe to run twice."""

import json
from datetime import UTC, datetime

import boto3

POLICY = "DenySessionsFromBeforeTheLeakWasContained"


def contain(user: str, key_id: str, now: datetime | None = None) -> dict:
    """Stops the key and the sessions made with it; returns when and for what the key was last used.

    Run it again some minutes later: until the deactivation has spread, the key may still make sessions.
    Sessions of roles that the key assumed go on: revoke those on each of the roles.
    """
    iam = boto3.client("iam")
    iam.update_access_key(UserName=user, AccessKeyId=key_id, Status="Inactive")
    before = (now or datetime.now(UTC)).strftime("%Y-%m-%dT%H:%M:%SZ")
    statement = {
        "Effect": "Deny",
        "Action": "*",
        "Resource": "*",
        "Condition": {"DateLessThan": {"aws:TokenIssueTime": before}},
    }
    document = {"Version": "2012-10-17", "Statement": [statement]}
    iam.put_user_policy(UserName=user, PolicyName=POLICY, PolicyDocument=json.dumps(document))
    return iam.get_access_key_last_used(AccessKeyId=key_id)["AccessKeyLastUsed"]
