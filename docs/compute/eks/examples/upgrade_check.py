"""What stands between a cluster and its next Kubernetes version."""

import boto3

ADDRESSES = 5  # what EKS may need for new network interfaces of the control plane


def blockers(name: str) -> list[str]:
    """Things to do first, in words. Empty when the control plane can be upgraded."""
    eks = boto3.client("eks")
    cluster = eks.describe_cluster(name=name)["cluster"]
    return [
        *_insights(eks, name),
        *_node_groups(eks, name, cluster["version"]),
        *_addresses(cluster["resourcesVpcConfig"]["subnetIds"]),
    ]


def _insights(eks, name):
    wanted = {"categories": ["UPGRADE_READINESS"], "statuses": ["WARNING", "ERROR", "UNKNOWN"]}
    for page in eks.get_paginator("list_insights").paginate(clusterName=name, filter=wanted):
        for insight in page["insights"]:
            status = insight["insightStatus"]
            yield f"{status['status']}: {insight['name']}: {status['reason']}"


def _node_groups(eks, name, version):
    for page in eks.get_paginator("list_nodegroups").paginate(clusterName=name):
        for group in page["nodegroups"]:
            found = eks.describe_nodegroup(clusterName=name, nodegroupName=group)["nodegroup"]
            if found["version"] != version:
                yield f"node group {group} runs {found['version']}, the control plane {version}"


def _addresses(subnets):
    found = boto3.client("ec2").describe_subnets(SubnetIds=subnets)["Subnets"]
    for subnet in found:
        if subnet["AvailableIpAddressCount"] < ADDRESSES:
            yield f"subnet {subnet['SubnetId']} has {subnet['AvailableIpAddressCount']} free addresses"
