"""Restores a DB instance as of a moment beside the original, so that somebody can copy data back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Drill:
    rds: Any

    def restore(self, source: str, target: str, moment: datetime) -> str:
        """The address of the new instance, once it accepts connections. The original is not touched.

        Waiting ends after half an hour, a large restore later. The same call then waits on for the same copy.
        """
        (original,) = self.rds.describe_db_instances(DBInstanceIdentifier=source)["DBInstances"]
        latest = original["LatestRestorableTime"]
        if moment > latest:
            raise ValueError(f"logs reach only to {latest:%H:%M:%S}, wait or choose an earlier moment")

        tags = {"purpose": "restore-drill", "source": source, "moment": moment.isoformat()}
        try:
            # What is not named gets a default: security group, subnets, parameters, one zone, no IAM logins.
            self.rds.restore_db_instance_to_point_in_time(
                SourceDBInstanceIdentifier=source,
                TargetDBInstanceIdentifier=target,
                RestoreTime=moment,
                DBInstanceClass=original["DBInstanceClass"],
                DBSubnetGroupName=original["DBSubnetGroup"]["DBSubnetGroupName"],
                VpcSecurityGroupIds=[group["VpcSecurityGroupId"] for group in original["VpcSecurityGroups"]],
                DBParameterGroupName=original["DBParameterGroups"][0]["DBParameterGroupName"],
                EnableIAMDatabaseAuthentication=original["IAMDatabaseAuthenticationEnabled"],
                MultiAZ=False,  # enough for a look; turn it on before the copy takes over
                PubliclyAccessible=False,
                CopyTagsToSnapshot=True,
                Tags=[{"Key": key, "Value": value} for key, value in tags.items()],
            )
        except self.rds.exceptions.DBInstanceAlreadyExistsFault:
            if self.tags(target) != tags:  # of another moment, or no copy at all
                raise
        self.rds.get_waiter("db_instance_available").wait(DBInstanceIdentifier=target)
        (restored,) = self.rds.describe_db_instances(DBInstanceIdentifier=target)["DBInstances"]
        return restored["Endpoint"]["Address"]

    def tags(self, target: str) -> dict[str, str]:
        (instance,) = self.rds.describe_db_instances(DBInstanceIdentifier=target)["DBInstances"]
        return {tag["Key"]: tag["Value"] for tag in instance["TagList"]}

    def clean_up(self, target: str) -> None:
        """Deletes a copy that `restore` made, and nothing else."""
        if self.tags(target).get("purpose") != "restore-drill":
            raise PermissionError(f"{target} is not the copy of a drill")
        self.rds.delete_db_instance(DBInstanceIdentifier=target, SkipFinalSnapshot=True)
