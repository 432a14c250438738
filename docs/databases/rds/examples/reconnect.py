"""Runs a transaction, and runs it again on a new connection when a failover breaks the first one."""

import random
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Login:
    """Opens connections with IAM instead of a password. `driver` is psycopg or the like."""

    rds: Any
    driver: Any
    host: str
    user: str
    database: str
    port: int = 5432

    def connect(self) -> Any:
        # Signed here, without a call to AWS. A token is short-lived and checked at login only, so every
        # connection gets a new one; one that is open may outlive its token.
        token = self.rds.generate_db_auth_token(DBHostname=self.host, Port=self.port, DBUsername=self.user)
        return self.driver.connect(
            host=self.host,  # the endpoint, looked up anew each time: a failover moves the name
            port=self.port,
            user=self.user,
            password=token,
            dbname=self.database,
            sslmode="verify-full",  # with the bundle of RDS's authorities, named by PGSSLROOTCERT
            connect_timeout=3,  # the old address may not even refuse
            keepalives_idle=5,  # nor does a host that vanished end a connection: after 15 s of silence we do
            keepalives_interval=5,
            keepalives_count=2,
            tcp_user_timeout=15_000,  # in ms: the same where our last words were not acknowledged
        )


def run(
    login: Login,
    work: Callable[[Any], Any],
    lost: tuple[type[Exception], ...],
    patience: float = 150,
    jitter: Callable[[float, float], float] = random.uniform,
) -> Any:
    """The result of `work(connection)`, committed. `lost` are the driver's errors for a broken connection.

    A connection that breaks during the commit does not tell whether the commit happened. So `work` must
    bear being done twice, for example by a unique key that comes from the caller.
    """
    deadline = time.monotonic() + patience  # longer than a failover usually takes
    longest = 0.5
    while True:
        try:
            with closing(login.connect()) as connection:
                result = work(connection)
                connection.commit()
                return result
        except lost:
            # At random, or all clients would come back to the new primary in the same moment.
            pause = jitter(0.1, longest)
            if time.monotonic() + pause > deadline:
                raise
            time.sleep(pause)
            longest = min(10, 2 * longest)
