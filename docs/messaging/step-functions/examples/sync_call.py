"""Calls a Synchronous Express workflow, which answers with HTTP status 200 even if it failed."""

import json
from typing import Any

from botocore.config import Config

# For the client. An execution may take five minutes. By default the SDK waits for one, then sends the call
# again: a second execution beside the first.
PATIENT = Config(read_timeout=310, retries={"total_max_attempts": 1})


class WorkflowError(Exception):
    """The workflow failed or timed out. It may have done a part of its work."""


def call(client: Any, machine: str, question: dict[str, Any]) -> Any:
    answer = client.start_sync_execution(stateMachineArn=machine, input=json.dumps(question))
    if answer["status"] != "SUCCEEDED":  # FAILED or TIMED_OUT: nothing was raised for that
        raise WorkflowError(answer.get("error", answer["status"]), answer["executionArn"])
    return json.loads(answer["output"])
