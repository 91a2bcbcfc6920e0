"""A bag is checked and read with nothing but xmllint, xsltproc and sha512sum."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from tests.unit.stores import put

from minutebook.office import Office
from minutebook.pandoc import find_pandoc
from minutebook.store import find_record, open_store
from minutebook.transfer import parcel_of, write_transfer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ID = "opm-data-sharing-2014-10-22-plenary"


def test_the_reference_note_is_read_from_its_bag(
    shared: Path, tmp_path: Path, require: Callable[[str], str]
) -> None:
    """Its XML validates, and the page keeps every sentence and every fact."""
    note = (shared / "real" / "plenary-2014-10-22.yaml").read_text(encoding="utf-8")
    put(tmp_path / "store", note)
    kept = find_record(open_store(tmp_path / "store"), ID)
    parcel, _ = parcel_of(kept, Office())
    write_transfer(tmp_path / "bag", [parcel], render=lambda _: {}, program="minutebook test")
    bag, page, text = tmp_path / "bag", tmp_path / "page.html", tmp_path / "page.txt"
    xml, schema = bag / "data" / "records" / ID / f"{ID}.xml", bag / "data" / "schema"

    def run(program: str, *arguments: object) -> subprocess.CompletedProcess[str]:
        command = [require(program), *map(str, arguments)]
        return subprocess.run(command, cwd=bag, capture_output=True, text=True, check=True)

    run("sha512sum", "--check", "--quiet", "manifest-sha512.txt", "tagmanifest-sha512.txt")
    said = run("xmllint", "--noout", "--schema", schema / "meeting-record.xsd", xml).stderr
    assert said == f"{xml} validates\n"
    run("xsltproc", "--nonet", "-o", page, schema / "meeting-record-to-html.xsl", xml)
    pandoc = [str(find_pandoc().path), "-f", "html", "-t", "plain", "--wrap=none"]
    subprocess.run([*pandoc, "-o", str(text), str(page)], check=True)
    fidelity = [sys.executable, str(shared / "checks" / "fidelity")]
    source = str(shared / "real" / "plenary-2014-10-22.txt")
    told = subprocess.run(
        [*fidelity, source, str(text)], capture_output=True, text=True, check=False
    )
    assert told.stdout.splitlines()[-1] == "kept 98 of 98, facts 12 of 12", told.stdout
