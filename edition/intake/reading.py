"""What a reader makes of a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from edition.texts.segmentation import Block

# Twenty times the longest newspaper feature; past it somebody has picked the wrong file.
MAX_BYTES = 5 * 1024 * 1024
MOST_BLOCKS = 20_000  # passages of one text


@dataclass(frozen=True, slots=True)
class Guess:
    """An encoding in which the bytes could be read, how likely it is (0 to 1), and words by which to judge it."""

    encoding: str
    confidence: float
    sample: str


@dataclass(frozen=True, slots=True)
class Reading:
    """`original` as given, and the `text` that `reread(original, encoding)` gives again at any time.

    `encoding` is what a revision keeps: for plain text the name of the codec, for other formats that of the reader
    and its version, with the codec where the format leaves it open: `html/1;charset=windows-1251`, `docx/1`.

    `charset` is the codec alone; `how` says how it was found: declared (by the editor), bom (a byte-order mark), utf-8
    (the bytes are valid), meta (by the file itself), detected (guessed: `confidence` below 1, and `others`), fixed (by
    the format). `blocks` are the passages with proposed roles; `metadata` is a draft
    of the work's record, variables of CSL-JSON that pass `edition.citations.validation` once there is a title.
    """

    original: bytes
    text: str
    encoding: str
    format: str = "plain"
    charset: str = "utf-8"
    how: str = "utf-8"
    confidence: float = 1.0
    others: Sequence[Guess] = ()
    blocks: Sequence[Block] = ()
    metadata: Mapping[str, Any] = field(default_factory=dict)
