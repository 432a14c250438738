"""The template is valid, nothing in it is public, and each kind of leftover has a rule."""

import boto3
import pytest

from tests.examples.support import templates
from tests.examples.support.decisions import decide


@pytest.fixture
def template(example) -> dict:
    return templates.load(example)


@pytest.fixture
def bucket(template) -> dict:
    return template["Resources"]["Uploads"]["Properties"]


def test_no_linter_objects(example):
    assert templates.problems(example) == []


def test_nothing_can_become_public(bucket):
    assert bucket["PublicAccessBlockConfiguration"] == dict.fromkeys(
        ("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"), True
    )
    assert bucket["OwnershipControls"] == {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}


def test_data_and_key_outlive_the_stack(template):
    for name in ("Uploads", "Key"):
        resource = template["Resources"][name]
        assert (resource["DeletionPolicy"], resource["UpdateReplacePolicy"]) == ("Retain", "Retain")


def test_old_versions_and_their_markers_go(bucket):
    rules = {rule["Id"]: rule for rule in bucket["LifecycleConfiguration"]["Rules"]}

    assert bucket["VersioningConfiguration"] == {"Status": "Enabled"}
    assert {rule["Status"] for rule in rules.values()} == {"Enabled"}
    # A number of newer ones to keep would leave them in place, also those of a deleted key, and its marker.
    assert rules["forget-old-versions"]["NoncurrentVersionExpiration"] == {"NoncurrentDays": 30}
    assert rules["forget-old-versions"]["ExpiredObjectDeleteMarker"] is True
    assert rules["drop-unfinished-uploads"]["AbortIncompleteMultipartUpload"] == {"DaysAfterInitiation": 7}


def test_s3_takes_the_lifecycle_rules(aws, bucket):
    s3 = boto3.client("s3")
    s3.create_bucket(Bucket="shop-files", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    cool, forget, drop = bucket["LifecycleConfiguration"]["Rules"]
    rules = [
        {
            "ID": cool["Id"],
            "Status": cool["Status"],
            "Filter": {"Prefix": ""},
            "Transitions": [
                {"StorageClass": step["StorageClass"], "Days": step["TransitionInDays"]}
                for step in cool["Transitions"]
            ],
        },
        {
            "ID": forget["Id"],
            "Status": forget["Status"],
            "Filter": {"Prefix": ""},
            "NoncurrentVersionExpiration": forget["NoncurrentVersionExpiration"],
            "Expiration": {"ExpiredObjectDeleteMarker": forget["ExpiredObjectDeleteMarker"]},
        },
        {
            "ID": drop["Id"],
            "Status": drop["Status"],
            "Filter": {"Prefix": ""},
            "AbortIncompleteMultipartUpload": drop["AbortIncompleteMultipartUpload"],
        },
    ]

    s3.put_bucket_lifecycle_configuration(Bucket="shop-files", LifecycleConfiguration={"Rules": rules})

    stored = s3.get_bucket_lifecycle_configuration(Bucket="shop-files")["Rules"]
    assert [rule["ID"] for rule in stored] == [cool["Id"], forget["Id"], drop["Id"]]
    assert stored[0]["Transitions"] == [{"Days": 30, "StorageClass": "STANDARD_IA"}]


def test_objects_are_encrypted_with_the_own_key_through_a_bucket_key(bucket):
    (rule,) = bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"]

    assert rule["ServerSideEncryptionByDefault"] == {
        "SSEAlgorithm": "aws:kms",
        "KMSMasterKeyID": {"Fn::GetAtt": ["Key", "Arn"]},
    }
    assert rule["BucketKeyEnabled"] is True


def test_plain_http_is_refused_for_bucket_and_objects(template):
    policy = template["Resources"]["UploadsPolicy"]["Properties"]["PolicyDocument"]
    (statement,) = policy["Statement"]
    names = {"Fn::GetAtt": ["Uploads", "Arn"]}, {"Fn::Sub": "${Uploads.Arn}/*"}
    assert statement["Resource"] == list(names)
    statement["Resource"] = ["arn:aws:s3:::uploads", "arn:aws:s3:::uploads/*"]

    for resource in ("arn:aws:s3:::uploads", "arn:aws:s3:::uploads/pot.png"):
        assert decide(policy, "s3:GetObject", resource, {"aws:SecureTransport": "false"}) == "Deny"
        assert decide(policy, "s3:GetObject", resource, {"aws:SecureTransport": "true"}) == "Nothing"
