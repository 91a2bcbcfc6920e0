"""The words of HTML: of a whole page, to prove that none was lost, and of a scrap of markup.

Nothing in this module uses pandoc: a proof must not share the faults of what it proves.
"""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

from minutebook.markdown.names import HTML_ELEMENTS

_TAG = re.compile(r"(?<!\\)</?([A-Za-z][A-Za-z0-9]*)(?:\s[^<>]*)?/?>")
_COMMENT = re.compile(r"(?<!\\)<!--.*?(?:-->|$)", re.DOTALL)
_UNSHOWN = frozenset({"script", "style", "template", "noscript", "title", "head"})
_APART = frozenset(
    {
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "br",
            "dd",
            "div",
            "dl",
            "dt",
            "footer",
            "header",
        ),
        *(
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "hr",
            "li",
            "main",
            "nav",
            "ol",
            "p",
            "pre",
            "section",
        ),
        *("table", "td", "th", "tr", "ul"),
    }
)


def is_comment(markup: str) -> bool:
    """Say whether markup is a comment and nothing else."""
    return markup.lstrip().startswith("<!--") and not _COMMENT.sub("", markup).strip()


def html_text(markup: str) -> str:
    """
    Take the tags out of a scrap of HTML.

    Args:
        markup: As it stands in a Markdown note.

    Returns:
        Its text, with character references resolved; what is no element stays.
    """
    without = _COMMENT.sub(" ", markup)
    return unescape(_TAG.sub(_without, without))


def _without(tag: re.Match[str]) -> str:
    name = tag[1].lower()
    if name not in HTML_ELEMENTS or name == "script":
        return tag[0]
    return "\n" if name in _APART else ""


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self._unshown: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSHOWN:
            self._unshown.append(tag)
        if tag == "body":
            self._unshown.clear()
        if tag in _APART:
            self.texts.append("\n")
        if tag == "img":
            self.texts.append(next((value or "" for key, value in attrs if key == "alt"), ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in self._unshown:
            del self._unshown[self._unshown.index(tag) :]
        if tag in _APART:
            self.texts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unshown:
            self.texts.append(data)


def page_text(page: str) -> str:
    """
    Give what is to be read on a page.

    Args:
        page: A whole HTML file.

    Returns:
        The text of its body, and the words that stand for its images.
    """
    reader = _Page()
    reader.feed(page)
    reader.close()
    return "".join(reader.texts)
