"""
The store: every version of every record, in a form that other programs can read.

A store is a storage root as OCFL 1.1 defines it, with one object for each record. Nothing that was
deposited is changed or lost later: each deposit adds a version, or nothing. Nothing in this package
speaks to the terminal or reads the clock.
"""

from __future__ import annotations

from minutebook.store.compared import differences
from minutebook.store.deposit import Change, Deposited, Terms, deposit, refused_ids
from minutebook.store.inventory import Inventory, Version
from minutebook.store.objects import Kept, Stored, find_record, kept, records
from minutebook.store.root import Store, open_store, writable_store

__all__ = [
    "Change",
    "Deposited",
    "Inventory",
    "Kept",
    "Store",
    "Stored",
    "Terms",
    "Version",
    "deposit",
    "differences",
    "find_record",
    "kept",
    "open_store",
    "records",
    "refused_ids",
    "writable_store",
]
