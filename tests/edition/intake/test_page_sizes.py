"""How many words stand in what of a page: asked once, however deep its parts are nested."""

from collections import Counter

import pytest
from lxml.etree import _Element as Element

from edition import intake
from edition.intake import html, html_context

PAGE = "<body><div><article><p>four<b> and</b></p><ul><li>none</li></ul><div><p>six</p> no</div></article></div></body>"


def test_the_size_of_a_part_is_that_of_its_paragraphs() -> None:
    body = html.parse(PAGE).find("body")
    assert body is not None
    sizes = html_context.sizes(body)
    found = [(one.tag, sizes[one]) for one in body.iter()]
    assert found == [
        ("body", 11), ("div", 11), ("article", 11), ("p", 8), ("b", 0), ("ul", 0), ("li", 0), ("div", 3), ("p", 3),
    ]  # fmt: skip


def test_the_sizes_of_a_page_are_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    sizes = html_context.sizes

    def counted(body: Element) -> Counter[Element]:
        asked.append(str(body.tag))
        return sizes(body)

    monkeypatch.setattr(html_context, "sizes", counted)
    page = "<body>" + "<article>" * 90 + "<p>Words.</p>" * 90 + "</article>" * 90
    assert len(intake.read(page.encode(), "a.html").blocks) == 90
    assert asked == ["body"]


def test_cells_that_lay_out_a_page_are_told_from_those_of_a_table() -> None:
    page = "<table><tr><td><p>1</p></td><td>a</td></tr><tr><td><p>2</p><p>b</p></td><td>c</td></tr></table>"
    assert intake.read(page.encode(), "a.html").text == "1\ta\n\n2\n\nb\n\nc\n"
