"""What cannot be taken as a text is refused with a sentence that says what to do; nothing is fetched or unpacked."""

import socket
from collections.abc import Callable
from typing import Any

import pytest

from edition import intake
from edition.intake import errors, wording
from tests.support.docx import ROOT, document, docx, run

TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>{}</p></body></text></TEI>'
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(10))
XXE = '<!DOCTYPE TEI [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
INCLUDED = TEI.format('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd" parse="text"/>')
LAUGHED = f"<!DOCTYPE a [{LAUGHS}]>" + document(run("&l9;"))


def elsewhere(name: str, words: str) -> dict[str, str]:
    """Return parts by which the document of a DOCX is the one of this name, and not word/document.xml."""
    return {"_rels/.rels": ROOT.replace("word/document.xml", name), name: words}


FILES: dict[str, tuple[bytes | Callable[[], bytes], str, str]] = {
    "empty": (b"", "a.txt", "no-words"),
    "blanks": (b" \n\t\xc2\xa0\n", "a.txt", "no-words"),
    "format characters": ("\u200b\ufeff".encode(), "a.txt", "no-words"),
    "PDF as text": (b"%PDF-1.7\n...", "a.txt", "is-other"),
    "PNG as text": (b"\x89PNG\r\n\x1a\n\0\0", "a.txt", "is-other"),
    "ZIP as text": (b"PK\x03\x04" + bytes(40), "a.txt", "is-docx"),
    "old Word file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(40), "a.doc", "is-doc"),
    "binary as text": (bytes(range(1, 32)) * 20, "a.txt", "binary"),
    "noughts as text": (b"one\n" + bytes(9) + b"\xff", "a.txt", "nul"),
    "a large file": (b"a" * (intake.MAX_BYTES + 1), "a.txt", "too-large"),
    "a page of scripts": (b"<html><body><script>alert(1)</script></body></html>", "a.html", "no-words"),
    "a page of nothing": (b"<!doctype html>", "a.html", "no-words"),
    "a deep page": (b"<html>" + b"<div>" * 5_000 + b"words", "a.html", "too-deep"),
    "deep Markdown": (b"> " * 60 + b"words", "a.md", "too-deep"),
    "deep TEI": (TEI.format("<hi>" * 5_000 + "x" + "</hi>" * 5_000).encode(), "a.xml", "too-deep"),
    "billion laughs": (f"<!DOCTYPE TEI [{LAUGHS}]>{TEI.format('&l9;')}".encode(), "a.xml", "doctype"),
    "file by an entity": ((XXE + TEI.format("&x;")).encode(), "a.xml", "doctype"),
    "the same in UTF-16": ((XXE + TEI.format("&x;")).encode("utf-16"), "a.xml", "doctype"),
    "external DTD": (b'<!DOCTYPE TEI SYSTEM "http://192.0.2.1/x.dtd">' + TEI.encode(), "a.xml", "doctype"),
    "unknown entity": (TEI.format("&nbsp;").encode(), "a.xml", "not-xml"),
    "XInclude": (INCLUDED.encode(), "a.xml", "included"),
    "XML but no TEI": (b"<rss><item>words</item></rss>", "a.xml", "not-tei"),
    "bad XML": (TEI.replace("</p>", "").encode(), "a.xml", "not-xml"),
    "unknown encoding in XML": (b'<?xml version="1.0" encoding="no"?><a/>', "a.xml", "not-xml"),
    "text as DOCX": (b"words", "a.docx", "not-docx"),
    "another ZIP as DOCX": (lambda: docx("", {}).replace(b"word/document", b"word/dogument"), "a.docx", "not-docx"),
    "bad XML in DOCX": (lambda: docx("<w:document>"), "a.docx", "not-docx"),
    "entities in DOCX": (lambda: docx('<!DOCTYPE a [<!ENTITY l "x">]><a>&l;</a>'), "a.docx", "doctype"),
    "entities under another name": (
        lambda: docx(document(), elsewhere("word/media/a.png", LAUGHED)),
        "a.docx",
        "doctype",
    ),
    "many paragraphs in DOCX": (lambda: docx(document(*[""] * 20_001)), "a.docx", "many-blocks"),
    "many marks in DOCX": (lambda: docx(document("<w:r/>" * 150_000)), "a.docx", "packed"),
    "many paragraphs in HTML": (b"<p>a" * 20_001, "a.html", "many-blocks"),
    "many parts of a page": (b"<div>a</div>" * 20_001, "a.html", "many-blocks"),
    "many paragraphs in TEI": (TEI.format("a</p><p>" * 20_001).encode(), "a.xml", "many-blocks"),
    "deep DOCX": (lambda: docx('<w:a xmlns:w="x">' * 3_000 + "</w:a>" * 3_000), "a.docx", "too-deep"),
    "an empty DOCX": (lambda: docx(document(run(" "))), "a.docx", "no-words"),
    "a bomb of one part": (lambda: docx(document(), {"word/media/a.png": bytes(51 * 2**20)}), "a.docx", "bomb"),
    "a tight part": (lambda: docx(document(run(" " * 2**21))), "a.docx", "packed"),
    "many parts": (lambda: docx(document(), {f"word/{n}.xml": "<a/>" for n in range(2_001)}), "a.docx", "bomb"),
}


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any) -> None:
        raise AssertionError("Something was fetched.")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.parametrize(("data", "name", "code"), FILES.values(), ids=FILES)
def test_what_is_no_text_is_refused(data: bytes | Callable[[], bytes], name: str, code: str) -> None:
    with pytest.raises(intake.IntakeError) as refused:
        intake.read(data if isinstance(data, bytes) else data(), name)
    assert (refused.value.code, str(refused.value)) == (code, errors.SENTENCES[code] % refused.value.values)


@pytest.mark.parametrize(
    ("data", "choices", "sentence"),
    [
        (
            b"one\ntwo \xe9",
            {"declared": "utf-8"},
            "The file cannot be read as UTF-8: byte 9 in line 2 is 0xe9. "
            "Choose another encoding, or let it be found out.",
        ),
        (b"x", {"declared": "rot13"}, "“rot13” is no encoding that can be read here. Choose one of the list."),
        (b"x", {"declared": "idna\0"}, "“idna\0” is no encoding that can be read here. Choose one of the list."),
        (
            b"x",
            {"format": "rtf"},
            "“rtf” is no format that can be read here. Known are plain, markdown, html, tei, docx.",
        ),
        (b"{\\rtf1 x}", {}, "This is a RTF file and no text. Export its words as text, HTML or DOCX, and try again."),
    ],
)
def test_the_sentence_says_what_to_do(data: bytes, choices: dict[str, str], sentence: str) -> None:
    with pytest.raises(intake.IntakeError) as refused:
        intake.read(data, **choices)
    assert str(refused.value) == wording.sentence(refused.value) == sentence


def test_two_hundred_megabytes_are_refused_by_their_size_alone() -> None:
    with pytest.raises(intake.IntakeError, match="The file has 209,715,200 bytes"):
        intake.check_size(200 * 1024 * 1024)


def test_nothing_outside_a_docx_is_opened() -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r9" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" '
        'Target="http://192.0.2.1/" TargetMode="External"/></Relationships>'
    )
    link = '<w:hyperlink r:id="r9"><w:r><w:t>linked words</w:t></w:r></w:hyperlink>'
    reading = intake.read(docx(document(link), {"word/_rels/document.xml.rels": relations}), "a.docx")
    assert reading.text == "linked words\n"
