"""The one place that reads the clock: for what is itself a fact of a time, such as a deposit."""

from __future__ import annotations

import os
import time

from minutebook.errors import UsageError

_VARIABLE = "SOURCE_DATE_EPOCH"


def now_text() -> str:
    """
    Give the time in UTC, as RFC 3339 writes it, to the second.

    Raises:
        UsageError: ``SOURCE_DATE_EPOCH``, which stands for the clock where it is set, is no number
            of seconds.
    """
    asked = os.environ.get(_VARIABLE)
    try:
        seconds = time.time() if asked is None else int(asked)
        return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(f"the variable {_VARIABLE} is no number of seconds") from error
