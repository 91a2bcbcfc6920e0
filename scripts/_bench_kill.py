"""Kill builds at many random moments, and see that nothing is torn and nothing is lost.

What is seen is a test, tests/unit/test_kill.py; this runs it at more moments than a test suite has
time for.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEST = ROOT / "tests" / "unit" / "test_kill.py"
COUNT = 200


def main(arguments: list[str]) -> int:
    """
    Run the test.

    Args:
        arguments: The number of moments, 200 where it is not given.
    """
    count = int(arguments[0]) if arguments else COUNT
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(TEST)],
        cwd=ROOT,
        env={**os.environ, "MINUTEBOOK_KILLS": str(count)},
        check=False,
    )
    print(
        f"killed at {count} moments: {'nothing torn or lost' if not done.returncode else 'FAILED'}"
    )
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
