"""The way from the API to the load balancer, as the template draws it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.examples.support import templates


@pytest.fixture
def resources(example: Path) -> dict:
    return templates.load(example)["Resources"]


def test_no_linter_objects(example: Path) -> None:
    assert templates.problems(example) == []


@pytest.mark.parametrize("name", ["GetOrder", "GetExport"])
def test_every_method_goes_through_the_link_over_tls(resources: dict, name: str) -> None:
    method = resources[name]["Properties"]
    integration = method["Integration"]

    assert method["AuthorizationType"] != "NONE"
    assert integration["ConnectionId"] == {"Ref": "Link"}
    assert integration["IntegrationTarget"] == {"Ref": "LoadBalancer"}
    assert integration["Uri"]["Fn::Sub"].startswith("https://${ServerName}/")


def test_only_the_export_streams_and_may_take_long(resources: dict) -> None:
    order, export = (resources[name]["Properties"]["Integration"] for name in ("GetOrder", "GetExport"))

    assert "ResponseTransferMode" not in order
    assert order["TimeoutInMillis"] < 29_000 < export["TimeoutInMillis"] <= 15 * 60_000
    assert (export["Type"], export["ResponseTransferMode"]) == ("HTTP_PROXY", "STREAM")


def test_path_parameter_is_passed_on(resources: dict) -> None:
    method = resources["GetOrder"]["Properties"]

    (source,) = method["Integration"]["RequestParameters"].values()
    assert method["RequestParameters"] == {source: True}
    assert "{id}" in method["Integration"]["Uri"]["Fn::Sub"]


@pytest.mark.parametrize("name", ["GetOrder", "GetExport"])
def test_service_sees_the_path_without_the_stage(resources: dict, name: str) -> None:
    integration = resources[name]["Properties"]["Integration"]
    (template,) = integration["RequestTemplates"].values()
    path = integration["Uri"]["Fn::Sub"].removeprefix("https://${ServerName}").replace("{id}", "$id")

    assert f'#set($context.requestOverride.path = "{path}")' in template
    assert integration["PassthroughBehavior"] == "NEVER"
    assert "$input.params" not in template or "$util.urlEncode($input.params('id'))" in template
    assert not template.endswith("\n")  # a GET has no body


def test_id_is_one_segment_of_the_path(resources: dict) -> None:
    """Encoded for a path, and no step up: dots stay as they are when they are encoded."""
    (template,) = resources["GetOrder"]["Properties"]["Integration"]["RequestTemplates"].values()
    encode, refuse, override, *_ = template.splitlines()

    assert encode.endswith('.replaceAll("[+]", "%20"))')
    assert refuse == '#if($id == "." || $id == "..")#set($id = "none")#end'
    assert override.endswith('"/orders/$id")')


def test_link_reaches_the_load_balancer_and_nothing_else(resources: dict) -> None:
    (egress,) = resources["LinkGroup"]["Properties"]["SecurityGroupEgress"]
    ingress = resources["FromLink"]["Properties"]

    assert egress["DestinationSecurityGroupId"] == ingress["GroupId"] == {"Ref": "LoadBalancerGroup"}
    assert ingress["SourceSecurityGroupId"] == {"Ref": "LinkGroup"}
    assert {rule["FromPort"] for rule in (egress, ingress)} == {443}


def test_everything_is_in_the_deployment(resources: dict) -> None:
    methods = {name for name, one in resources.items() if one["Type"] == "AWS::ApiGateway::Method"}

    assert set(resources["Deployment1"]["DependsOn"]) == methods
