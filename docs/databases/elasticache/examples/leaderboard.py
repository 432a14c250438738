"""A leaderboard of the week: the server keeps it sorted, whoever writes."""

import time
from typing import Any

WEEK = 7 * 24 * 3600


class Leaderboard:
    def __init__(self, client: Any, game: str, now: float | None = None) -> None:
        """For the week of `now`, from Thursday on, in UTC. Make one for each request: it does not move on."""
        week = int((time.time() if now is None else now) // WEEK)
        self.client, self.key = client, f"board:{game}:{week}"

    def add(self, player: str, points: int) -> int:
        """The player's new score. Two additions at the same moment both count."""
        pipeline = self.client.pipeline(transaction=True)
        pipeline.zincrby(self.key, points, player)
        pipeline.expire(self.key, 2 * WEEK)  # this week and the next, to look back
        score, _ = pipeline.execute()
        return int(score)

    def top(self, count: int) -> list[tuple[str, int]]:
        found = self.client.zrevrange(self.key, 0, count - 1, withscores=True)
        return [(player.decode(), int(score)) for player, score in found]

    def place(self, player: str) -> int | None:
        """1 for the first, None for who has not played."""
        rank = self.client.zrevrank(self.key, player)
        return None if rank is None else rank + 1
