"""The schema as shapes: every field has its place in the XML, and no two share one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minutebook.grammar import xsd_text
from minutebook.model import Block, Choice, Keyed, Listing, Shape, record_shape
from minutebook.schemas import schema_root, xsd

if TYPE_CHECKING:
    from collections.abc import Iterator


def blocks() -> list[Block]:
    """Every block of the schema, once."""
    found: dict[int, Block] = {}

    def walk(shape: Shape) -> Iterator[Block]:
        if isinstance(shape, Listing | Keyed):
            yield from walk(shape.entry)
        elif isinstance(shape, Choice):
            for block in shape.kinds.values():
                yield from walk(block)
        elif isinstance(shape, Block) and id(shape) not in found:
            found[id(shape)] = shape
            for part in shape.fields.values():
                yield from walk(part.shape)

    list(walk(record_shape()))
    return list(found.values())


def test_no_two_fields_of_a_block_have_one_place_in_the_xml() -> None:
    """Else the reader could not tell them apart."""
    for block in blocks():
        attributes = [part.xml_name for part in block.fields.values() if part.attribute]
        elements = [
            part.shape.entry_name
            if isinstance(part.shape, Listing) and not part.wrapped
            else part.xml_name
            for part in block.fields.values()
            if not part.attribute
        ]
        assert len(set(attributes)) == len(attributes), block.name
        assert len(set(elements)) == len(elements), block.name


def test_every_list_and_key_has_a_name_for_its_entries() -> None:
    """An entry without a name could not be written; items are named by their kind."""
    for block in blocks():
        for part in block.fields.values():
            if isinstance(part.shape, Listing) and not isinstance(part.shape.entry, Choice):
                assert part.shape.entry_name, f"{block.name}.{part.key}"


def test_the_xsd_is_up_to_date_and_compiles() -> None:
    """The committed grammar is the one that the schema makes."""
    committed = (schema_root() / "meeting-record.xsd").read_text(encoding="utf-8")
    assert committed == xsd_text()
    assert xsd() is not None


def test_a_session_short_form_is_for_fixed_places_only() -> None:
    """`background` may be one text; an entry of `sessions` may not."""
    fields = record_shape().fields
    listing = fields["sessions"].shape
    assert isinstance(listing, Listing)
    assert isinstance(listing.entry, Block)
    assert listing.entry.short is None
    background = fields["background"].shape
    assert isinstance(background, Block)
    assert background.short == "text"
