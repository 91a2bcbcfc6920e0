"""What a page is given after pandoc: styles, policy, running head, data and folds."""

from __future__ import annotations

import base64
import hashlib
import json
import re

import pytest

from minutebook.render.page import (
    NOTHING,
    PageParts,
    css_string,
    dressed_page,
    json_for_a_page,
    running_head,
)

PAGE = (
    b"<meta content=\"style-src 'house-styles'\">"
    b'<script type="application/ld+json"></script><style></style><body>'
)
HOSTILE = '</style></script><!-- \u2028\u2029 "\\ \n & é'


def styles_of(page: bytes) -> list[bytes]:
    """Read the style sheets of a page."""
    return re.findall(rb"<style>(.*?)</style>", page, re.DOTALL)


def digests_of(page: bytes) -> list[bytes]:
    """Read the digests that its policy lets in."""
    return re.findall(rb"'sha256-([A-Za-z0-9+/=]+)'", page)


@pytest.mark.parametrize("parts", [NOTHING, PageParts(title=HOSTILE, reference=HOSTILE)])
def test_the_policy_lets_in_the_styles_of_the_page_alone(parts: PageParts) -> None:
    """By the digest of each, byte for byte as a browser computes it."""
    page = dressed_page(PAGE, "a::b { content: '$5 é' }".encode(), parts)
    expected = [base64.b64encode(hashlib.sha256(style).digest()) for style in styles_of(page)]
    assert digests_of(page) == expected
    assert len(expected) == (2 if parts.title else 1)


def test_only_the_template_s_own_places_are_filled() -> None:
    """Words like a place, further down, are words."""
    page = dressed_page(PAGE + b"'house-styles' is said", b"p {}", NOTHING)
    assert page.endswith(b"<body>'house-styles' is said")
    assert b"ld+json" not in page


def test_no_sign_of_a_title_ends_the_running_head() -> None:
    """Each that is no letter, digit or blank is written by its number."""
    written = css_string(HOSTILE + "\0")
    assert re.fullmatch(r'"(?:[A-Za-z0-9 ]|\\[0-9a-f]+ )*"', written)
    head = running_head(PageParts(title="A", reference="r-1"))
    assert '@top-left { content: "A"; } @top-right { content: "r\\2d 1"; }' in head
    turned = running_head(PageParts(title="A", reference="r", is_right_to_left=True))
    assert '@top-right { content: "A"; } @top-left { content: "r"; }' in turned


def test_a_long_title_is_cut_at_a_blank() -> None:
    """The running head has one line."""
    head = running_head(PageParts(title="word " * 40, reference=""))
    assert 'word word \\2026 "' in head
    assert len(head) < 400


def test_data_cannot_leave_its_element() -> None:
    """And is read back as it was."""
    text = json_for_a_page({"name": HOSTILE})
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text) == {"name": HOSTILE}


def test_a_marked_list_becomes_one_that_folds() -> None:
    """And no other block does."""
    inner = b'<div class="people">\n<ul>\n<li>A</li>\n</ul>\n</div>'
    folded = (
        b'<div class="fold">\n<div class="fold-words">\n<p>Names (1)</p>\n</div>\n'
        + inner
        + b'\n<div class="fold-end">\n\n</div>\n</div>'
    )
    page = dressed_page(PAGE + folded + inner, b"", NOTHING)
    expected = b'<details class="fold">\n<summary>Names (1)</summary>\n' + inner + b"\n</details>"
    assert page.endswith(expected + inner)
