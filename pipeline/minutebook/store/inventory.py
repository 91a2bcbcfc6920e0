"""The inventory of a record's object: which bytes each version holds, and who deposited them.

Nothing in this module touches the file system.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

TYPE = "https://ocfl.io/1.1/spec/#inventory"
ALGORITHM = "sha512"
FIXITY = "sha256"
NAME = "inventory.json"
SIDECAR = f"{NAME}.{ALGORITHM}"
_DIGEST = re.compile(r"[0-9a-f]{128}")
_VERSION = re.compile(r"v[1-9][0-9]{0,5}")


class InventoryError(ValueError):
    """Bytes are no inventory that this module wrote; the message says why."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Version:
    """One deposit of a record."""

    created: str
    """When, in UTC, as RFC 3339 writes it."""
    message: str
    by: str
    """The id of the person or office that deposited it."""
    state: dict[str, str]
    """Digest by the path of a file."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Inventory:
    """All versions of one record."""

    id: str
    versions: tuple[Version, ...]
    """The first is v1."""
    manifest: dict[str, str] = field(default_factory=dict)
    """Where bytes stand below the object, by digest."""
    fixity: dict[str, str] = field(default_factory=dict)
    """A second digest, SHA-256, by the first."""

    @property
    def head(self) -> Version:
        """The newest version."""
        return self.versions[-1]

    @property
    def head_name(self) -> str:
        """Such as ``v2``."""
        return f"v{len(self.versions)}"


def digest(data: bytes) -> str:
    """Give the digest by which bytes are known."""
    return hashlib.sha512(data).hexdigest()


def with_version(
    known: Inventory | None, *, key: str, version: Version, files: Mapping[str, bytes]
) -> tuple[Inventory, dict[str, bytes]]:
    """
    Add a version.

    Args:
        known: ``None`` before the first.
        key: The id of the record.
        version: Its state names the files.
        files: Bytes by path; what is known already need not be among them.

    Returns:
        The new inventory, and the bytes that it needs written, by path below the object.
    """
    versions = (*known.versions, version) if known else (version,)
    manifest = dict(known.manifest) if known else {}
    fixity = dict(known.fixity) if known else {}
    added: dict[str, bytes] = {}
    for path, data in files.items():
        name = digest(data)
        if name in manifest:
            continue
        manifest[name] = f"v{len(versions)}/content/{path}"
        fixity[name] = hashlib.sha256(data).hexdigest()
        added[manifest[name]] = data
    new = Inventory(id=key, versions=versions, manifest=manifest, fixity=fixity)
    return new, added


def inventory_bytes(inventory: Inventory) -> bytes:
    """
    Write an inventory.

    Source:
        OCFL 1.1, section 3.5.
    """
    second: dict[str, list[str]] = {}
    for first, path in inventory.manifest.items():
        second.setdefault(inventory.fixity[first], []).append(path)
    data = {
        "id": inventory.id,
        "type": TYPE,
        "digestAlgorithm": ALGORITHM,
        "head": inventory.head_name,
        "contentDirectory": "content",
        "fixity": {FIXITY: second},
        "manifest": {name: [path] for name, path in inventory.manifest.items()},
        "versions": {
            f"v{number}": _version_data(version)
            for number, version in enumerate(inventory.versions, 1)
        },
    }
    return (json.dumps(data, indent=2, ensure_ascii=False, sort_keys=True) + "\n").encode()


def _version_data(version: Version) -> dict[str, Any]:
    state: dict[str, list[str]] = {}
    for path, name in sorted(version.state.items()):
        state.setdefault(name, []).append(path)
    return {
        "created": version.created,
        "message": version.message,
        "user": {"name": version.by},
        "state": state,
    }


def sidecar_bytes(inventory: bytes) -> bytes:
    """Write the digest of an inventory as its sidecar has it."""
    return f"{digest(inventory)} {NAME}\n".encode("ascii")


def read_inventory(data: bytes) -> Inventory:
    """
    Read an inventory that may have been damaged.

    Args:
        data: The bytes of its file.

    Raises:
        InventoryError: It is not one, or says of a version what it does not hold.
    """
    try:
        table = json.loads(data)
        if table["type"] != TYPE or table["digestAlgorithm"] != ALGORITHM:
            raise InventoryError("it is of another kind")
        inventory = Inventory(
            id=_text(table["id"]),
            versions=_versions(table),
            manifest={name: _one(paths) for name, paths in table["manifest"].items()},
            fixity=_fixity(table),
        )
    except (KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise InventoryError("a part of it is missing") from error
    except json.JSONDecodeError as error:
        raise InventoryError("it cannot be read") from error
    except UnicodeDecodeError as error:
        raise InventoryError("it cannot be read") from error
    _check(inventory)
    return inventory


def _versions(table: Any) -> tuple[Version, ...]:
    names = [f"v{number}" for number in range(1, len(table["versions"]) + 1)]
    if not names or set(names) != set(table["versions"]) or table["head"] != names[-1]:
        raise InventoryError("its versions do not follow one another")
    return tuple(_version(table["versions"][name]) for name in names)


def _version(table: Any) -> Version:
    return Version(
        created=_text(table["created"]),
        message=_text(table["message"]),
        by=_text(table["user"]["name"]),
        state={_text(path): name for name, paths in table["state"].items() for path in paths},
    )


def _fixity(table: Any) -> dict[str, str]:
    by_path = {path: name for name, paths in table["fixity"][FIXITY].items() for path in paths}
    return {first: by_path[_one(paths)] for first, paths in table["manifest"].items()}


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise InventoryError("a part of it is no text")
    return value


def _one(paths: Any) -> str:
    if len(paths) != 1:
        raise InventoryError("it has bytes twice")
    return _text(paths[0])


def is_safe(path: str) -> bool:
    """Say whether a path stays below its folder, and is spelled in the one way."""
    parts = path.split("/")
    return all(part not in {"", ".", ".."} for part in parts) and not set(path) & set("\\\0:")


def _check(inventory: Inventory) -> None:
    for name, path in inventory.manifest.items():
        first, _, rest = path.partition("/")
        if not _DIGEST.fullmatch(name) or not _VERSION.fullmatch(first):
            raise InventoryError("it names a file in a way that no inventory does")
        if not rest.startswith("content/") or not is_safe(path):
            raise InventoryError("it names a file that is not its own")
    for version in inventory.versions:
        if not all(map(is_safe, version.state)):
            raise InventoryError("it names a file that is not its own")
        if not set(version.state.values()) <= set(inventory.manifest):
            raise InventoryError("it lacks the place of a file")
