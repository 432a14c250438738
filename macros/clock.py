"""The build's date. Everything that depends on today asks here, so that a build can be repeated."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, date, datetime


def build_date(environ: Mapping[str, str] = os.environ) -> date:
    """The UTC date of `SOURCE_DATE_EPOCH` (seconds since 1970), or today's.

    Source of the variable: https://reproducible-builds.org/docs/source-date-epoch/
    """
    epoch = environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return datetime.fromtimestamp(int(epoch), UTC).date()
    return datetime.now(UTC).date()
