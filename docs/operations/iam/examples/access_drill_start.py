"""Exercise: write the policies of an image service until the tests pass. Keep `evaluation.py` beside it."""

from evaluation import decide

SHOP, CATALOG = "111122223333", "444455556666"
ORGANIZATION = "o-exampleorgid"
BUCKET = "arn:aws:s3:::shop-images"
FUNCTION = f"arn:aws:sts::{SHOP}:assumed-role/thumbnailer/thumbnailer"
DEPLOYMENT = f"arn:aws:sts::{SHOP}:assumed-role/deploy/run-4711"
READER = f"arn:aws:sts::{CATALOG}:assumed-role/catalog/catalog"
OTHER = f"arn:aws:sts::{CATALOG}:assumed-role/intern/sam"


def function_policy() -> dict:
    """Step 1: reads `originals/`, writes `thumbnails/`, nothing else."""
    raise NotImplementedError


def deploy_policy() -> dict:
    """Step 2: updates the function `thumbnailer`, and hands it its role and no other."""
    raise NotImplementedError


def bucket_policy() -> dict:
    """Step 3, our side: the role `catalog` of the catalog team's account reads `thumbnails/`."""
    raise NotImplementedError


def catalog_policy() -> dict:
    """Step 3, their side: the policy of that role."""
    raise NotImplementedError


def perimeter() -> dict:
    """Step 4, a resource control policy: S3 only for our organization and for AWS services."""
    raise NotImplementedError


FULL_ACCESS = {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}


def ask(principal: str, action: str, resource: str, policies: dict, **context: str) -> str:
    keys = {key.replace("_", ":"): value for key, value in context.items()}
    request = {"principal": principal, "action": action, "resource": resource}
    return decide(request | {"owner": SHOP, "context": keys}, policies)


def test_step_1_the_function_reads_and_writes_where_it_should():
    policies = {"identity": function_policy()}
    assert ask(FUNCTION, "s3:GetObject", f"{BUCKET}/originals/cat.jpg", policies) == "allowed"
    assert ask(FUNCTION, "s3:PutObject", f"{BUCKET}/thumbnails/cat.jpg", policies) == "allowed"
    for action, resource in (
        ("s3:PutObject", f"{BUCKET}/originals/cat.jpg"),
        ("s3:DeleteObject", f"{BUCKET}/thumbnails/cat.jpg"),
        ("s3:PutBucketPolicy", BUCKET),
        ("s3:GetObject", "arn:aws:s3:::shop-images-backup/originals/cat.jpg"),
    ):
        assert ask(FUNCTION, action, resource, policies) == "no allow: identity"


def test_step_2_the_pipeline_cannot_hand_out_more_than_this_role():
    policies = {"identity": deploy_policy()}
    role = f"arn:aws:iam::{SHOP}:role/"
    to_lambda = {"iam_PassedToService": "lambda.amazonaws.com"}
    function = f"arn:aws:lambda:eu-west-1:{SHOP}:function:thumbnailer"
    assert ask(DEPLOYMENT, "lambda:UpdateFunctionConfiguration", function, policies) == "allowed"
    assert ask(DEPLOYMENT, "iam:PassRole", role + "thumbnailer", policies, **to_lambda) == "allowed"
    assert ask(DEPLOYMENT, "iam:PassRole", role + "admin", policies, **to_lambda) != "allowed"
    to_ec2 = {"iam_PassedToService": "ec2.amazonaws.com"}
    assert ask(DEPLOYMENT, "iam:PassRole", role + "thumbnailer", policies, **to_ec2) != "allowed"


def test_step_3_both_accounts_must_agree():
    image, original = f"{BUCKET}/thumbnails/cat.jpg", f"{BUCKET}/originals/cat.jpg"
    both = {"identity": catalog_policy(), "resource": bucket_policy()}
    assert ask(READER, "s3:GetObject", image, both) == "allowed"
    assert ask(READER, "s3:GetObject", original, both) != "allowed"
    assert ask(OTHER, "s3:GetObject", image, both) == "no allow: resource"
    silent = {"Statement": []}
    assert ask(READER, "s3:GetObject", image, both | {"resource": silent}) == "no allow: resource"
    assert ask(READER, "s3:GetObject", image, both | {"identity": silent}) == "no allow: identity"


def test_step_4_a_careless_bucket_policy_does_no_harm():
    image = f"{BUCKET}/thumbnails/cat.jpg"
    guard = {"Statement": FULL_ACCESS["Statement"] + perimeter()["Statement"]}
    careless = {"rcp": guard, "identity": FULL_ACCESS, "resource": open_to(CATALOG)}
    ours = {"rcp": guard, "identity": function_policy()}
    inside, outside = {"aws_PrincipalOrgID": ORGANIZATION}, {"aws_PrincipalOrgID": "o-somebodyelse"}
    person, service = {"aws_PrincipalIsAWSService": "false"}, {"aws_PrincipalIsAWSService": "true"}
    assert ask(OTHER, "s3:GetObject", image, careless, **outside, **person) == "explicit deny: rcp"
    assert ask(OTHER, "s3:GetObject", image, careless, **person) == "explicit deny: rcp"
    assert ask(OTHER, "s3:GetObject", image, careless, **inside, **person) == "allowed"
    assert ask(FUNCTION, "s3:PutObject", image, ours, **inside, **person) == "allowed"
    assert ask(OTHER, "s3:GetObject", image, careless, **service) == "allowed"


def open_to(account: str) -> dict:
    statement = {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{account}:root"}}
    return {"Statement": [statement | {"Action": "s3:*", "Resource": [BUCKET, f"{BUCKET}/*"]}]}
