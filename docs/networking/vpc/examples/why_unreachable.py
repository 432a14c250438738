"""Explains why an instance cannot open a TCP connection to another one of its VPC.

For practice: IPv4, primary interfaces, no prefix lists. Reachability Analyzer knows all the rest.
"""

from ipaddress import ip_address, ip_network
from typing import Any

CLIENT_PORT = 50_000  # where replies go: clients take a port from a high range


def group_allows(ec2: Any, instance: dict[str, Any], peer: dict[str, Any], port: int, direction: str) -> bool:
    """Whether any of the instance's security groups has a rule that fits. There are only rules that allow."""
    names = [group["GroupId"] for group in instance["SecurityGroups"]]
    peers = {group["GroupId"] for group in peer["SecurityGroups"]}
    address = ip_address(peer["PrivateIpAddress"])
    return any(
        rule["IpProtocol"] in ("-1", "tcp")
        and rule.get("FromPort", 0) <= port <= rule.get("ToPort", 65_535)
        and (
            any(address in ip_network(entry["CidrIp"]) for entry in rule["IpRanges"])
            or any(pair["GroupId"] in peers for pair in rule["UserIdGroupPairs"])
        )
        for group in ec2.describe_security_groups(GroupIds=names)["SecurityGroups"]
        for rule in group[direction]
    )


def acl_allows(ec2: Any, subnet: str, peer: dict[str, Any], port: int, egress: bool) -> bool:
    """Whether the first rule that fits in the subnet's network ACL allows."""
    wanted = [{"Name": "association.subnet-id", "Values": [subnet]}]
    (acl,) = ec2.describe_network_acls(Filters=wanted)["NetworkAcls"]
    address = ip_address(peer["PrivateIpAddress"])
    for rule in sorted(acl["Entries"], key=lambda entry: entry["RuleNumber"]):
        ports = rule.get("PortRange", {"From": 0, "To": 65_535})
        if (
            rule["Egress"] == egress
            and rule["Protocol"] in ("-1", "6")
            and address in ip_network(rule.get("CidrBlock", "::/0"))
            and ports["From"] <= port <= ports["To"]
        ):
            return rule["RuleAction"] == "allow"
    return False


def explain(ec2: Any, source_id: str, target_id: str, port: int) -> list[str]:
    """All obstacles. If there are none, look at the program, its port and the host's firewall."""
    reservations = ec2.describe_instances(InstanceIds=[source_id, target_id])["Reservations"]
    found = {one["InstanceId"]: one for entry in reservations for one in entry["Instances"]}
    source, target = found[source_id], found[target_id]
    if source["VpcId"] != target["VpcId"]:
        return ["they are in different VPCs: is there a peering or a transit gateway, with routes?"]
    checks = {
        "security groups of the source, out": group_allows(ec2, source, target, port, "IpPermissionsEgress"),
        "security groups of the target, in": group_allows(ec2, target, source, port, "IpPermissions"),
    }  # stateful: nobody asks about the reply
    if source["SubnetId"] != target["SubnetId"]:  # network ACLs stand at the border of a subnet
        near, far = source["SubnetId"], target["SubnetId"]
        checks |= {
            "network ACL of the source, out": acl_allows(ec2, near, target, port, egress=True),
            "network ACL of the target, in": acl_allows(ec2, far, source, port, egress=False),
            "network ACL of the target, reply out": acl_allows(ec2, far, source, CLIENT_PORT, egress=True),
            "network ACL of the source, reply in": acl_allows(ec2, near, target, CLIENT_PORT, egress=False),
        }
    return [name for name, allowed in checks.items() if not allowed]
