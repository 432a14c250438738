"""A solution of the exercise. In AWS each of these documents also needs `"Version": "2012-10-17"`."""

SHOP, CATALOG = "111122223333", "444455556666"
ORGANIZATION = "o-exampleorgid"
BUCKET = "arn:aws:s3:::shop-images"


def function_policy() -> dict:
    return {
        "Statement": [
            {"Effect": "Allow", "Action": "s3:GetObject", "Resource": f"{BUCKET}/originals/*"},
            {"Effect": "Allow", "Action": "s3:PutObject", "Resource": f"{BUCKET}/thumbnails/*"},
        ]
    }


def deploy_policy() -> dict:
    return {
        "Statement": [
            {
                "Effect": "Allow",
                "Action": ["lambda:UpdateFunctionCode", "lambda:UpdateFunctionConfiguration"],
                "Resource": f"arn:aws:lambda:eu-west-1:{SHOP}:function:thumbnailer",
            },
            {
                "Effect": "Allow",
                "Action": "iam:PassRole",
                "Resource": f"arn:aws:iam::{SHOP}:role/thumbnailer",
                "Condition": {"StringEquals": {"iam:PassedToService": "lambda.amazonaws.com"}},
            },
        ]
    }


def bucket_policy() -> dict:
    return {
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"AWS": f"arn:aws:iam::{CATALOG}:role/catalog"},
                "Action": "s3:GetObject",
                "Resource": f"{BUCKET}/thumbnails/*",
            }
        ]
    }


def catalog_policy() -> dict:
    return {
        "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": f"{BUCKET}/thumbnails/*"}]
    }


def perimeter() -> dict:
    return {
        "Statement": [
            {
                "Effect": "Deny",
                "Principal": "*",
                "Action": "s3:*",
                "Resource": "*",
                "Condition": {
                    "StringNotEqualsIfExists": {"aws:PrincipalOrgID": ORGANIZATION},
                    "BoolIfExists": {"aws:PrincipalIsAWSService": "false"},
                },
            }
        ]
    }
