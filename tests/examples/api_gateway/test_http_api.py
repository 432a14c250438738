"""The API that SAM makes of the template: who gets in, how often, and what is logged."""

import json

import pytest

from tests.examples.support import templates


@pytest.fixture
def expanded(example) -> dict:
    return templates.expand(example)


@pytest.fixture
def body(expanded) -> dict:
    """The API in OpenAPI."""
    return expanded["Resources"]["Api"]["Properties"]["Body"]


@pytest.fixture
def stage(expanded) -> dict:
    (stage,) = templates.resources(expanded, "AWS::ApiGatewayV2::Stage").values()
    return stage


def test_no_linter_objects(example):
    assert templates.problems(example) == []


def test_only_the_health_check_is_open(body):
    security = {
        f"{method.upper()} {path}": operation["security"]
        for path, operations in body["paths"].items()
        for method, operation in operations.items()
    }

    assert security == {
        "GET /orders": [{"Tokens": ["orders/read"]}],
        "POST /orders": [{"Tokens": ["orders/write"]}],
        "GET /health": [{"NONE": []}],
    }


def test_tokens_must_be_from_the_issuer_and_for_this_client(body):
    authorizer = body["components"]["securitySchemes"]["Tokens"]["x-amazon-apigateway-authorizer"]

    assert authorizer == {
        "type": "jwt",
        "identitySource": "$request.header.Authorization",
        "jwtConfiguration": {"issuer": {"Ref": "Issuer"}, "audience": [{"Ref": "Audience"}]},
    }


def test_every_route_is_throttled_and_writing_more(body, stage):
    default, own = stage["DefaultRouteSettings"], stage["RouteSettings"]

    for settings in (default, *own.values()):
        assert settings["ThrottlingBurstLimit"] > 0
        assert settings["ThrottlingRateLimit"] > 0
    assert own["POST /orders"]["ThrottlingRateLimit"] < default["ThrottlingRateLimit"]
    routes = {f"{method.upper()} {path}" for path, methods in body["paths"].items() for method in methods}
    assert own.keys() <= routes  # a misspelled route would be throttled as the others


def test_stage_deploys_itself_and_logs_json(stage):
    assert stage["AutoDeploy"] is True
    assert stage["AccessLogSettings"]["DestinationArn"] == {"Fn::GetAtt": ["AccessLogs", "Arn"]}
    line = json.loads(stage["AccessLogSettings"]["Format"])
    assert {"$context.requestId", "$context.status", "$context.authorizer.error"} <= set(line.values())
    assert "\n" not in stage["AccessLogSettings"]["Format"]


def test_function_gives_up_before_the_api_does(expanded):
    (function,) = templates.resources(expanded, "AWS::Lambda::Function").values()

    assert function["Timeout"] < 30
