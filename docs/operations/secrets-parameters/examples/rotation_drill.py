"""Who is refused around a rotation: a model with caches, two strategies and two kinds of client."""

from dataclasses import dataclass, field


@dataclass
class World:
    """A database and the store that holds its credentials. Times are seconds, versions are numbers."""

    strategy: str  # "single" or "alternating"
    accepted: set[int] = field(default_factory=lambda: {0})
    current: int = 0  # what the store hands out
    fetches: int = 0

    def rotate(self) -> None:
        new = self.current + 1
        keep = {self.current} if self.strategy == "alternating" else set()
        self.accepted = keep | {new}
        self.current = new

    def fetch(self) -> int:
        self.fetches += 1
        return self.current


@dataclass
class Client:
    """Keeps what it fetched for `ttl` seconds, and logs in anew each time it is asked to."""

    world: World
    ttl: float
    asks_again: bool
    known: int = 0
    fetched: float = 0

    def log_in(self, now: float) -> bool:
        if now >= self.fetched + self.ttl:
            self.known, self.fetched = self.world.fetch(), now
        if self.known in self.world.accepted:
            return True
        if not self.asks_again:
            return False
        self.known, self.fetched = self.world.fetch(), now
        return self.known in self.world.accepted


def drill(
    strategy: str, ttl: float, every: int, asks_again: bool = False, clients: int = 60, hours: int = 2
) -> tuple[int, int]:
    """How many logins were refused, and how often the store was asked, with one login a client and minute."""
    world = World(strategy)
    # They started one after the other, so their caches do not end together.
    group = [Client(world, ttl, asks_again, fetched=-ttl * number / clients) for number in range(clients)]
    refused = 0
    for now in range(1, hours * 3600 + 1):
        if now % every == 0:
            world.rotate()
        refused += sum(not one.log_in(now) for number, one in enumerate(group) if (now + number) % 60 == 0)
    return refused, world.fetches


if __name__ == "__main__":
    for strategy in ("single", "alternating"):
        for asks_again in (False, True):
            refused, fetches = drill(strategy, ttl=300, every=3600, asks_again=asks_again)
            print(f"{strategy:12} asks again: {asks_again!s:5}  refused {refused:4}  fetches {fetches}")
