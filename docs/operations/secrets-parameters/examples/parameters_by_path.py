"""Reads the settings of one service and stage, all at once and before the first request."""

from dataclasses import dataclass, fields

import boto3

ssm = boto3.client("ssm")


@dataclass(frozen=True)
class Settings:
    """What lies below a path such as /orders/prod. The role needs that path alone."""

    db_host: str
    license_key: str  # never rotated: a password that is belongs in Secrets Manager
    allowed_origins: list[str]


def read(path: str) -> dict[str, str | list[str]]:
    """The values below the path, by their names from there on."""
    pages = ssm.get_paginator("get_parameters_by_path").paginate(
        Path=path,
        Recursive=True,  # /orders/prod/db/host as well, not only /orders/prod/region
        WithDecryption=True,  # otherwise a SecureString arrives encrypted, without any error
    )
    # A page can be short, or empty, although more follow: only the paginator knows.
    return {
        parameter["Name"].removeprefix(f"{path}/"): (
            parameter["Value"].split(",") if parameter["Type"] == "StringList" else parameter["Value"]
        )
        for page in pages
        for parameter in page["Parameters"]
    }


def load(path: str) -> Settings:
    """The settings. What is missing is named now, and not by the request that needs it."""
    found = {name.replace("/", "_").replace("-", "_"): value for name, value in read(path).items()}
    wanted = [field.name for field in fields(Settings)]
    if missing := [name for name in wanted if name not in found]:
        raise LookupError(f"{path} has no {', '.join(missing)}")
    return Settings(**{name: found[name] for name in wanted})
