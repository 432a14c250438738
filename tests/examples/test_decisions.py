"""The evaluation of policies: cases from IAM's rules, and what it must not pass over."""

import pytest

from tests.examples.support.decisions import decide


def ask(condition: dict, context: dict, effect: str = "Allow") -> str:
    statement = {
        "Effect": effect,
        "Action": "s3:Get*",
        "Resource": "arn:aws:s3:::b/*",
        "Condition": condition,
    }
    return decide({"Statement": statement}, "s3:GetObject", "arn:aws:s3:::b/k", context)


@pytest.mark.parametrize(
    ("condition", "context", "holds"),
    [
        ({"StringEquals": {"k": ["a", "b"]}}, {"k": "b"}, True),
        ({"StringEquals": {"k": "a"}}, {}, False),
        ({"StringEqualsIfExists": {"k": "a"}}, {}, True),
        ({"StringEqualsIgnoreCase": {"k": "a"}}, {"k": "A"}, True),
        ({"ForAnyValue:StringEqualsIgnoreCase": {"k": "a"}}, {"k": ["b", "A"]}, True),
        ({"StringNotEquals": {"k": "a"}}, {}, True),
        ({"StringNotEquals": {"k": ["a", "b"]}}, {"k": "b"}, False),
        ({"Null": {"k": "true"}}, {}, True),
        ({"Null": {"k": "false"}}, {}, False),
        ({"Bool": {"k": False}}, {"k": "false"}, True),
        ({"ArnLike": {"k": "arn:aws:s3:::*"}}, {"k": "arn:aws:s3:::b"}, True),
        ({"ForAllValues:StringEquals": {"k": "a"}}, {"k": ["a", "a"]}, True),
        ({"ForAllValues:StringEquals": {"k": "a"}}, {"k": ["a", "b"]}, False),
        ({"ForAllValues:StringEquals": {"k": "a"}}, {}, True),
        ({"StringEquals": {"k": "a"}, "Null": {"l": "false"}}, {"k": "a"}, False),
        ({"StringEquals": {"k": "a", "l": "b"}}, {"k": "a"}, False),
    ],
)
def test_conditions(condition, context, holds):
    assert ask(condition, context) == ("Allow" if holds else "Nothing")


def test_unknown_operator_is_an_error():
    with pytest.raises(NotImplementedError, match="DateLessThan"):
        ask({"DateLessThan": {"aws:CurrentTime": "2026-11-23T00:00:00Z"}}, {"aws:CurrentTime": "x"})


def test_denial_beats_permission_and_principals_count():
    allow = {"Effect": "Allow", "Principal": {"AWS": ["p", "q"]}, "Action": "*", "Resource": "*"}
    deny = {"Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": "*"}
    document = {"Statement": [allow, deny]}

    assert decide(document, "s3:GetObject", "r", principal="q") == "Allow"
    assert decide(document, "s3:PutObject", "r", principal="q") == "Deny"
    assert decide(document, "s3:GetObject", "r", principal="x") == "Nothing"
