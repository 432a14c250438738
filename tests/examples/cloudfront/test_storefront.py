"""The template is valid, what is somebody's is never cached, and nothing goes around the distribution."""

from fnmatch import fnmatchcase

import pytest

from tests.examples.support import templates
from tests.examples.support.decisions import decide

DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
OPTIMIZED = "658327ea-f89d-4fab-a63d-7e88639e58f6"


@pytest.fixture
def resources(example) -> dict:
    return templates.load(example)["Resources"]


@pytest.fixture
def shop(resources) -> dict:
    return resources["Shop"]["Properties"]["DistributionConfig"]


def behavior(shop: dict, path: str) -> dict:
    """The behavior that CloudFront takes: the first whose pattern matches, or the default."""
    for item in shop["CacheBehaviors"]:
        if fnmatchcase(path, item["PathPattern"]):
            return item
    return shop["DefaultCacheBehavior"]


def test_no_linter_objects(example):
    assert templates.problems(example) == []


@pytest.mark.parametrize("path", ["/", "/basket", "/orders/17", "/api/me", "/Catalog/teapots", "/catalog"])
def test_what_is_somebodys_is_never_cached(shop, path):
    found = behavior(shop, path)

    assert found["CachePolicyId"] == DISABLED
    assert found["TargetOriginId"] == "application"
    assert "POST" in found["AllowedMethods"]


def test_catalog_is_shared_by_everybody_and_obeys_the_application(shop, resources):
    found = behavior(shop, "/catalog/teapots")
    config = resources["CatalogCache"]["Properties"]["CachePolicyConfig"]
    key = config["ParametersInCacheKeyAndForwardedToOrigin"]

    assert found["CachePolicyId"] == {"Ref": "CatalogCache"}
    assert (config["MinTTL"], config["DefaultTTL"]) == (0, 0)
    assert key["CookiesConfig"] == {"CookieBehavior": "none"}
    assert key["QueryStringsConfig"]["QueryStrings"] == ["page", "sort"]
    # What the application gets of a caller is in the key, so no answer can depend on who asked first.
    # Without Host there, a request under CloudFront's own name would leave its 502 to the shop's readers.
    assert key["HeadersConfig"] == {"HeaderBehavior": "whitelist", "Headers": ["Host"]}
    assert "OriginRequestPolicyId" not in found


@pytest.mark.parametrize("path", ["/assets/app-3f2c.js", "/courses/7/lesson-1.mp4"])
def test_files_of_the_bucket_are_cached(shop, path):
    found = behavior(shop, path)

    assert found["CachePolicyId"] == OPTIMIZED
    assert found["TargetOriginId"] == "assets"


def test_courses_need_a_signature_and_assets_do_not(shop):
    assert behavior(shop, "/courses/7/lesson-1.mp4")["TrustedKeyGroups"] == [{"Ref": "Members"}]
    assert behavior(shop, "/assets/app-3f2c.js").keys().isdisjoint({"TrustedKeyGroups", "TrustedSigners"})


def test_signed_files_have_no_second_way(shop):
    """The folder of the courses is reached by no other pattern, nor by an origin path."""
    assert all("OriginPath" not in origin for origin in shop["Origins"])
    others = [item["PathPattern"] for item in shop["CacheBehaviors"] if "TrustedKeyGroups" not in item]
    assert not any(fnmatchcase("/courses/7/lesson-1.mp4", pattern) for pattern in others)
    assert shop["DefaultCacheBehavior"]["TargetOriginId"] != "assets"


def test_only_this_distribution_reads_the_bucket(resources):
    policy = resources["AssetsPolicy"]["Properties"]["PolicyDocument"]
    arn = "arn:aws:cloudfront::123456789012:distribution/E1"
    ready = templates.resolve(
        policy, {"Assets.Arn": "arn:aws:s3:::assets", "AWS::AccountId": "123456789012", "Shop": "E1"}
    )

    def ask(source: str) -> str:
        return decide(
            ready,
            "s3:GetObject",
            "arn:aws:s3:::assets/a.js",
            {"AWS:SourceArn": source},
            "cloudfront.amazonaws.com",
        )

    assert ask(arn) == "Allow"
    assert ask(arn.replace("E1", "E2")) == "Nothing"


def test_application_is_private_and_encrypted(resources, shop):
    endpoint = resources["Application"]["Properties"]["VpcOriginEndpointConfig"]
    (origin,) = [item for item in shop["Origins"] if item["Id"] == "application"]

    assert endpoint["OriginProtocolPolicy"] == "https-only"
    assert endpoint["OriginSSLProtocols"] == ["TLSv1.2"]
    assert origin["VpcOriginConfig"]["VpcOriginId"] == {"Ref": "Application"}
    assert origin["ConnectionAttempts"] * origin["ConnectionTimeout"] <= 10


def test_errors_are_short_lived_and_the_hit_rate_is_measured(resources, shop):
    ages = {item["ErrorCode"]: item["ErrorCachingMinTTL"] for item in shop["CustomErrorResponses"]}

    assert ages == dict.fromkeys((500, 502, 503, 504), 1)
    assert resources["Metrics"]["Properties"]["DistributionId"] == {"Ref": "Shop"}
