"""
Crosswalks: an archived record in the forms of others, made from its XML by XSLT alone.

The stylesheets stand in ``schema/crosswalks``, so that they can be used without this software.
Nothing in this package touches the file system but to read them.
"""

from __future__ import annotations

from minutebook.crosswalks.applied import FORMS, crosswalk

__all__ = ["FORMS", "crosswalk"]
