"""`python -m minutebook`, the same as the command."""

from __future__ import annotations

import sys

from minutebook.cli.main import main

sys.exit(main())
