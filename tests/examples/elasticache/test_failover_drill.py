"""What the script asks of the service, in order."""

from __future__ import annotations

from pathlib import Path

from tests.examples.support import cli


def test_it_looks_promotes_and_looks_again(example: Path, tmp_path: Path) -> None:
    before, failover, after = cli.run(example, tmp_path, "orders")
    assert before.operation == "DescribeReplicationGroups"
    assert failover.operation == "TestFailover"
    assert failover.parameters == {"ReplicationGroupId": "orders", "NodeGroupId": "0001"}
    assert after.operation == "DescribeEvents"
    assert after.parameters == {"Duration": 60}  # of the group and of its nodes, which tell the recovery


def test_another_shard_can_be_named(example: Path, tmp_path: Path) -> None:
    _, failover, _ = cli.run(example, tmp_path, "orders", "0002")
    assert failover.parameters["NodeGroupId"] == "0002"
