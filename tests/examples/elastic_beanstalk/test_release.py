"""The release script: three calls that the AWS CLI accepts, the version before its deployment."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.examples.support import cli


@pytest.fixture
def calls(example: Path, tmp_path: Path) -> list[cli.Call]:
    return cli.run(example, tmp_path, "shop", "shop-web", "bundles", "2026-11-25.3")


def test_the_version_comes_before_its_deployment(calls: list[cli.Call]) -> None:
    assert [call.operation for call in calls] == [
        "CreateApplicationVersion",
        "UpdateEnvironment",
        "DescribeEvents",
    ]


def test_the_bundle_is_named_after_the_label(calls: list[cli.Call]) -> None:
    version = calls[0].parameters
    assert version["SourceBundle"] == {"S3Bucket": "bundles", "S3Key": "shop/2026-11-25.3.zip"}


def test_code_is_released_without_settings(calls: list[cli.Call]) -> None:
    assert calls[1].parameters == {"EnvironmentName": "shop-web", "VersionLabel": "2026-11-25.3"}
