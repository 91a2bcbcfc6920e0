"""What happened to a record, as PREMIS 3 says it: its files, the deposits, and who made them.

Nothing in this module touches the file system.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from lxml import etree

from minutebook.store.inventory import digest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from minutebook.store.inventory import Version

NAMESPACE = "http://www.loc.gov/premis/v3"
_SCHEMA_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
_XSI = f"{{{_SCHEMA_INSTANCE}}}type"
_FORMATS = {
    "xml": "application/xml",
    "yaml": "application/yaml",
    "yml": "application/yaml",
    "json": "application/json",
    "pdf": "application/pdf",
    "txt": "text/plain",
    "csv": "text/csv",
    "html": "text/html",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
}
_UNKNOWN = "application/octet-stream"


def premis_xml(
    *,
    key: str,
    files: Mapping[str, bytes],
    originals: Mapping[str, str],
    versions: Sequence[Version],
    program: str,
) -> bytes:
    """
    Write the PREMIS of one version of a record.

    Args:
        key: The record's id.
        files: Its files by path, this one left out.
        originals: The name that a file had where it came from, where that is another.
        versions: Every deposit up to this one; their states are not looked at.
        program: What made this version, such as ``minutebook 1.0``.

    Returns:
        XML that is valid against the schema of PREMIS 3.0.

    Source:
        PREMIS Data Dictionary 3.0; event types of the Library of Congress' vocabulary.
    """
    nsmap: Any = {None: NAMESPACE, "xsi": _SCHEMA_INSTANCE}  # the types know no default one
    root = etree.Element(f"{{{NAMESPACE}}}premis", {"version": "3.0"}, nsmap=nsmap)
    for path, data in sorted(files.items()):
        _file(root, path, data, originals.get(path))
    for number, version in enumerate(versions, 1):
        _event(root, key, number, version)
    for name in sorted({version.by for version in versions}):
        _agent(root, name, name, "person or organisation")
    _agent(root, "minutebook", program, "software")
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _file(root: etree._Element, path: str, data: bytes, original: str | None) -> None:
    one = _part(root, "object")
    one.set(_XSI, "file")
    _identifier(one, "objectIdentifier", "path in the version", path)
    about = _part(one, "objectCharacteristics")
    for algorithm, value in (
        ("SHA-512", digest(data)),
        ("SHA-256", hashlib.sha256(data).hexdigest()),
    ):
        fixity = _part(about, "fixity")
        _part(fixity, "messageDigestAlgorithm", algorithm)
        _part(fixity, "messageDigest", value)
    _part(about, "size", str(len(data)))
    designation = _part(_part(about, "format"), "formatDesignation")
    _part(designation, "formatName", media_type(path))
    if original is not None:
        _part(one, "originalName", original)


def media_type(path: str) -> str:
    """Give the media type of a file by the end of its name."""
    return _FORMATS.get(path.rpartition(".")[2].lower(), _UNKNOWN)


def _event(root: etree._Element, key: str, number: int, version: Version) -> None:
    event = _part(root, "event")
    _identifier(event, "eventIdentifier", "version of the record", f"{key}@v{number}")
    _part(event, "eventType", "ingestion" if number == 1 else "modification")
    _part(event, "eventDateTime", version.created)
    _part(_part(event, "eventDetailInformation"), "eventDetail", version.message)
    _part(_part(event, "eventOutcomeInformation"), "eventOutcome", "success")
    _identifier(event, "linkingAgentIdentifier", "local", version.by)
    _identifier(event, "linkingAgentIdentifier", "local", "minutebook")


def _agent(root: etree._Element, key: str, name: str, kind: str) -> None:
    agent = _part(root, "agent")
    _identifier(agent, "agentIdentifier", "local", key)
    _part(agent, "agentName", name)
    _part(agent, "agentType", kind)


def _identifier(parent: etree._Element, name: str, kind: str, value: str) -> None:
    identifier = _part(parent, name)
    _part(identifier, f"{name}Type", kind)
    _part(identifier, f"{name}Value", value)


def _part(parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
    part = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")
    part.text = text
    return part
