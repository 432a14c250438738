"""The last step of a blue/green release: give the public name to the green environment, if it deserves it."""

import sys

import boto3
from botocore.config import Config

# Without the SDK's own retries: a swap whose answer was lost would be repeated, and so undone.
beanstalk = boto3.client("elasticbeanstalk", config=Config(retries={"total_max_attempts": 1}))


class NotReadyError(Exception):
    """Green must not take the traffic yet."""


def swap(application: str, green: str, version: str, public_name: str) -> str:
    """Swaps the names so that `public_name` leads to `green`, which must run `version` in good health.

    A later run changes nothing: a plain swap would hand the traffic back to the old version. Two runs at the
    same time are for the pipeline to prevent.
    """
    found = beanstalk.describe_environments(ApplicationName=application, IncludeDeleted=False)
    environments = {entry["EnvironmentName"]: entry for entry in found["Environments"]}
    if green not in environments:
        raise NotReadyError(f"{application} has no environment {green}")
    candidate = environments[green]
    if candidate.get("CNAME") == public_name:
        return "done already"
    live = [name for name, entry in environments.items() if entry.get("CNAME") == public_name]
    if not live:
        raise NotReadyError(f"no environment of {application} holds {public_name}")

    # The call itself names no version and no health, so this is the place to ask.
    if candidate.get("VersionLabel") != version:
        raise NotReadyError(f"{green} runs {candidate.get('VersionLabel')}, not {version}")
    if candidate["Status"] != "Ready":
        raise NotReadyError(f"{green} is {candidate['Status']}")
    if candidate.get("HealthStatus") != "Ok":
        raise NotReadyError(f"the health of {green} is {candidate.get('HealthStatus')}")

    beanstalk.swap_environment_cnames(SourceEnvironmentName=live[0], DestinationEnvironmentName=green)
    return f"{public_name} now leads to {green}; keep {live[0]} until resolvers have forgotten it"


if __name__ == "__main__":
    print(swap(*sys.argv[1:5]))
