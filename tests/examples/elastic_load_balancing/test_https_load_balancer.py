"""The load balancer that the template makes."""

import boto3
import botocore.session
import pytest

from tests.examples.support import stacks, templates


@pytest.fixture
def template(example) -> dict:
    return templates.load(example)


@pytest.fixture
def made(aws, template) -> dict[str, str]:
    """The physical IDs, in a VPC with two subnets."""
    ec2 = boto3.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnets = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.0.{number}.0/24", AvailabilityZone=f"eu-west-1{zone}")
        for number, zone in enumerate("ab")
    ]
    names = ",".join(subnet["Subnet"]["SubnetId"] for subnet in subnets)
    certificate = boto3.client("acm").request_certificate(DomainName="shop.example.com")["CertificateArn"]
    return stacks.create(template, Vpc=vpc, PublicSubnets=names, CertificateArn=certificate)


def test_no_linter_objects(example):
    assert templates.problems(example) == []


def test_plain_http_is_only_redirected_and_https_forwarded(made):
    elbv2 = boto3.client("elbv2")
    found = elbv2.describe_listeners(LoadBalancerArn=made["Balancer"])["Listeners"]
    listeners = {listener["Port"]: listener for listener in found}

    assert listeners.keys() == {80, 443}
    (redirect,) = listeners[80]["DefaultActions"]
    assert redirect["Type"] == "redirect"
    assert redirect["RedirectConfig"]["Protocol"] == "HTTPS"
    assert redirect["RedirectConfig"]["StatusCode"] == "HTTP_301"
    assert listeners[443]["Protocol"] == "HTTPS"
    (forward,) = listeners[443]["DefaultActions"]
    assert (forward["Type"], forward["TargetGroupArn"]) == ("forward", made["Orders"])


def test_security_policy_allows_no_old_tls(aws, template):
    listeners = templates.resources(template, "AWS::ElasticLoadBalancingV2::Listener")
    name = listeners["Https"]["SslPolicy"]

    (policy,) = boto3.client("elbv2").describe_ssl_policies(Names=[name])["SslPolicies"]

    assert set(policy["SslProtocols"]) == {"TLSv1.2", "TLSv1.3"}
    default = boto3.client("elbv2").describe_ssl_policies(Names=["ELBSecurityPolicy-2016-08"])
    assert "TLSv1" in default["SslPolicies"][0]["SslProtocols"]


def attributes(template: dict, resource: str, key: str) -> dict[str, str]:
    """The emulator ignores the attributes in templates, so they are read there."""
    pairs = template["Resources"][resource]["Properties"][key]
    return {pair["Key"]: pair["Value"] for pair in pairs}


def test_failed_target_is_out_in_half_a_minute_and_leaves_as_fast(made, template):
    elbv2 = boto3.client("elbv2")
    (group,) = elbv2.describe_target_groups(TargetGroupArns=[made["Orders"]])["TargetGroups"]

    assert (group["HealthCheckPath"], group["Matcher"]) == ("/health", {"HttpCode": "200"})
    assert group["HealthCheckTimeoutSeconds"] < group["HealthCheckIntervalSeconds"]
    assert group["HealthCheckIntervalSeconds"] * group["UnhealthyThresholdCount"] <= 30
    settings = attributes(template, "Orders", "TargetGroupAttributes")
    assert int(settings["deregistration_delay.timeout_seconds"]) <= 30
    assert settings["load_balancing.algorithm.type"] == "least_outstanding_requests"


def test_load_balancer_drops_bad_headers_and_is_public(made, template):
    found = boto3.client("elbv2").describe_load_balancers(LoadBalancerArns=[made["Balancer"]])
    (balancer,) = found["LoadBalancers"]

    assert balancer["Scheme"] == "internet-facing"
    assert len({zone["ZoneName"] for zone in balancer["AvailabilityZones"]}) == 2
    settings = attributes(template, "Balancer", "LoadBalancerAttributes")
    assert settings["routing.http.drop_invalid_header_fields.enabled"] == "true"
    assert settings["idle_timeout.timeout_seconds"] == "60"


def test_names_of_the_attributes_are_the_services(template):
    model = botocore.session.get_session().get_service_model("elbv2")

    for resource, key, shape in (
        ("Balancer", "LoadBalancerAttributes", "LoadBalancerAttribute"),
        ("Orders", "TargetGroupAttributes", "TargetGroupAttribute"),
    ):
        documented = model.shape_for(shape).members["Key"].documentation
        for name in attributes(template, resource, key):
            assert f"<code>{name}</code>" in documented
