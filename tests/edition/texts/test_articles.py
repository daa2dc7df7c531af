"""The five articles of the first edition, block by block as their editors read them."""

import json
from pathlib import Path

import pytest

from edition.texts.anchors import number
from edition.texts.segmentation import Block, check_tiling, segment

ARTICLES = Path(__file__).parents[3] / "fixtures" / "pakistan-russia" / "articles"
BLOCKS: dict[str, list[tuple[int, int, str]]] = json.loads(Path(__file__).with_name("blocks.json").read_text())


def read(name: str) -> str:
    return (ARTICLES / name).read_bytes().decode()


def test_all_hundred_blocks_are_compared() -> None:
    assert sorted(path.name for path in ARTICLES.glob("*.txt")) == sorted(BLOCKS)
    assert sum(len(blocks) for blocks in BLOCKS.values()) == 100


@pytest.mark.parametrize("name", BLOCKS)
def test_bounds_are_the_editors(name: str) -> None:
    text = read(name)
    found = [(block.start, block.end) for block in segment(text)]
    assert found == [(start, end) for start, end, _ in BLOCKS[name]]
    check_tiling(text, found)


def test_ninety_of_a_hundred_roles_are_the_editors() -> None:
    pairs = [
        (block, Block(*expected), name)
        for name, blocks in BLOCKS.items()
        for block, expected in zip(segment(read(name)), blocks, strict=True)
    ]
    wrong = [(name, found, expected.role) for found, expected, name in pairs if found != expected]
    print(*wrong, sep="\n")
    assert len(pairs) - len(wrong) >= 90


def test_anchors_of_the_fourth_article() -> None:
    anchors = number(block.role for block in segment(read("003_2e18d7959f6409dd.txt")))
    assert anchors[:4] == ["t1", "t2", "p1", "p2"]
    assert anchors[13:18] == ["t3", "t4", "t5", "x1", "x2"]
