"""A password for Valkey that nobody has to store: a signed request, made anew for each connection."""

import boto3
from botocore.model import ServiceId
from botocore.signers import RequestSigner


class IamCredentials:
    """What valkey-py and redis-py call a credential provider: they ask it whenever they connect."""

    def __init__(self, cache: str, user: str, region: str, serverless: bool = False) -> None:
        # The name of the serverless cache or the replication group's ID, not its endpoint.
        self.cache, self.user, self.region = cache.lower(), user, region
        self.kind = "&ResourceType=ServerlessCache" if serverless else ""
        session = boto3.Session()
        self.signer = RequestSigner(
            ServiceId("elasticache"), region, "elasticache", "v4", session.get_credentials(), session.events
        )

    def get_credentials(self) -> tuple[str, str]:
        request = {
            "method": "GET",
            "url": f"http://{self.cache}/?Action=connect&User={self.user}{self.kind}",
            "body": {},
            "headers": {},
            "context": {},
        }
        url = self.signer.generate_presigned_url(
            request, operation_name="connect", expires_in=900, region_name=self.region
        )
        return self.user, url.removeprefix("http://")
