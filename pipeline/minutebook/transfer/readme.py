"""The words to whoever receives a bag: what is in it, and how it is read without this software."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minutebook.transfer.bag import Parcel

_TEXT = """\
MEETING RECORDS
===============

This bag holds {many}, made with {program}. Nothing but common
programs is needed to check and read it.

What is in it
-------------

data/records/ID/ID.xml          the record itself, as XML: what is kept
data/records/ID/source/         the file that its author wrote, byte for byte
data/records/ID/papers/         the papers that belong to it, by their keys
data/records/ID/premis.xml      when and by whom it was deposited, and the
                                digest of each file, as PREMIS 3 says it
data/records/ID/renditions/     the record made for reading, from the XML
data/schema/                    the grammar (XML Schema 1.0) and the rules
                                (ISO Schematron) that the XML keeps to, and
                                a stylesheet (XSLT 1.0) that makes a page
data/lists/dublin-core.csv      every file of the records, with Dublin Core
data/lists/tdr.csv              the same with the columns of The National
                                Archives' transfer service

Not every record has a source or papers. The lists hold the words of the
records as they are; look at them before you open them in a spreadsheet.

Is it whole?
------------

The bag keeps to BagIt 1.0 (RFC 8493); any program for that will check it.
On most systems this does so too, from the folder of this bag:

    sha512sum --check --quiet manifest-sha512.txt tagmanifest-sha512.txt

Is it valid?
------------

    for record in data/records/*; do
        xmllint --noout --schema data/schema/meeting-record.xsd \\
            "$record/$(basename "$record").xml"
    done

says `validates` for each record. The other XML file beside it, premis.xml,
keeps to the grammar of PREMIS 3.

Reading it
----------

The renditions open in any browser, word processor or editor. Should they
ever be in doubt, a plain and complete page is made from the XML alone:

    xsltproc -o page.html data/schema/meeting-record-to-html.xsl \\
        data/records/ID/ID.xml

The records
-----------

{records}
"""


def readme_text(parcels: Sequence[Parcel], program: str) -> bytes:
    """
    Write the words to the receiver.

    Args:
        parcels: The records.
        program: What made the bag.

    Returns:
        Plain text in UTF-8; a title that is not for the public is not in it.
    """
    many = "1 meeting record" if len(parcels) == 1 else f"{len(parcels)} meeting records"
    records = "\n".join(_line(parcel) for parcel in parcels)
    return _TEXT.format(many=many, program=program, records=records).encode()


def _line(parcel: Parcel) -> str:
    access = parcel.record["access"]
    title = access.get("public_title", parcel.record["title"])
    return f"{parcel.kept.name}\n    {title} ({parcel.record['status']}, {access['level']})"
