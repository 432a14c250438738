"""What the handler before and after its review run against."""

from __future__ import annotations

from collections.abc import Iterator

import boto3
import pytest

from tests.examples.support.account import create_table
from tests.examples.support.payments import PaymentProvider


@pytest.fixture
def provider(aws: None) -> Iterator[PaymentProvider]:
    """A payment provider, with our table of payments and the secret that holds its key."""
    create_table("payments", "id")
    boto3.client("secretsmanager").create_secret(Name="provider-key", SecretString="sk-live-4711")
    with PaymentProvider() as running:
        yield running


@pytest.fixture
def settings(provider: PaymentProvider) -> dict[str, str]:
    """The handler's environment."""
    return {"TABLE_NAME": "payments", "SECRET_ID": "provider-key", "PROVIDER_URL": provider.url}
