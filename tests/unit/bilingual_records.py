"""Pairs of records in XML, one a translation of the other, for the tests of both side by side."""

from __future__ import annotations

from tests.unit.render_notes import note_xml

from minutebook.bilingual import Together, render_together
from minutebook.pandoc import open_engine
from minutebook.render import HouseFiles, Manner, load_house

_PEOPLE = (
    '<people><person key="RL" role="chair" attendance="present"><name>{0}</name></person>'
    '<person key="AM" attendance="present"><name>{1}</name></person></people>'
)
_BUSINESS = """<sessions>
<session id="{0}" number="1"><title>{1}</title><items>
<decision id="D1"><body><p>{2}</p></body></decision>
<transcript><body><turn person="AM"><p>{3}</p></turn></body></transcript>
<motion><body><p>{4}</p></body><vote for="5" against="1"/></motion>
<text><body><table><head><cell>{5}</cell><cell align="right">7</cell></head>
<row><cell>{6}</cell><cell align="right">1,212</cell></row></table></body></text>
<action id="A1" due="2026-05-31" arises-from="D1"><body><p>{7}</p></body><owner person="AM"/>
</action>
<action><body><p>{8}</p></body></action>
</items><sessions><session><title>{9}</title><body><p>{10}</p></body></session></sessions></session>
</sessions>"""
_ENGLISH = (
    *("counts", "Count of pedestrians", "The counter is installed.", "When is that?"),
    *("To extend the trial.", "Street", "Mill Street", "Ask for a price.", "Write to all."),
    *("The bridge", "It was seen."),
)
_HEBREW = (
    *("sfirot", "ספירת הולכי הרגל", "המונה יותקן.", "מתי זה?", "להאריך את הניסוי.", "רחוב"),
    *("רחוב הטחנה", "לבקש הצעת מחיר.", "לכתוב לכולם.", "הגשר", "הוא נראה."),
)


def english(attributes: str = 'language="en-GB"', *, more: str = "") -> bytes:
    """The English record of the pair."""
    inner = _PEOPLE.format("Ruth Lavi", "Amir Mansour") + _BUSINESS.format(*_ENGLISH) + more
    return note_xml(inner, attributes=attributes, title="Roads committee")


def hebrew(attributes: str = 'language="he"', *, more: str = "") -> bytes:
    """The Hebrew record of the pair, whose first session has another id."""
    inner = _PEOPLE.format("רות לביא", "אמיר מנסור") + _BUSINESS.format(*_HEBREW) + more
    return note_xml(inner, attributes=attributes, title="ועדת הכבישים")


def together(
    first: bytes,
    second: bytes,
    *,
    formats: tuple[str, ...] = ("html", "docx", "txt"),
    manner: Manner | None = None,
    house: HouseFiles | None = None,
) -> Together:
    """Render a pair by pandoc."""
    files = house or load_house()
    with open_engine("worker", files.pandoc_house()) as engine:
        return render_together(
            (first, second), formats=formats, engine=engine, house=files, manner=manner or Manner()
        )
