"""Readers of what is imported: one module a format, from bytes to a text, its passages with roles, and a record.

    reading = intake.read(data, name="story.html")       # or declared="windows-1251", format="html"
    reading.text, reading.encoding, reading.how          # and charset, confidence, others, format, metadata
    blocks = intake.propose(reading)                     # [Block(start, end, role)]: they tile reading.text
    intake.reread(data, reading.encoding) == reading.text

`read(data, name="", declared=None, format="auto") -> Reading`; raises IntakeError, a ValueError with `code`, `values`
and an English sentence. `intake.wording.sentence(error)` says it in the language of the page, `wording.found(how)` how
an encoding was found. `check_size(bytes)` refuses a file by its size: call it before the bytes are read.
`FORMATS` are the names of formats, `encodings.ENCODINGS` the codecs one may declare, with the words for each;
`encodings.sample(text)` gives the words by which to judge an encoding.

The packages here are pure, but for `wording`. What was imported already is found by the SHA-256 of its bytes,
`original_sha256` of revisions.
"""

from edition.intake.errors import IntakeError
from edition.intake.formats import FORMATS, check_size, propose, read, reread
from edition.intake.reading import MAX_BYTES, MOST_BLOCKS, Guess, Reading

__all__ = [
    "FORMATS",
    "MAX_BYTES",
    "MOST_BLOCKS",
    "Guess",
    "IntakeError",
    "Reading",
    "check_size",
    "propose",
    "read",
    "reread",
]
