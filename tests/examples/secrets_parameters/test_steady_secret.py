"""How old a value may get, what is done when Secrets Manager throttles, and what is not."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import boto3
import botocore.session
import pytest
from botocore.credentials import RefreshableCredentials
from botocore.exceptions import (
    ClientError,
    ConnectTimeoutError,
    CredentialRetrievalError,
    MetadataRetrievalError,
    NoCredentialsError,
    UnauthorizedSSOTokenError,
)


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def time(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def module(load, aws, clock, monkeypatch):
    boto3.client("secretsmanager").create_secret(Name="orders-key", SecretString="first")
    module = load()
    monkeypatch.setattr(module, "time", clock)
    monkeypatch.setattr(module.random, "uniform", lambda low, high: high)
    return module


@pytest.fixture
def service(module, monkeypatch):
    """Counts the calls, and fails them while `error` is set."""

    class Service:
        calls, error, slow = 0, None, False

        def get_secret_value(self, **request: str) -> dict:
            self.calls += 1
            if self.slow:
                time.sleep(0.2)
            if self.error:
                raise self.error
            return boto3.client("secretsmanager").get_secret_value(**request)

    service = Service()
    monkeypatch.setattr(module, "secrets", service)
    return service


@pytest.fixture
def rotate(module):
    return lambda text: boto3.client("secretsmanager").put_secret_value(
        SecretId="orders-key", SecretString=text
    )


def failed(code: str, operation: str = "GetSecretValue") -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": "no"}}, operation)


THROTTLED = failed("ThrottlingException")
WEB_IDENTITY = (
    "AssumeRoleWithWebIdentity"  # what the SDK calls for its credentials, on Amazon EKS for example
)


def test_a_value_is_at_most_as_old_as_it_says(module, service, clock, rotate):
    secret = module.SteadySecret("orders-key", fresh=60)
    assert secret.value() == "first"
    rotate("second")

    clock.now += 59.9
    assert secret.value() == "first"
    clock.now += 0.1
    assert secret.value() == "second"
    assert service.calls == 2


@pytest.mark.parametrize(
    "error",
    [
        THROTTLED,
        failed("InternalServiceError"),
        ConnectTimeoutError(endpoint_url="https://example"),
        CredentialRetrievalError(provider="container-role", error_msg="no answer"),
        MetadataRetrievalError(error_msg="no token"),
        failed("Throttling", WEB_IDENTITY),
        failed("IDPCommunicationError", WEB_IDENTITY),
    ],
    ids=str,
)
def test_an_outage_is_bridged_with_the_old_value_and_few_calls(module, service, clock, rotate, error):
    secret = module.SteadySecret("orders-key", fresh=60, usable=600, pause=10)
    secret.value()
    rotate("second")
    service.error, service.calls = error, 0

    for _ in range(100):  # 100 seconds of requests
        clock.now += 1
        assert secret.value() == "first"
    assert service.calls == 5  # after 60 seconds, and then every ten

    service.error = None
    clock.now += 10
    assert secret.value() == "second"


def test_an_outage_is_not_bridged_for_ever(module, service, clock):
    secret = module.SteadySecret("orders-key", fresh=60, usable=600)
    secret.value()
    service.error = THROTTLED
    clock.now += 599.9
    assert secret.value() == "first"

    clock.now += 0.1
    with pytest.raises(ClientError, match="ThrottlingException"):
        secret.value()


def test_there_is_nothing_to_bridge_with_at_the_start(module, service):
    service.error = THROTTLED

    with pytest.raises(ClientError, match="ThrottlingException"):
        module.SteadySecret("orders-key").value()


def test_credentials_that_cannot_be_renewed_are_an_outage(module, clock, monkeypatch):
    """Through botocore: its fetcher for EC2 returns nothing when the metadata service is silent."""
    answers = [
        {
            "access_key": "testing",
            "secret_key": "testing",
            "token": "testing",
            "expiry_time": (
                datetime.now(UTC) + timedelta(minutes=5)
            ).isoformat(),  # soon, so it renews always
        }
    ]
    credentials = RefreshableCredentials.create_from_metadata(
        answers[0], refresh_using=lambda: answers.pop() if answers else {}, method="iam-role"
    )
    session = botocore.session.get_session()
    session.register_component("credential_provider", SimpleNamespace(load_credentials=lambda: credentials))
    client = boto3.Session(botocore_session=session).client("secretsmanager")
    monkeypatch.setattr(module, "secrets", client)
    secret = module.SteadySecret("orders-key", fresh=60)
    assert secret.value() == "first"

    clock.now += 60
    assert secret.value() == "first"
    assert not answers
    with pytest.raises(CredentialRetrievalError):
        client.get_secret_value(SecretId="orders-key")


def test_a_client_without_credentials_never_gets_any(aws, monkeypatch):
    """So there is nothing to bridge with after a NoCredentialsError."""
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    client = boto3.Session().client("secretsmanager")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")

    with pytest.raises(NoCredentialsError):
        client.get_secret_value(SecretId="orders-key")


@pytest.mark.parametrize(
    "error",
    [
        failed("AccessDeniedException"),
        failed("ResourceNotFoundException"),
        failed("DecryptionFailure"),
        failed("AccessDenied", WEB_IDENTITY),
        NoCredentialsError(),
        UnauthorizedSSOTokenError(),
    ],
    ids=str,
)
def test_a_refusal_is_not_bridged_and_ends_the_old_value(module, service, clock, error):
    secret = module.SteadySecret("orders-key", fresh=60, usable=600)
    secret.value()
    service.error = error
    clock.now += 60
    with pytest.raises(type(error)) as raised:
        secret.value()
    assert raised.value is error

    service.error = THROTTLED
    with pytest.raises(ClientError, match="ThrottlingException"):
        secret.value()


def test_many_threads_make_one_call(module, service):
    secret, service.slow = module.SteadySecret("orders-key"), True

    with ThreadPoolExecutor(8) as pool:
        values = set(pool.map(lambda _: secret.value(), range(50)))

    assert values == {"first"}
    assert service.calls == 1


def test_processes_do_not_ask_in_step(module, service, clock, monkeypatch):
    secret = module.SteadySecret("orders-key", fresh=100)
    monkeypatch.setattr(module.random, "uniform", lambda low, high: low)
    secret.value()
    clock.now += 80
    secret.value()

    assert service.calls == 2


def test_no_client_waits_long(load, aws):
    config = load().secrets.meta.config

    assert (config.connect_timeout, config.read_timeout) == (1, 2)
    assert config.retries["total_max_attempts"] == 2
