"""Plain text: bytes to text, nothing trimmed, normalised or repaired."""

from edition.intake.encodings import decode, strictly
from edition.intake.errors import IntakeError
from edition.intake.reading import MAX_BYTES, Reading
from edition.texts.segmentation import segment

__all__ = ["MAX_BYTES", "IntakeError", "Reading", "check_size", "read", "read_any"]


def check_size(size: int) -> None:
    """Raise IntakeError for a file of more than MAX_BYTES bytes."""
    if size > MAX_BYTES:
        raise IntakeError("too-large", bytes=f"{size:,}", most=f"{MAX_BYTES:,}")


def read(original: bytes) -> Reading:
    """Return the text of `original`, which is UTF-8, as an edition folder holds it; a mark at its beginning stays.

    Raises IntakeError when it is empty, too large, not UTF-8 or holds a NUL.
    """
    check_size(len(original))
    text = strictly(original, "utf-8", "not-encoding")
    if "\0" in text:
        raise IntakeError("nul", line=text.count("\n", 0, text.index("\0")) + 1)
    if not text.strip():
        raise IntakeError("no-words")
    return Reading(original, text, "utf-8")


def read_any(original: bytes, declared: str | None = None) -> Reading:
    """Return the text of `original` in any encoding; raises IntakeError when it is none, empty, or too large."""
    check_size(len(original))
    got = decode(original, declared)
    blocks = segment(got.text)
    if not blocks:
        raise IntakeError("no-words")
    return Reading(original, got.text, got.encoding, "plain", got.encoding, got.how, got.confidence, got.others, blocks)
