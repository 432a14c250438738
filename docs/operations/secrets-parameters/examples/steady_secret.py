"""Keeps a secret at hand while Secrets Manager throttles or cannot be reached, but not forever."""

import random
import time
from threading import Lock

import boto3
from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectionError,
    CredentialRetrievalError,
    HTTPClientError,
    MetadataRetrievalError,
)

secrets = boto3.client(
    "secretsmanager",
    config=Config(connect_timeout=1, read_timeout=2, retries={"mode": "standard", "total_max_attempts": 2}),
)

#: No answer, or no credentials to ask with: nobody has decided anything.
UNREACHED = (ConnectionError, HTTPClientError, CredentialRetrievalError, MetadataRetrievalError)
#: Errors that pass by themselves. A refusal is not among them: whoever lost access must lose the value.
PASSING = {"ThrottlingException", "TooManyRequestsException", "InternalServiceError", "RequestTimeout"}
PASSING |= {"Throttling", "IDPCommunicationError"}  # of AWS STS, when the SDK gets its credentials there


class SteadySecret:
    """A value that is normally at most `fresh` seconds old, and at most `usable` in an outage."""

    def __init__(self, secret_id: str, fresh: float = 300, usable: float = 3600, pause: float = 10) -> None:
        self.secret_id = secret_id
        self.fresh = fresh
        self.usable = usable
        self.pause = pause
        self._value = ""
        self._fetched = float("-inf")
        self._next = float("-inf")
        self._lock = Lock()

    def value(self) -> str:
        """The value. One thread at a time fetches, and the others wait for what it brings."""
        with self._lock:
            now = time.time()
            if now >= self._next or now >= self._fetched + self.usable:
                self._refresh(now)
            return self._value

    def _refresh(self, now: float) -> None:
        try:
            self._value = secrets.get_secret_value(SecretId=self.secret_id)["SecretString"]
        except (ClientError, BotoCoreError) as error:
            if not passing(error) or now >= self._fetched + self.usable:
                self._value, self._fetched, self._next = "", float("-inf"), float("-inf")
                raise
            self._next = now + self.pause  # old is better than none, and asking again at once is not
        else:
            self._fetched = now
            # Processes that started together must not ask together forever.
            self._next = now + self.fresh * random.uniform(0.8, 1)  # noqa: S311 - no secret


def passing(error: Exception) -> bool:
    if not isinstance(error, ClientError):
        return isinstance(error, UNREACHED)
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    return status >= 500 or error.response["Error"]["Code"] in PASSING  # 5xx under whatever code
