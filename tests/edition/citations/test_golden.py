"""The citations of 28 hard items in every style are those of citeproc-js, but for the differences explained here."""

import json

import pytest

from edition.citations.inlines import plain_text
from edition.citations.styles import STYLES, format_all
from tests.support.citeproc import RECORDS, STORE, in_short, make, stamp

STORED = json.loads(STORE.read_text(encoding="utf-8"))

NOT_LISTED = "The style lists no such thing; its entry is the citation, for a reader who copies it."
MARKUP = "citeproc-js changes capitals inside angle brackets, which it takes for markup; here they are words."
TITLE = "“The ‘Great Game’, <i>again</i> & ‘Again’: X < y; 100% *Sure*?"
# (style, item, entry or citation): why it differs, and what it is here.
DIFFERENCES = {
    ("apa", "personal-communication", "entry"): (
        NOT_LISTED,
        "(T. Fatemi, personal communication, April 17, 2013)",
    ),
    ("chicago-author-date", "personal-communication", "entry"): (
        NOT_LISTED,
        "(Tariq Fatemi to Asif Manzoor, “Letter to the Editors”)",
    ),
    ("chicago-notes", "personal-communication", "entry"): (
        NOT_LISTED,
        "Tariq Fatemi “Letter to the Editors,” to Asif Manzoor, April 17, 2013.",
    ),
    ("chicago-notes", "nothing-known", "entry"): (
        NOT_LISTED,
        "“Untitled Typescript on the Friendship Treaty,” n.d.",
    ),
    ("mla", "hostile-title", "entry"): (
        MARKUP,
        f"O’Neil, Kevin. {TITLE}” <i>Politics & Society</i>, vol. 3, no. 1/2, 1999, p. e12.",
    ),
    ("chicago-author-date", "hostile-title", "entry"): (
        MARKUP,
        f"O’Neil, Kevin. 1999. {TITLE}” <i>Politics & Society</i> 3 (1/2): e12.",
    ),
    ("chicago-notes", "hostile-title", "entry"): (
        MARKUP,
        f"O’Neil, Kevin. {TITLE}” <i>Politics & Society</i> 3, no. 1/2 (1999): e12.",
    ),
    ("chicago-notes", "hostile-title", "citation"): (
        MARKUP,
        f"Kevin O’Neil, {TITLE},” <i>Politics & Society</i> 3, no. 1/2 (1999): e12.",
    ),
}


@pytest.mark.parametrize("style", STYLES)
def test_every_string_is_that_of_citeproc_js_or_explained(style):
    ours: dict[tuple[str, str], str] = {}
    oracle = STORED["citations"][style]
    for record, one in zip(RECORDS, format_all(RECORDS, style), strict=True):
        ours |= {(record.key, "entry"): in_short(one.html), (record.key, "citation"): in_short(one.inline_html)}
        assert (plain_text(one.html), plain_text(one.inline_html)) == (one.text, one.inline)
    different = {(style, *place): text for place, text in ours.items() if text != oracle[place[0]][place[1]]}
    assert different == {place: text for place, (_why, text) in DIFFERENCES.items() if place[0] == style}


def test_the_store_was_made_of_these_items_styles_and_locales():
    assert STORED["made_of"] == stamp()
    # APA and Chicago take citeproc-js seconds to read.
    quick = ["mla", "harvard", "ieee", "vancouver"]
    assert make(quick) == {style: STORED["citations"][style] for style in quick}
