"""The leaked key stops at once, also when the steps are repeated."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from types import ModuleType

import boto3


def test_key_is_inactive_and_older_sessions_are_denied(load: Callable[[], ModuleType], aws: None) -> None:
    iam = boto3.client("iam")
    iam.create_user(UserName="builder")
    leaked = iam.create_access_key(UserName="builder")["AccessKey"]["AccessKeyId"]
    replacement = iam.create_access_key(UserName="builder")["AccessKey"]["AccessKeyId"]
    module = load()

    module.contain("builder", leaked, now=datetime(2026, 11, 25, 10, tzinfo=UTC))
    module.contain("builder", leaked, now=datetime(2026, 11, 25, 11, tzinfo=UTC))

    keys = iam.list_access_keys(UserName="builder")["AccessKeyMetadata"]
    assert {key["AccessKeyId"]: key["Status"] for key in keys} == {leaked: "Inactive", replacement: "Active"}
    assert iam.list_user_policies(UserName="builder")["PolicyNames"] == [module.POLICY]
    document = iam.get_user_policy(UserName="builder", PolicyName=module.POLICY)["PolicyDocument"]
    (statement,) = document["Statement"]
    assert (statement["Effect"], statement["Action"], statement["Resource"]) == ("Deny", "*", "*")
    assert statement["Condition"] == {"DateLessThan": {"aws:TokenIssueTime": "2026-11-25T11:00:00Z"}}
