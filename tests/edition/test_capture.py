"""Capture: a text becomes a revision with passages and anchors, or nothing is stored."""

import pytest
from django.core.exceptions import ValidationError

from edition.capture import Block, Capture, capture
from edition.intake import plain
from edition.models import Article, Passage, Revision
from edition.texts.segmentation import TilingError, segment

TEXT = "A title\r\n\r\nFirst words, \u00a0trailing \n  \nSecond “words”.\n\nPosted in"
BLOCKS = [Block(0, 7, "title"), Block(11, 34, "body"), Block(38, 53, "body"), Block(55, 64, "furniture")]


@pytest.fixture
def article(edition: None) -> Article:
    return Article.objects.get(slug="article-1")


def take(article: Article, blocks: list[Block], about: Capture | None = None) -> Revision:
    return capture(article, plain.read(TEXT.encode()), blocks, about)


def test_a_capture_is_the_next_revision_with_anchors_of_each_series(article: Article) -> None:
    version = article.apparatus_version
    revision = take(article, BLOCKS, Capture("second.txt", quirks=["CRLF after the title."]))
    assert (revision.number, revision.text, bytes(revision.original)) == (2, TEXT, TEXT.encode())
    assert [(p.anchor, p.role, p.text) for p in revision.passages.order_by("position")] == [
        ("t1", "title", "A title"),
        ("p1", "body", "First words, \u00a0trailing "),
        ("p2", "body", "Second “words”."),
        ("x1", "furniture", "Posted in"),
    ]
    article.refresh_from_db()
    assert (article.current, article.apparatus_version) == (revision, version + 1)


def test_what_segmentation_proposes_can_be_captured(article: Article) -> None:
    blocks = [Block(block.start, block.end, block.role) for block in segment(TEXT)]
    assert take(article, blocks).passages.count() == 4


def test_given_anchors_are_kept(article: Article) -> None:
    given = [Block(b.start, b.end, b.role, anchor) for b, anchor in zip(BLOCKS, ["t1", "p5", "p5a", "x2"], strict=True)]
    anchors = take(article, given).passages.order_by("position").values_list("anchor", flat=True)
    assert list(anchors) == ["t1", "p5", "p5a", "x2"]


def with_block(index: int, block: Block) -> list[Block]:
    return [*BLOCKS[:index], block, *BLOCKS[index + 1 :]]


@pytest.mark.parametrize(
    ("blocks", "sentence"),
    [
        (BLOCKS[:3], "lies in no block"),
        (with_block(1, Block(12, 34, "body")), "lies in no block"),
        (with_block(1, Block(9, 34, "body")), "begins with a line break"),
        (with_block(1, Block(11, 36, "body")), "ends with a line break or a blank line"),
        (with_block(1, Block(5, 34, "body")), "overlaps the block before it"),
        (with_block(3, Block(55, 70, "furniture")), "leaves the text"),
        ([], "lies in no block"),
    ],
)
def test_blocks_that_do_not_tile_are_refused(article: Article, blocks: list[Block], sentence: str) -> None:
    with pytest.raises(TilingError, match=sentence):
        take(article, blocks)
    assert Revision.objects.count() == 5


@pytest.mark.parametrize(
    ("anchors", "sentence"),
    [
        ("t1 p1 p1 x1", "The anchor p1 is given twice. Every passage has its own."),
        ("t1 p1 p0 x1", "“p0” is no anchor. Anchors look like p5, p5a, t1 or x2."),
        ("t1 p1 x2 x1", "The anchor x2 does not fit the role body: its anchors begin with p."),
        ("p91 p92 p93 x1", "The anchor p91 does not fit the role title: its anchors begin with t."),
        ("t1 p2 p1 x1", "The anchor p1 stands after a later one. Anchors ascend in each series."),
        ("t1 p2a p2 x1", "The anchor p2 stands after a later one. Anchors ascend in each series."),
        ("t1 p1 q2 x1", "“q2” is no anchor. Anchors look like p5, p5a, t1 or x2."),
    ],
)
def test_bad_anchors_are_refused(article: Article, anchors: str, sentence: str) -> None:
    given = [Block(b.start, b.end, b.role, a) for b, a in zip(BLOCKS, anchors.split(), strict=True)]
    with pytest.raises(ValidationError) as error:
        take(article, given)
    assert error.value.messages == [sentence]
    assert Revision.objects.count() == 5


def test_an_unknown_role_leaves_nothing_behind(article: Article) -> None:
    passages = Passage.objects.count()
    with pytest.raises(ValueError, match="“footnote” is no role"):
        take(article, with_block(2, Block(38, 53, "footnote")))
    given = [Block(b.start, b.end, "footnote", f"p{n}") for n, b in enumerate(BLOCKS, 1)]
    with pytest.raises(ValidationError, match="footnote"):
        take(article, given)
    assert (Revision.objects.count(), Passage.objects.count()) == (5, passages)
