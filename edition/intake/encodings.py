"""Bytes to text: in the encoding that is declared, marked, valid or guessed, and how it was found.

What is a byte-order mark and what a text follows the Unicode Standard, chapter 23.8; the names of encodings and what
browsers take ISO-8859-1 and -9 for are those of the Encoding Standard of the WHATWG.
"""

import codecs
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from charset_normalizer import CharsetMatch, from_bytes

from edition.intake.errors import IntakeError
from edition.intake.reading import Guess

# Where bytes could be read in two of them, the earlier one is taken: they stand by how often they are met.
ENCODINGS = (
    "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be",
    "windows-1252", "windows-1251", "windows-1256", "koi8-r", "windows-1250", "windows-1254", "windows-1253",
    "windows-1255", "windows-1257", "iso-8859-2", "iso-8859-5", "iso-8859-6", "iso-8859-7", "iso-8859-8", "iso-8859-15",
    "koi8-u", "ibm866", "mac-cyrillic", "mac-roman", "iso-8859-1", "iso-8859-9", "gb18030", "big5", "shift_jis",
    "euc-jp", "euc-kr",
)  # fmt: skip
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The first bytes of files that are no text, as `file` knows them.
SIGNATURES = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP"),
    (b"PK\x05\x06", "ZIP"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "DOC"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"{\\rtf", "RTF"),
    (b"\x1f\x8b", "GZIP"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"SQLite format 3\0", "SQLite"),
    (b"\x7fELF", "ELF"),
    (b"MZ\x90\0", "EXE"),
    (b"ID3", "MP3"),
    (b"OggS", "Ogg"),
    (b"RIFF", "RIFF"),
)
_NAMES = {codecs.lookup(name).name: name for name in ENCODINGS} | {"ascii": "utf-8"}
# A codec of its own, and what browsers read under its label.
_AS_BROWSERS = {"iso-8859-1": "windows-1252", "iso-8859-9": "windows-1254", "utf-8-sig": "utf-8"}
_GUESSED = tuple(codecs.lookup(name).name.replace("-", "_") for name in ENCODINGS if not name.startswith("utf"))
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_C1 = re.compile("[\x80-\x84\x86-\x9f]")  # NEL aside, no text has them; windows-125x has its quotes there
MOST_CONTROLS = 0.005  # of all characters
SAMPLE = 160  # characters
CERTAIN = 0.99
RUNNERS_UP = 4


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text with its encoding, how that was found, how certain it is (0 to 1), and what else it could be."""

    text: str
    encoding: str
    how: str
    confidence: float = 1.0
    others: Sequence[Guess] = ()


def decode(data: bytes, declared: str | None = None, stated: str | None = None) -> Decoded:
    """Return the text of `data`: as `declared`, by its mark, as UTF-8, as `stated` by the file itself, or as guessed.

    Raises IntakeError when it is no text, or not in the encoding that is declared.
    """
    check_kind(data)
    found = _declared(data, declared) if declared else _marked(data) or _valid(data) or _stated(data, stated)
    found = found or _wide(data) or _guessed(data)
    _check_characters(found.text)
    return found


def check_kind(data: bytes) -> None:
    """Raise IntakeError for the bytes of a file that is known to be no text."""
    kind = next((name for mark, name in SIGNATURES if data.startswith(mark)), "")
    if kind in ("ZIP", "DOC"):
        raise IntakeError("is-docx" if kind == "ZIP" else "is-doc")
    if kind:
        raise IntakeError("is-other", kind=kind)


def known(name: str) -> str:
    """Return our name of an encoding; raises IntakeError for one that is not among ENCODINGS."""
    try:
        return _NAMES[codecs.lookup(name.strip()).name]
    except (LookupError, KeyError, ValueError):
        raise IntakeError("unknown-encoding", encoding=name[:40]) from None


def strictly(data: bytes, encoding: str, code: str = "not-declared") -> str:
    """Return `data` decoded; raises IntakeError with the first byte that does not fit."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        at, line = error.start, data.count(b"\n", 0, error.start) + 1
        value = f"{data[at]:02x}" if at < len(data) else "00"
        raise IntakeError(code, encoding=encoding.upper(), byte=at + 1, line=line, value=value) from None


def sample(text: str) -> str:
    """Return the words by which to judge whether `text` was decoded rightly: round the first letter past ASCII."""
    first = next((match.start() for match in re.finditer(r"[^\x00-\x7f]", text)), 0)
    start = max(0, first - SAMPLE // 4)
    return " ".join(text[start : start + SAMPLE].split())


def _declared(data: bytes, declared: str) -> Decoded:
    name = known(declared)
    if name in ("utf-16", "utf-32") and not data.startswith(tuple(mark for mark, own in MARKS if own == name)):
        name += "-le"  # without a mark Python would read it as the machine does
    return Decoded(strictly(data, name), name, "declared")


def _marked(data: bytes) -> Decoded | None:
    name = next((name for mark, name in MARKS if data.startswith(mark)), None)
    text = _attempt(data, name) if name else None
    return Decoded(text, name, "bom") if name and text is not None else None


def _valid(data: bytes) -> Decoded | None:
    text = None if b"\0" in data else _attempt(data, "utf-8")
    return None if text is None else Decoded(text, "utf-8", "utf-8")


def _stated(data: bytes, stated: str | None) -> Decoded | None:
    try:
        name = known(stated or "")
    except IntakeError:
        return None
    name = _AS_BROWSERS.get(name, name)
    text = _attempt(data, name)
    return None if text is None else Decoded(text, name, "meta")


def _wide(data: bytes) -> Decoded | None:
    """UTF-16 or UTF-32 without a mark: every second byte, or three of four, is nought in most scripts."""
    for name, step, noughts in (
        ("utf-32-le", 4, (2, 3)),
        ("utf-32-be", 4, (0, 1)),
        ("utf-16-le", 2, (1,)),
        ("utf-16-be", 2, (0,)),
    ):
        share = min(data[at::step].count(0) * step / max(1, len(data)) for at in noughts)
        text = _attempt(data, name) if share > (0.9 if step == 4 else 0.1) else None
        if text is not None and not _has_controls(text):
            return Decoded(text, name, "detected", 0.9)
    return None


def _guessed(data: bytes) -> Decoded:
    if b"\0" in data:
        raise IntakeError("nul", line=data.count(b"\n", 0, data.index(b"\0")) + 1)
    found = [guess for match in from_bytes(data, cp_isolation=list(_GUESSED)) for guess in _guesses(match)]
    found = found or [Guess(name, 0.1, "") for name in ENCODINGS if not name.startswith("utf")]
    best: list[tuple[Guess, str]] = []
    for guess in sorted(found, key=lambda guess: (-round(guess.confidence, 2), ENCODINGS.index(guess.encoding))):
        text = _attempt(data, guess.encoding)
        if text is not None and not _C1.search(text) and text not in [other for _, other in best]:
            best.append((replace(guess, sample=sample(text)), text))
    if not best:
        raise IntakeError("undetected")
    (first, text), *others = best
    return Decoded(text, first.encoding, "detected", first.confidence, [other for other, _ in others[:RUNNERS_UP]])


def _guesses(match: CharsetMatch) -> Iterator[Guess]:
    """A match of charset-normalizer stands for all encodings that give the same text."""
    confidence = min(CERTAIN, round((1 - match.chaos) * (1 + match.coherence) / 2, 2))
    for name in dict.fromkeys([match.encoding, *match.could_be_from_charset]):
        if own := _NAMES.get(codecs.lookup(name).name):
            yield Guess(own, confidence, "")


def _attempt(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _has_controls(text: str) -> bool:
    return len(_CONTROLS.findall(text)) > MOST_CONTROLS * len(text)


def _check_characters(text: str) -> None:
    if "\0" in text:
        raise IntakeError("nul", line=text.count("\n", 0, text.index("\0")) + 1)
    if _has_controls(text):
        raise IntakeError("binary")
    if not any(unicodedata.category(character)[0] in "LNSP" for character in text):
        raise IntakeError("no-words")
