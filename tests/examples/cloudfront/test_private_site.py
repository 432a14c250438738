"""The template is valid, the bucket has one reader, and every answer is cached and guarded."""

import pytest

from tests.examples.support import templates
from tests.examples.support.decisions import decide

SITE = "arn:aws:cloudfront::123456789012:distribution/E2QWRUHAPOMQZL"


@pytest.fixture
def template(example) -> dict:
    return templates.load(example)


@pytest.fixture
def site(template) -> dict:
    return template["Resources"]["Site"]["Properties"]["DistributionConfig"]


def test_no_linter_objects(example):
    assert templates.problems(example) == []


def test_bucket_stays_private_and_hosts_no_website(template):
    bucket = template["Resources"]["Pages"].get("Properties", {})

    assert not {"WebsiteConfiguration", "PublicAccessBlockConfiguration", "AccessControl"} & bucket.keys()


def test_only_this_distribution_reads(template):
    policy = template["Resources"]["PagesPolicy"]["Properties"]["PolicyDocument"]
    (statement,) = policy["Statement"]
    source = statement["Condition"]["StringEquals"]
    assert statement["Resource"] == {"Fn::Sub": "${Pages.Arn}/*"}
    assert source == {
        "AWS:SourceArn": {"Fn::Sub": "arn:aws:cloudfront::${AWS::AccountId}:distribution/${Site}"}
    }
    statement["Resource"] = "arn:aws:s3:::pages/*"
    source["AWS:SourceArn"] = SITE

    def ask(action: str, source_arn: str, principal: str = "cloudfront.amazonaws.com") -> str:
        return decide(
            policy, action, "arn:aws:s3:::pages/index.html", {"AWS:SourceArn": source_arn}, principal
        )

    assert ask("s3:GetObject", SITE) == "Allow"
    assert ask("s3:GetObject", SITE.replace("E2QW", "E9ZZ")) == "Nothing"
    assert ask("s3:GetObject", SITE, "somebody") == "Nothing"
    assert ask("s3:PutObject", SITE) == "Nothing"


def test_requests_to_the_bucket_are_signed(template, site):
    (origin,) = site["Origins"]
    control = template["Resources"]["Access"]["Properties"]["OriginAccessControlConfig"]

    assert origin["OriginAccessControlId"] == {"Ref": "Access"}
    assert origin["DomainName"] == {"Fn::GetAtt": ["Pages", "RegionalDomainName"]}
    assert (control["SigningBehavior"], control["OriginAccessControlOriginType"]) == ("always", "s3")
    assert site["DefaultCacheBehavior"]["TargetOriginId"] == origin["Id"]


def test_viewers_get_https_and_a_cached_copy(site):
    behavior = site["DefaultCacheBehavior"]

    assert behavior["ViewerProtocolPolicy"] == "redirect-to-https"
    assert behavior["CachePolicyId"] == "658327ea-f89d-4fab-a63d-7e88639e58f6"
    assert "ForwardedValues" not in behavior
    assert site["ViewerCertificate"]["MinimumProtocolVersion"].startswith("TLSv1.2")


def test_security_headers_are_on_every_answer(template, site):
    policy = template["Resources"]["Headers"]["Properties"]["ResponseHeadersPolicyConfig"]
    headers = policy["SecurityHeadersConfig"]

    assert site["DefaultCacheBehavior"]["ResponseHeadersPolicyId"] == {"Ref": "Headers"}
    assert all(header["Override"] is True for header in headers.values())
    assert headers["StrictTransportSecurity"]["AccessControlMaxAgeSec"] >= 31_536_000
    assert "frame-ancestors 'none'" in headers["ContentSecurityPolicy"]["ContentSecurityPolicy"]
    assert headers.keys() >= {"ContentTypeOptions", "ReferrerPolicy"}


def test_missing_pages_are_404_and_soon_asked_for_again(site):
    (error,) = site["CustomErrorResponses"]

    assert (error["ErrorCode"], error["ResponseCode"]) == (403, 404)
    assert error["ErrorCachingMinTTL"] <= 60
