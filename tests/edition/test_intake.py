"""Plain text: decoded and nothing else, or refused with a sentence."""

import pytest

from edition.intake.plain import MAX_BYTES, IntakeError, read


@pytest.mark.parametrize(
    "text",
    [
        "No final newline",
        "  leading and trailing \u00a0 \n\n",
        "\ufeffa byte-order mark",
        "one\r\ntwo\rthree\u2028four\x85five\x0c",
        "“curly” ‘quotes’ — e\u0301 é 👩‍🚀",
        "پاکستان اور روس",
    ],
)
def test_the_text_is_the_bytes_decoded(text: str) -> None:
    reading = read(text.encode())
    assert (reading.text, reading.original, reading.encoding) == (text, text.encode(), "utf-8")


@pytest.mark.parametrize(
    ("original", "sentence"),
    [
        (b"", "The file holds no words. Check that it is the right one."),
        (b" \n\t\xc2\xa0\n", "The file holds no words. Check that it is the right one."),
        (
            b"one\ntwo \xe9 three",
            "The file is not UTF-8: byte 9 in line 2 is 0xe9. Save it as UTF-8 and try again.",
        ),
        (
            "Zwei".encode("utf-16"),
            "The file is not UTF-8: byte 1 in line 1 is 0xff. Save it as UTF-8 and try again.",
        ),
        (b"\xed\xa0\x80", "The file is not UTF-8: byte 1 in line 1 is 0xed. Save it as UTF-8 and try again."),
        (b"one\n\0two", "Line 2 holds a NUL character, so this is no text file. Check the file."),
    ],
)
def test_what_is_no_text_is_refused(original: bytes, sentence: str) -> None:
    with pytest.raises(IntakeError) as error:
        read(original)
    assert str(error.value) == sentence


def test_the_longest_text_is_taken_and_one_byte_more_refused() -> None:
    assert len(read(b"a" * MAX_BYTES).text) == 5_242_880
    with pytest.raises(IntakeError, match="The file has 5,242,881 bytes; an article's text may have 5,242,880"):
        read(b"a" * (MAX_BYTES + 1))


def test_fifty_megabytes_are_refused() -> None:
    with pytest.raises(IntakeError, match="52,428,800 bytes"):
        read(b"a" * 50 * 1024 * 1024)
