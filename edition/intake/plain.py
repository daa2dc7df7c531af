"""Plain text in UTF-8: bytes to text, nothing trimmed, normalised or repaired."""

from dataclasses import dataclass

# Twenty times the longest newspaper feature; past it somebody has picked the wrong file.
MAX_BYTES = 5 * 1024 * 1024


class IntakeError(ValueError):
    """What was given cannot be taken as an article's text. The message says what to do."""


@dataclass(frozen=True, slots=True)
class Reading:
    """`original` as given, and `text`: `original` decoded by `encoding`."""

    original: bytes
    text: str
    encoding: str


def read(original: bytes) -> Reading:
    """Return the text of `original`; raises IntakeError when it is empty, too large, not UTF-8 or holds a NUL."""
    if len(original) > MAX_BYTES:
        raise IntakeError(
            f"The file has {len(original):,} bytes; an article's text may have {MAX_BYTES:,}. "
            "Divide it, or check the file."
        )
    try:
        text = original.decode("utf-8")
    except UnicodeDecodeError as error:
        line = original.count(b"\n", 0, error.start) + 1
        raise IntakeError(
            f"The file is not UTF-8: byte {error.start + 1} in line {line} is 0x{original[error.start]:02x}. "
            "Save it as UTF-8 and try again."
        ) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise IntakeError(f"Line {line} holds a NUL character, so this is no text file. Check the file.")
    if not text.strip():
        raise IntakeError("The file holds no words. Check that it is the right one.")
    return Reading(original, text, "utf-8")
