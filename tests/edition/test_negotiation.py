"""Accept headers: which of the forms of a page is wanted (RFC 9110, 12.5.1)."""

import pytest

from edition.negotiation import _RANGES, choose, ranges, rank, takes_page

BIBTEX, CSL = "application/x-bibtex", "application/vnd.citationstyles.csl+json"
APA, MLA = "text/x-bibliography; style=apa", "text/x-bibliography; style=mla"
OFFERED = ["text/html", BIBTEX, CSL, APA, MLA, "application/pdf"]
CHROME = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", "text/html"),
        ("*/*", "text/html"),
        ("nonsense", "text/html"),
        (CHROME, "text/html"),
        ("image/gif, image/jpeg, */*", "text/html"),
        ("text/*", "text/html"),
        ("application/xhtml+xml", "text/html"),
        ("TEXT/HTML;Q=0.9, */*;q=0.1", "text/html"),
        (BIBTEX, BIBTEX),
        ("Application/X-BibTeX", BIBTEX),
        ("application/*", BIBTEX),
        ("application/json", CSL),
        ("application/json, text/plain, */*", CSL),
        ("text/html;q=0.2, application/x-bibtex;q=0.9", BIBTEX),
        ("text/html;q=0.9, application/x-bibtex;q=0.2", "text/html"),
        ("text/html, application/x-bibtex", "text/html"),
        ("application/x-bibtex;q=0, */*", "text/html"),
        ("text/html;q=0, */*", BIBTEX),
        ("text/*;q=0, */*;q=0.1", BIBTEX),
        ("text/x-bibliography", APA),
        ("text/x-bibliography; style=mla", MLA),
        ('text/x-bibliography;style="mla";locale=fr-FR', MLA),
        ("text/x-bibliography; style=mla; q=0.5, text/x-bibliography; q=0.4", MLA),
        ("text/x-bibliography; style=apa; q=0.1, text/x-bibliography", MLA),
        (f"{CSL}; charset=utf-8", CSL),
        ('image/png;x="a,b;q=1", application/pdf;q=0.3', "application/pdf"),
        ("text/x-bibliography; style=nature", None),
        ("image/png", None),
        ("text/html;q=0", None),
        ("*/*;q=0", None),
        ("text/html; level=1", None),
    ],
)
def test_what_is_wanted_most_is_chosen(accept: str, chosen: str | None):
    place = choose(accept, OFFERED)
    assert (None if place is None else OFFERED[place]) == chosen


@pytest.mark.parametrize(
    ("media_type", "quality"),
    [
        ("text/html;level=1", 1.0),
        ("text/html", 0.7),
        ("text/plain", 0.3),
        ("image/jpeg", 0.5),
        ("text/html;level=2", 0.4),
        ("text/html;level=3", 0.7),
    ],
)
def test_the_example_of_the_standard(media_type: str, quality: float):
    accept = "text/*;q=0.3, text/html;q=0.7, text/html;level=1, text/html;level=2;q=0.4, */*;q=0.5"
    assert rank(accept, media_type)[0] == quality


@pytest.mark.parametrize("accept", ["text/html", "*/*", CHROME, "", "x", "text/*, text/html;q=0.9", "text/html, a/b"])
def test_the_page_is_given_only_where_nothing_else_can_be_wanted_more(accept: str):
    html = choose(accept, OFFERED) == 0
    assert html or not takes_page(accept)
    assert takes_page(accept) is (accept != "text/*, text/html;q=0.9")


@pytest.mark.parametrize("accept", [BIBTEX, "text/html;q=0.1, a/b", "text/html;q=0", "a/b, */*;q=0.1"])
def test_who_may_want_something_else_is_asked_further(accept: str):
    assert takes_page(accept) is False


@pytest.mark.parametrize(
    "accept", ['text/html;a="', "text/;q=1", "/html", "*/html", ";;;,,,", "a/b;q=x;q=0", "," * 9000, '"' + '\\"' * 4000]
)
def test_what_is_no_header_hurts_nobody(accept: str):
    assert all(0 <= one.quality <= 1 for one in ranges(accept))


@pytest.mark.parametrize("end", ["", '"', "\\", ", a/b"])
def test_a_quotation_that_is_not_closed_is_read_once(end: str):
    """It was begun anew at each of its signs, which took a second for one long header."""
    header = '"' + '\\"' * 1000 + end
    assert _RANGES.findall(header) == [header]
