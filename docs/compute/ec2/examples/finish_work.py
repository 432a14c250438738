"""Runs beside a worker in an Auto Scaling group: when the group takes the instance away, work ends first."""

import logging
import time
from collections.abc import Callable
from http.client import HTTPConnection
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

log = logging.getLogger("finish-work")
METADATA_SERVICE = "169.254.169.254"


def metadata(path: str, host: str) -> str | None:
    """One value of the instance metadata, by IMDSv2. None if there is no such value."""
    connection = HTTPConnection(host, timeout=2)
    try:
        lifetime = {"X-aws-ec2-metadata-token-ttl-seconds": "60"}
        connection.request("PUT", "/latest/api/token", headers=lifetime)
        token = connection.getresponse().read().decode()
        connection.request("GET", f"/latest/meta-data/{path}", headers={"X-aws-ec2-metadata-token": token})
        response = connection.getresponse()
        body = response.read().decode()
    finally:
        connection.close()
    return body if response.status == 200 else None


def leaving(host: str) -> bool:
    """Whether the group wants to terminate this instance."""
    try:
        return metadata("autoscaling/target-lifecycle-state", host) == "Terminated"
    except OSError:
        return False  # a watcher that dies of one timeout would leave the work to the hook's timeout


def leave(
    autoscaling: Any,
    group: str,
    hook: str,
    busy: Callable[[], bool],
    host: str = METADATA_SERVICE,
    every: float = 5,
) -> None:
    """Waits until the group wants to terminate this instance, then until it is idle, and says so."""
    instance = metadata("instance-id", host)
    if not instance:  # better now, when a restart helps, than at the end: no call would work without it
        raise OSError("the metadata service does not name the instance")
    names = {"AutoScalingGroupName": group, "LifecycleHookName": hook, "InstanceId": instance}
    while not leaving(host):
        time.sleep(every)
    while busy():  # `busy` also stops taking new work
        try:
            autoscaling.record_lifecycle_action_heartbeat(**names)  # the timeout starts anew
        except (BotoCoreError, ClientError):
            log.exception("no heartbeat")  # the next one may be in time; to stop now would give the work up
        time.sleep(every)
    autoscaling.complete_lifecycle_action(**names, LifecycleActionResult="CONTINUE")
