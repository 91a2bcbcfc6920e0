"""
Transfer: records of a store packed into a bag that can be read without this software.

Nothing in this package speaks to the terminal or reads the clock, and the store is only read.
"""

from __future__ import annotations

from minutebook.transfer.bag import Parcel, parcel_of, write_transfer

__all__ = ["Parcel", "parcel_of", "write_transfer"]
