"""A load balancer with a listener, for samples that need one."""

import boto3
import pytest


@pytest.fixture
def network(aws) -> dict[str, str]:
    """A VPC and a listener in it whose default answer is 404."""
    ec2, elbv2 = boto3.client("ec2"), boto3.client("elbv2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnets = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.0.{number}.0/24", AvailabilityZone=f"eu-west-1{zone}")
        for number, zone in enumerate("ab")
    ]
    (balancer,) = elbv2.create_load_balancer(
        Name="shop", Subnets=[subnet["Subnet"]["SubnetId"] for subnet in subnets]
    )["LoadBalancers"]
    (listener,) = elbv2.create_listener(
        LoadBalancerArn=balancer["LoadBalancerArn"],
        Port=80,
        Protocol="HTTP",
        DefaultActions=[{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}],
    )["Listeners"]
    return {"Vpc": vpc, "Listener": listener["ListenerArn"]}
