"""The register: one SQLite file in which the items of many archived records are found again.

It is made of archival XML only and can be made anew at any time. `build` writes it, `questions` and
`search` read it; those two load no XML. Nothing in this package prints.
"""
