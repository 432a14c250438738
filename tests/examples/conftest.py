"""Fixtures: an emulated AWS account, the sample under test, and an execution environment for it."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from types import ModuleType

import boto3
import pytest
from moto import mock_aws  # before any session: clients made earlier would call the real AWS
from moto.server import ThreadedMotoServer

from tests.examples.support import modules
from tests.examples.support.model_limits import hold_to_model
from tests.examples.support.runtime import LambdaRuntime

DOCS = Path(__file__).parents[2] / "docs"
REGION = "eu-west-1"


@pytest.fixture(autouse=True)
def account(monkeypatch: pytest.MonkeyPatch) -> None:
    """Credentials that open nothing, and no way to others."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
        monkeypatch.setenv(name, "testing")
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION"):
        monkeypatch.setenv(name, REGION)
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, "/dev/null")
    for name in ("AWS_PROFILE", "AWS_ENDPOINT_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")


@pytest.fixture(autouse=True)
def _loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """No connection leaves this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if self.family != socket.AF_UNIX and address[0] not in {"127.0.0.1", "::1", "localhost"}:
            raise AssertionError(f"the test called {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture
def aws(account: None) -> Iterator[None]:
    """An empty emulated AWS. Clients refuse what the service's model rules out."""
    with mock_aws():
        boto3.setup_default_session(region_name=REGION)
        hold_to_model(boto3.DEFAULT_SESSION)
        yield
    boto3.DEFAULT_SESSION = None


@pytest.fixture(scope="session")
def _aws_server() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def aws_endpoint(aws: None, _aws_server: str) -> str:
    """The same emulated AWS over HTTP, for another process."""
    return _aws_server


@pytest.fixture
def examples(request: pytest.FixtureRequest) -> Path:
    """The folder of the samples whose tests these are."""
    section = request.path.parent.name.replace("_", "-")
    (folder,) = DOCS.glob(f"*/{section}/examples")
    return folder


@pytest.fixture
def example(request: pytest.FixtureRequest, examples: Path) -> Path:
    """The sample under test: `test_partial_batch.py` tests `partial_batch.py`."""
    name = request.path.stem.removeprefix("test_")
    (path,) = (file for file in examples.iterdir() if file.name.split(".")[0].replace("-", "_") == name)
    return path


@pytest.fixture
def load(example: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], ModuleType]:
    """Loads the sample into this process, after the test has set what it needs."""
    return lambda: modules.load(example, monkeypatch)


@pytest.fixture
def start(example: Path, aws_endpoint: str) -> Iterator[Callable[..., LambdaRuntime]]:
    """Starts an execution environment for the sample; keyword arguments are its environment variables."""
    with ExitStack() as environments:

        def start_environment(source: Path = example, **variables: str) -> LambdaRuntime:
            environment = LambdaRuntime(source, environment=variables, endpoint=aws_endpoint)
            return environments.enter_context(environment)

        yield start_environment
