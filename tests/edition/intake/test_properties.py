"""Whatever is given: a text that its bytes prove, tiled by its passages, or a refusal."""

from html import escape

from hypothesis import given
from hypothesis import strategies as st

from edition import intake
from edition.texts.segmentation import check_tiling

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=80)
TAGS = st.sampled_from(["p", "div", "li", "td", "h1", "pre", "blockquote", "br", "b", "script", "nav", "article"])


def taken(data: bytes, format_: str, declared: str | None = None) -> intake.Reading | None:
    try:
        reading = intake.read(data, format=format_, declared=declared)
    except intake.IntakeError:
        return None
    check_tiling(reading.text, [(block.start, block.end) for block in intake.propose(reading)])
    assert intake.reread(data, reading.encoding) == reading.text
    return reading


@given(st.binary(max_size=300), st.sampled_from(intake.FORMATS))
def test_any_bytes_are_read_or_refused(data: bytes, format_: str) -> None:
    taken(data, format_)


@given(WORDS)
def test_plain_text_is_its_bytes_decoded(text: str) -> None:
    reading = taken(text.encode(), "plain")
    assert reading is None or reading.text in (text, text.removeprefix("\ufeff"))


@given(WORDS, st.sampled_from(["utf-16-le", "utf-16-be", "utf-32-le", "gb18030", "utf-8"]))
def test_a_declared_encoding_is_believed(text: str, encoding: str) -> None:
    if reading := taken(text.encode(encoding), "plain", encoding):
        assert (reading.text, reading.how) == (text, "declared")


@given(st.lists(st.tuples(TAGS, WORDS), min_size=1, max_size=8))
def test_pages_of_any_parts_tile(parts: list[tuple[str, str]]) -> None:
    page = "".join(f"<{tag}>{escape(words)}</{tag}>" if tag != "br" else "<br>" for tag, words in parts)
    taken(page.encode(), "html", "utf-8")


@given(st.sampled_from(" \n\u00a0\u2028"), st.lists(st.text("abcäж", min_size=1, max_size=5), min_size=1, max_size=5))
def test_no_word_of_a_paragraph_is_lost(joint: str, words: list[str]) -> None:
    reading = taken(f"<p>{joint.join(words)}</p>".encode(), "html")
    assert reading is not None
    assert reading.text.split() == words


@given(WORDS)
def test_markdown_tiles(text: str) -> None:
    taken(text.encode(), "markdown", "utf-8")
