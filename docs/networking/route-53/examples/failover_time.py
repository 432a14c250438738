"""How long users see errors when DNS has to move them: an estimate, not a promise."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Failover:
    """Times in seconds. One failing check lasts `timeout`: nearly 0 if the port refuses, 6 if it hangs."""

    interval: int = 30
    threshold: int = 3
    ttl: int = 60
    timeout: float = 6  # 4 to connect and 2 for the status
    client: int = 0  # what the program adds: its own cache, connections that it keeps

    @property
    def soonest_detection(self) -> float:
        """The endpoint fails just before a check is due."""
        return (self.threshold - 1) * (self.interval + self.timeout) + self.timeout

    @property
    def latest_detection(self) -> float:
        """The endpoint fails just after a check has passed."""
        return self.threshold * (self.interval + self.timeout)

    @property
    def worst_case(self) -> float:
        """Until the last client that obeys the TTL has the new answer."""
        return self.latest_detection + self.ttl + self.client

    def moved(self, seconds: float) -> float:
        """Share of the resolvers that know the new answer so many seconds after the failure, at the latest.

        Their caches were filled at different times, so they run out evenly over one TTL.
        """
        since = seconds - self.latest_detection
        if self.ttl == 0:
            return float(since >= 0)
        return min(max(since / self.ttl, 0.0), 1.0)


if __name__ == "__main__":
    plans = {
        "default, TTL 300": Failover(ttl=300),
        "default, TTL 60": Failover(),
        "fast, TTL 60": Failover(interval=10),
        "fast, TTL 60, JVM that caches 30": Failover(interval=10, client=30),
    }
    for label, plan in plans.items():
        print(f"{label:33} found after {plan.latest_detection:4.0f} s, moved after {plan.worst_case:4.0f} s")
