"""The bags of the BagIt conformance suite, each with the right verdict."""

from __future__ import annotations

from pathlib import Path

import pytest

from minutebook.bags import judge_bag
from minutebook.errors import Severity

SUITE = Path(__file__).resolve().parents[3] / "shared" / "suites" / "bagit"
BAGS = sorted(path for path in SUITE.glob("v*/*/*") if path.is_dir())
SOUND = ("valid", "warning")


@pytest.mark.parametrize("bag", BAGS, ids=lambda bag: bag.relative_to(SUITE).as_posix())
def test_a_bag_has_the_right_verdict(bag: Path) -> None:
    """A valid bag has no error, one with an oddity a warning, and every other an error."""
    found = {one.severity for one in judge_bag(bag).findings}
    kind = bag.parent.name
    if kind in SOUND:
        assert Severity.ERROR not in found
        assert kind == "valid" or found == {Severity.WARNING}
    else:
        assert Severity.ERROR in found


def test_the_suite_is_whole(shared: Path) -> None:
    """Every kind of bag is there."""
    assert (shared / "suites" / "bagit").is_dir()
    kinds = {bag.parent.name for bag in BAGS}
    assert kinds == {"valid", "invalid", "warning", "linux-only", "windows-only"}
    assert len(BAGS) >= 54
