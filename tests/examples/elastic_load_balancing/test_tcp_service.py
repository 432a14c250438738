"""The load balancer that the template makes, and the settings that the emulator does not keep."""

import boto3
import botocore.session
import pytest

from tests.examples.support import stacks, templates


@pytest.fixture
def template(example) -> dict:
    return templates.load(example)


@pytest.fixture
def made(aws, template) -> dict[str, str]:
    """The physical IDs of what the emulator can make: neither mappings of subnets nor weights."""
    ec2 = boto3.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnets = {
        f"Subnet{zone.upper()}": ec2.create_subnet(
            VpcId=vpc, CidrBlock=f"10.0.{number}.0/24", AvailabilityZone=f"eu-west-1{zone}"
        )["Subnet"]["SubnetId"]
        for number, zone in enumerate("ab")
    }
    del template["Resources"]["Listener"]
    balancer = template["Resources"]["Balancer"]["Properties"]
    balancer["Subnets"] = [mapping["SubnetId"] for mapping in balancer.pop("SubnetMappings")]
    return stacks.create(template, Vpc=vpc, **subnets)


def attributes(template: dict, resource: str, key: str) -> dict[str, str]:
    """The emulator ignores the attributes in templates, so they are read there."""
    return {pair["Key"]: pair["Value"] for pair in template["Resources"][resource]["Properties"][key]}


def test_no_linter_objects(example):
    assert templates.problems(example) == []


def test_listener_passes_tcp_by_weight(template):
    listener = template["Resources"]["Listener"]["Properties"]

    assert (listener["Protocol"], listener["Port"]) == ("TCP", 8883)
    (action,) = listener["DefaultActions"]
    assert action["ForwardConfig"]["TargetGroups"] == [
        {"TargetGroupArn": {"Ref": name}, "Weight": {"Ref": f"{name}Weight"}} for name in ("Blue", "Green")
    ]


def test_groups_check_the_service_by_http(made):
    for name in ("Blue", "Green"):
        found = boto3.client("elbv2").describe_target_groups(TargetGroupArns=[made[name]])
        (group,) = found["TargetGroups"]
        assert (group["Protocol"], group["Port"], group["TargetType"]) == ("TCP", 8883, "ip")
        assert (group["HealthCheckProtocol"], group["HealthCheckPort"]) == ("HTTP", "8080")
        assert (group["HealthCheckPath"], group["Matcher"]) == ("/health", {"HttpCode": "200"})


def test_each_zone_has_its_fixed_address(template):
    mappings = template["Resources"]["Balancer"]["Properties"]["SubnetMappings"]

    assert [mapping["AllocationId"] for mapping in mappings] == [
        {"Fn::GetAtt": ["AddressA", "AllocationId"]},
        {"Fn::GetAtt": ["AddressB", "AllocationId"]},
    ]


def test_targets_admit_the_load_balancer_alone(made):
    ec2 = boto3.client("ec2")
    (service,) = ec2.describe_security_groups(GroupIds=[made["Service"]])["SecurityGroups"]

    for rule in service["IpPermissions"]:
        assert [pair["GroupId"] for pair in rule["UserIdGroupPairs"]] == [made["Front"]]
        assert rule["IpRanges"] == []
    assert {rule["FromPort"] for rule in service["IpPermissions"]} == {8883, 8080}


def test_versions_are_alike(template):
    groups = templates.resources(template, "AWS::ElasticLoadBalancingV2::TargetGroup")

    assert groups["Blue"] == groups["Green"]


def test_clients_are_seen_and_drained(template):
    group = attributes(template, "Blue", "TargetGroupAttributes")

    assert group["preserve_client_ip.enabled"] == "true"
    assert int(group["deregistration_delay.timeout_seconds"]) >= 120  # what the documentation recommends
    assert group["deregistration_delay.connection_termination.enabled"] == "true"
    assert (
        attributes(template, "Balancer", "LoadBalancerAttributes")["load_balancing.cross_zone.enabled"]
        == "false"
    )


def test_names_of_the_attributes_are_the_services(template):
    model = botocore.session.get_session().get_service_model("elbv2")

    for resource, key, shape in (
        ("Balancer", "LoadBalancerAttributes", "LoadBalancerAttribute"),
        ("Blue", "TargetGroupAttributes", "TargetGroupAttribute"),
        ("Listener", "ListenerAttributes", "ListenerAttribute"),
    ):
        documented = model.shape_for(shape).members["Key"].documentation
        for name in attributes(template, resource, key):
            assert f"<code>{name}</code>" in documented
