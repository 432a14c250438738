"""The build's date. Everything that depends on today asks here, so that a build can be repeated."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, date, datetime


def build_time(environ: Mapping[str, str] = os.environ) -> int:
    """`SOURCE_DATE_EPOCH` (seconds since 1970), or now.

    Source of the variable: https://reproducible-builds.org/docs/source-date-epoch/
    """
    epoch = environ.get("SOURCE_DATE_EPOCH", "")
    return int(epoch) if epoch.isdigit() else int(datetime.now(UTC).timestamp())


def build_date(environ: Mapping[str, str] = os.environ) -> date:
    """The UTC date of the build."""
    return datetime.fromtimestamp(build_time(environ), UTC).date()


def latest_date(environ: Mapping[str, str] = os.environ) -> date:
    """The later of the build's date and the clock's: a rebuild of an old commit has an old build date."""
    return max(build_date(environ), datetime.now(UTC).date())
