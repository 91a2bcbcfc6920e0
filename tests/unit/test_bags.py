"""Bags: what each fault of one is, and that a second opinion has the same."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

import pytest
from tests.unit.stores import judge as a_judge

from minutebook.bags import is_bag, judge_bag
from minutebook.errors import Severity

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def bag(
    folder: Path, *, version: str = "1.0", names: tuple[str, ...] = ("a.txt", "b/c.txt")
) -> Path:
    """Write a sound bag."""
    root = folder / "bag"
    lines = []
    for name in names:
        path = root / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
        spelled = name.replace("%", "%25") if version == "1.0" else name
        lines.append(f"{hashlib.sha256(name.encode()).hexdigest()}  data/{spelled}\n")
    (root / "manifest-sha256.txt").write_text("".join(lines))
    declaration = f"BagIt-Version: {version}\nTag-File-Character-Encoding: UTF-8\n"
    (root / "bagit.txt").write_text(declaration)
    size = sum(len(name.encode()) for name in names)
    (root / "bag-info.txt").write_text(f"Payload-Oxum: {size}.{len(names)}\n")
    tags = "".join(
        f"{hashlib.sha256((root / name).read_bytes()).hexdigest()}  {name}\n"
        for name in ("bag-info.txt", "bagit.txt", "manifest-sha256.txt")
    )
    (root / "tagmanifest-sha256.txt").write_text(tags)
    return root


def judge(root: Path) -> list[str]:
    """The codes of what is wrong with a bag."""
    return sorted({one.code for one in judge_bag(root).findings})


def second_opinion(root: Path) -> bool:
    """Ask the library of the Library of Congress; ourselves where it is not installed."""
    bagit = a_judge("bagit")
    if bagit is None:
        return not any(one.severity is Severity.ERROR for one in judge_bag(root).findings)
    try:
        return bool(bagit.Bag(str(root)).is_valid())
    except bagit.BagError:
        return False


def test_a_sound_bag(tmp_path: Path) -> None:
    """Nothing is said of it, and it is counted."""
    root = bag(tmp_path)
    judged = judge_bag(root)
    assert (judged.findings, judged.files, is_bag(root)) == ([], 5, True)
    assert second_opinion(root)


def _flip(path: Path, bit: int) -> None:
    data = bytearray(path.read_bytes())
    data[bit // 8] ^= 1 << (bit % 8)
    path.write_bytes(bytes(data))


@pytest.mark.parametrize("name", ["data/a.txt", "data/b/c.txt"])
def test_every_flipped_bit_is_seen(tmp_path: Path, name: str) -> None:
    """Of the contents, one by one; the second opinion agrees."""
    root = bag(tmp_path)
    for bit in range(len((root / name).read_bytes()) * 8):
        _flip(root / name, bit)
        assert judge(root) == ["E880"]
        assert not second_opinion(root)
        _flip(root / name, bit)
    assert judge(root) == []


@pytest.mark.parametrize(
    "name", ["bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"]
)
def test_flipped_bits_of_the_lists_are_seen(tmp_path: Path, name: str) -> None:
    """Also of the bag's own files, wherever the bit is; `a` and `A` are one digit."""
    root = bag(tmp_path)
    data = (root / name).read_bytes()
    for bit in range(len(data) * 8):
        if bit % 8 == 5 and data[bit // 8 : bit // 8 + 1] in b"abcdef":
            continue
        _flip(root / name, bit)
        found = judge_bag(root).findings
        assert any(one.severity is Severity.ERROR for one in found), bit
        _flip(root / name, bit)


@pytest.mark.parametrize(
    ("harm", "expected"),
    [
        (lambda root: (root / "data/a.txt").unlink(), ["E881", "E884"]),
        (lambda root: (root / "data/x.txt").write_text("x"), ["E882", "E884"]),
        (lambda root: (root / "data/a.txt").rename(root / "data/x.txt"), ["E881", "E882"]),
        (lambda root: (root / "bag-info.txt").unlink(), ["E881"]),
        (lambda root: (root / "bagit.txt").unlink(), ["E884"]),
        (lambda root: (root / "data/link").symlink_to("/etc/passwd"), ["E885"]),
        (lambda root: (root / "data/up").symlink_to(".."), ["E885"]),
        (lambda root: os.mkfifo(root / "data/pipe"), ["E885"]),
    ],
)
def test_harm_is_named(tmp_path: Path, harm: Callable[[Path], object], expected: list[str]) -> None:
    """A file that is missing, added, renamed, or no file."""
    root = bag(tmp_path)
    harm(root)
    assert judge(root) == expected
    if "pipe" not in "".join(path.name for path in root.rglob("*")):
        assert not second_opinion(root) or expected == ["E885"]


@pytest.mark.parametrize(
    "path",
    [
        "data/../../x",
        "../x",
        "/etc/passwd",
        "~/x",
        "~root/x",
        "data/./a.txt",
        "data//a.txt",
        "data/%2e%2e/x",
        "data/a%",
        "C:\\x",
        "\\\\?\\UNC\\x",
        "data",
        "data/",
        "bagit.txt",
    ],
)
def test_no_path_leads_out(tmp_path: Path, path: str) -> None:
    """However it is spelled, in a list or among what is to be fetched."""
    root = bag(tmp_path)
    manifest = root / "manifest-sha256.txt"
    (root / "tagmanifest-sha256.txt").unlink()
    before = manifest.read_text()
    manifest.write_text(before + f"{'0' * 64}  {path}\n")
    assert "E885" in judge(root)
    manifest.write_text(before)
    (root / "fetch.txt").write_text(f"https://example.org/ - {path}\n")
    assert judge(root) == ["E885"]


@pytest.mark.parametrize(("one", "other"), [("A.txt", "a.txt"), ("é.txt", "e\u0301.txt")])
def test_names_that_some_systems_take_for_one(tmp_path: Path, one: str, other: str) -> None:
    """Version 1.0 refuses them; in earlier ones they are an oddity."""
    assert judge(bag(tmp_path / "new", names=(one, other))) == ["E884"]
    assert judge(bag(tmp_path / "old", names=(one, other), version="0.97")) == ["W880"]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("bagit.txt", "BagIt-Version : 1.0\nTag-File-Character-Encoding: UTF-8\n", ["E884"]),
        ("bagit.txt", "\ufeffBagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", ["E884"]),
        ("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: rot13\n", ["E884"]),
        ("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: \0\n", ["E884"]),
        ("bag-info.txt", "Payload-Oxum: 1.1\n", ["E884"]),
        ("manifest-sha256.txt", "", ["E882"]),
        ("manifest-sha256.txt", "rubbish\n", ["E882", "E884"]),
        ("manifest-md99.txt", "rubbish\n", ["E884"]),
        ("fetch.txt", "rubbish\n", ["E884"]),
    ],
)
def test_the_bags_own_files(tmp_path: Path, name: str, text: str, expected: list[str]) -> None:
    """What they must say is asked for."""
    root = bag(tmp_path)
    (root / "tagmanifest-sha256.txt").unlink()
    (root / name).write_text(text)
    assert judge(root) == expected


def test_text_in_another_encoding(tmp_path: Path) -> None:
    """Lists that are not in the encoding that the bag names are told of."""
    root = bag(tmp_path)
    (root / "tagmanifest-sha256.txt").unlink()
    (root / "manifest-sha256.txt").write_bytes(b"\xff\xfe")
    assert judge(root) == ["E882", "E884"]


def test_spelled_names_are_read(tmp_path: Path) -> None:
    """A percent sign is spelled in version 1.0."""
    assert judge(bag(tmp_path, names=("100%.txt", "line\nbreak")[:1])) == []


def test_an_empty_folder_is_no_bag(tmp_path: Path) -> None:
    """Nor is it judged to be one."""
    assert not is_bag(tmp_path)
    assert judge(tmp_path) == ["E884"]
