"""The rules as the template writes them: the emulator knows neither tokens nor rewrites."""

import re

import botocore.session
import pytest
from botocore.validate import ParamValidator

from tests.examples.support import templates
from tests.examples.support.model_limits import violations

VALUES = {
    "Listener": "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/shop/50dc6c49/0467ef3c",
    "Orders": "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/orders/73e2d6bc24d8a067",
    "Issuer": "https://login.example.com/",
    "Keys": "https://login.example.com/.well-known/jwks.json",
}


def filled(part):
    """The part of the template with its references replaced."""
    if isinstance(part, dict):
        return (
            VALUES[part["Ref"]]
            if part.keys() == {"Ref"}
            else {key: filled(value) for key, value in part.items()}
        )
    return [filled(value) for value in part] if isinstance(part, list) else part


@pytest.fixture
def rules(example) -> dict[str, dict]:
    found = templates.resources(templates.load(example), "AWS::ElasticLoadBalancingV2::ListenerRule")
    return {name: filled(rule) for name, rule in found.items()}


def test_no_linter_objects(example):
    assert templates.problems(example) == []


@pytest.mark.parametrize("name", ["Api", "Refused"])
def test_api_accepts_the_rule(rules, name):
    shape = (
        botocore.session.get_session().get_service_model("elbv2").operation_model("CreateRule").input_shape
    )

    report = ParamValidator().validate(rules[name], shape)

    assert not report.has_errors(), report.generate_report()
    assert list(violations(shape, rules[name])) == []


def test_token_is_checked_before_the_request_is_forwarded(rules):
    actions = sorted(rules["Api"]["Actions"], key=lambda action: action["Order"])

    assert [action["Type"] for action in actions] == ["jwt-validation", "forward"]
    (claim,) = actions[0]["JwtValidationConfig"]["AdditionalClaims"]
    assert (claim["Name"], claim["Values"]) == ("aud", ["orders"])


@pytest.mark.parametrize(
    ("sent", "seen"),
    [("/v2/orders", "/orders"), ("/v2/orders/17", "/orders/17"), ("/orders/v2/1", "/orders/v2/1")],
)
def test_service_sees_the_path_without_version(rules, sent, seen):
    (transform,) = rules["Api"]["Transforms"]
    (rewrite,) = transform["UrlRewriteConfig"]["Rewrites"]

    assert re.sub(rewrite["Regex"], rewrite["Replace"].replace("$1", r"\1"), sent) == seen


def test_rest_of_the_host_is_refused_last(rules):
    assert rules["Refused"]["Priority"] > rules["Api"]["Priority"]
    (action,) = rules["Refused"]["Actions"]
    assert action["FixedResponseConfig"]["StatusCode"] == "404"
