"""Text → blocks with proposed roles, and the check that blocks tile a text."""

from collections.abc import Sequence
from dataclasses import dataclass

from edition.texts import lines, roles

ROLES = roles.ROLES
SHOWN = 40  # characters shown in a message


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch text[start:end] in code points, with a role out of ROLES."""

    start: int
    end: int
    role: str


class TilingError(ValueError):
    """Blocks that do not tile their text."""


def segment(text: str) -> list[Block]:
    """Propose the blocks of a text, in order; they pass `check_tiling`.

    Paragraphs are parted by blank lines or stand one a line; in hard-wrapped text a block spans lines.
    Blanks at either end of a line stay in its block. A text of blanks alone has no blocks.
    """
    bounds = lines.paragraphs(text)
    proposed = roles.propose([text[start:end] for start, end in bounds])
    return [Block(start, end, role) for (start, end), role in zip(bounds, proposed, strict=True)]


def check_tiling(text: str, blocks: Sequence[tuple[int, int]]) -> None:
    """Raise TilingError unless each character outside separators and blank lines lies in one block.

    A block neither begins nor ends with a line break or a blank line: these lie between blocks.
    """
    _check_order(text, blocks)
    _check_edges(text, blocks)
    index = 0
    for line in lines.lines(text):
        if lines.is_blank(text, line):
            continue
        position = line.start
        while position < line.end:
            while index < len(blocks) and blocks[index][1] <= position:
                index += 1
            if index == len(blocks) or blocks[index][0] > position:
                stop = min(line.end, blocks[index][0]) if index < len(blocks) else line.end
                raise TilingError(f"{_place(text, position, stop)} lies in no block.")
            position = blocks[index][1]


def _check_order(text: str, blocks: Sequence[tuple[int, int]]) -> None:
    """Blocks are in bounds, not empty, in order and apart."""
    previous = 0
    for number, (start, end) in enumerate(blocks, 1):
        if not 0 <= start <= end <= len(text):
            raise TilingError(f"Block {number} ({start}–{end}) leaves the text, which ends at {len(text)}.")
        if start == end:
            raise TilingError(f"Block {number} at offset {start} is empty.")
        if start < previous:
            problem = "overlaps the block before it or is out of order"
            raise TilingError(f"Block {number} {problem}: {_place(text, start, min(end, previous))}.")
        previous = end


def _check_edges(text: str, blocks: Sequence[tuple[int, int]]) -> None:
    """The first and the last line of a block hold more than white space."""
    for number, (start, end) in enumerate(blocks, 1):
        parts = lines.NEWLINE.split(text[start:end])
        first, last = parts[0], parts[-1]
        if not first.strip() or not last.strip():
            edge = "begins" if not first.strip() else "ends"
            raise TilingError(f"Block {number} ({start}–{end}) {edge} with a line break or a blank line.")


def _place(text: str, start: int, end: int) -> str:
    shown = text[start : min(end, start + SHOWN)]
    return f"Offset {start}, {shown!r}{'…' if end > start + SHOWN else ''}"
