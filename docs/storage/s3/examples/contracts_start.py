"""Where the exercise starts. Each step has a test that fails until you have written the function for it.

pip install boto3 "moto[s3]" pytest
pytest -x contracts_start.py
"""

import json
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

BUCKET = "contracts"


class TakenError(Exception):
    """Another contract has this number."""


def make_bucket(s3: Any) -> None:
    """Creates the bucket: old versions are kept for 30 days, unfinished uploads for 3. Step 1."""
    raise NotImplementedError


def file_contract(s3: Any, number: str, pdf: bytes) -> None:
    """Stores a contract under `contracts/<number>.pdf`, once. Step 2."""
    raise NotImplementedError


def add_to_index(s3: Any, number: str, customer: str) -> None:
    """Adds the number to the JSON document `index.json`: {customer: [numbers]}. Step 3."""
    raise NotImplementedError


def bring_back(s3: Any, number: str) -> bytes:
    """Makes the contract readable again as it was filed, and returns it. Deletes nothing. Step 4."""
    raise NotImplementedError


@pytest.fixture
def s3() -> Iterator[Any]:
    with mock_aws():  # S3 in this process, empty for each test
        yield boto3.client("s3", region_name="eu-west-1")


def read(s3: Any, key: str) -> bytes:
    return s3.get_object(Bucket=BUCKET, Key=key)["Body"].read()


def test_step_1_bucket_forgets_in_time(s3: Any) -> None:
    make_bucket(s3)
    rules = s3.get_bucket_lifecycle_configuration(Bucket=BUCKET)["Rules"]
    assert s3.get_bucket_versioning(Bucket=BUCKET)["Status"] == "Enabled"
    assert {rule["Status"] for rule in rules} == {"Enabled"}
    days = [rule.get("NoncurrentVersionExpiration", {}).get("NoncurrentDays") for rule in rules]
    parts = [rule.get("AbortIncompleteMultipartUpload", {}).get("DaysAfterInitiation") for rule in rules]
    assert (30 in days, 3 in parts) == (True, True)
    assert not any({"Days", "Date"} & set(rule.get("Expiration", {})) for rule in rules)  # current ones stay


def test_step_2_repeat_is_fine_and_another_contract_is_not(s3: Any) -> None:
    make_bucket(s3)
    for _ in range(2):  # the first answer was lost, the client tries again
        file_contract(s3, "c-1", b"for ann")
    with pytest.raises(TakenError):
        file_contract(s3, "c-1", b"for bob")
    assert read(s3, "contracts/c-1.pdf") == b"for ann"
    assert len(s3.list_object_versions(Bucket=BUCKET)["Versions"]) == 1


def test_step_3_two_writers_lose_nothing(s3: Any) -> None:
    make_bucket(s3)
    add_to_index(s3, "c-1", "ann")
    seen = []

    def overtake(**_: object) -> None:  # between your reading and your writing, once
        if not seen:
            seen.append(True)
            document = json.loads(read(s3, "index.json"))
            document["bob"] = ["c-2"]
            s3.put_object(Bucket=BUCKET, Key="index.json", Body=json.dumps(document).encode())

    s3.meta.events.register("provide-client-params.s3.PutObject", overtake)
    add_to_index(s3, "c-3", "ann")
    assert json.loads(read(s3, "index.json")) == {"ann": ["c-1", "c-3"], "bob": ["c-2"]}


def test_step_4_contract_comes_back_as_it_was_filed(s3: Any) -> None:
    make_bucket(s3)
    s3.put_object(Bucket=BUCKET, Key="contracts/c-1.pdf.note", Body=b"another key with the same beginning")
    file_contract(s3, "c-1", b"for ann")
    s3.put_object(Bucket=BUCKET, Key="contracts/c-1.pdf", Body=b"vandalized")
    s3.delete_object(Bucket=BUCKET, Key="contracts/c-1.pdf")
    assert bring_back(s3, "c-1") == b"for ann"
    assert read(s3, "contracts/c-1.pdf") == b"for ann"
    bodies = [
        s3.get_object(Bucket=BUCKET, Key=version["Key"], VersionId=version["VersionId"])["Body"].read()
        for version in s3.list_object_versions(Bucket=BUCKET)["Versions"]
    ]
    assert b"vandalized" in bodies  # evidence stays
    with pytest.raises(LookupError):
        bring_back(s3, "c-9")
