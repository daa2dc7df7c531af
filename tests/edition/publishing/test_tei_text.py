"""The `text` of a TEI file: whatever the words, they come back, and the schema finds nothing wrong."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from edition.intake import IntakeError
from edition.publishing import tei_text
from edition.publishing.tei_text import Correction, Stretch, Woven
from edition.publishing.tei_xml import NAMESPACE, element
from edition.texts import anchors
from edition.texts.segmentation import ROLES, segment
from tests.support import tei

HARD = ("\u00a0", "\u200f", "\ufeff", "\ufffe", "\x01", "\x0b", "\x0c", "\x85", "\u2028", "\r", "\r\n", "\n \t\n")
SIGNS = st.sampled_from(["a", "word ", "é", "وزیر", "🙂", "&", "<", "]]>", "'", "\n", "\n\n", "\t", " ", *HARD])


def as_file(woven: Woven) -> bytes:
    """Return a whole TEI file around a text."""
    root = element("TEI")
    root.append(woven.element)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def stretches(text: str, roles: list[str]) -> list[Stretch]:
    """Return the passages of a text, with these roles in turn."""
    blocks = segment(text)
    chosen = [roles[at % len(roles)] for at in range(len(blocks))]
    return [
        Stretch(anchor, role, block.start, block.end)
        for anchor, role, block in zip(anchors.number(chosen), chosen, blocks, strict=True)
    ]


def valid(root: etree._Element) -> list[str]:
    """Return the errors of the schema in a `text`, within the least of a TEI file."""
    head = (
        f'<TEI xmlns="{NAMESPACE}"><teiHeader><fileDesc><titleStmt><title>A</title></titleStmt><publicationStmt>'
        "<publisher>A</publisher></publicationStmt><sourceDesc><p>A</p></sourceDesc></fileDesc></teiHeader></TEI>"
    )
    whole = etree.fromstring(head)
    whole.append(root)
    return tei.errors(whole)


@settings(max_examples=60)
@given(st.lists(SIGNS, min_size=1, max_size=40).map("".join), st.lists(st.sampled_from(ROLES), min_size=1), st.data())
def test_whatever_the_words_they_come_back(text: str, roles: list[str], data: st.DataObject) -> None:
    passages = stretches(text, roles)
    if not passages:
        return
    ends = st.integers(0, len(text) - 1).flatmap(
        lambda start: st.tuples(st.just(start), st.integers(start + 1, len(text)))
    )
    spans = [
        span
        for span in data.draw(st.lists(ends, max_size=5))
        if any(p.start < span[1] and span[0] < p.end for p in passages)
    ]
    corrections = [Correction(*span, reading, f"note-{at}") for at, span in enumerate(spans) for reading in ["\x02r\r"]]
    woven = tei_text.weave(text, passages, spans, corrections, "ur")
    written = as_file(woven)
    assert tei_text.read(written) == text
    assert tei_text.passages(tei_text.text_of(etree.fromstring(written))) == passages
    for start, end in spans:
        inside = "".join(
            text[max(start, p.start) : min(end, p.end)] for p in passages if p.start < end and start < p.end
        )
        pieces = [tei.find(woven.element, "//*[@xml:id = $id]", id=name)[0] for name in woven.pieces[start, end]]
        assert "".join(map(tei_text.content, pieces)) == inside


TEXT = "Kicker\n\nTitle\n\nFirst words here.\n\nHead\n\none\n\ntwo\n\nPage 4\n\nlast"
ROLES_OF_TEXT = ["kicker", "title", "body", "heading", "list-item", "list-item", "furniture", "body"]


def test_each_passage_is_the_element_of_its_role() -> None:
    woven = tei_text.weave(TEXT, stretches(TEXT, ROLES_OF_TEXT))
    passages = tei.find(woven.element, "//*[@n]")
    found = [(tei_text.local(one.getparent()), tei_text.local(one), one.get("n")) for one in passages]
    assert found == [
        ("front", "titlePart", "t1"),
        ("front", "titlePart", "t2"),
        ("body", "p", "p1"),
        ("div", "head", "p2"),
        ("list", "item", "p3"),
        ("list", "item", "p4"),
        ("div", "fw", "x1"),
        ("div", "p", "p5"),
    ]


def test_a_reading_stands_in_place_unless_it_is_over_another() -> None:
    passages = stretches(TEXT, ROLES_OF_TEXT)
    first, start = TEXT.index("First"), TEXT.index("words")
    corrections = [
        Correction(first, first + 5, "1st", "note-1"),
        Correction(first, start + 5, "1st word", "note-2"),
        Correction(start + 6, start + 10, "there", "note-3"),
        Correction(start + 6, TEXT.index("Head") + 4, "over two passages", "note-4"),
    ]
    woven = tei_text.weave(TEXT, passages, [one[:2] for one in corrections], corrections)
    assert woven.in_place == {"note-1", "note-3"}
    paragraph = tei.find(woven.element, ".//t:p")[0]
    assert tei.find(paragraph, "t:choice/t:corr/text()") == ["1st", "there"]
    assert "".join(tei.find(paragraph, ".//text()")) == "First1st words herethere."
    assert tei_text.content(paragraph) == "First words here."


@pytest.mark.parametrize("order", [ROLES, ROLES[::-1], ROLES[3:] + ROLES[:3], ["furniture"], ["heading"], ["summary"]])
def test_the_schema_finds_nothing_wrong(order: list[str]) -> None:
    text = "\n\n".join(f"<{sign}words{sign}>" for sign in HARD)
    passages = stretches(text, list(order))
    written = as_file(tei_text.weave(text, passages, [(0, 9), (2, 40)], [Correction(1, 3, "\x02\r", "note-1")], "ur"))
    assert tei_text.read(written) == text
    assert valid(etree.fromstring(written)[0]) == []


@pytest.mark.parametrize("data", [b"<p/>", b"<!DOCTYPE TEI SYSTEM 'http://example.org/x'><TEI/>", b"no xml"])
def test_what_is_no_such_file_is_refused(data: bytes) -> None:
    with pytest.raises(IntakeError):
        tei_text.read(data)
