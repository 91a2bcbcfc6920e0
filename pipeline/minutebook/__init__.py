"""minutebook: structured meeting records, validated, archived and rendered."""

__version__ = "0.1.0"
