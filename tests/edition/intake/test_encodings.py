"""Encodings: found out, shown with what else it could be, or declared."""

from pathlib import Path

import pytest

from edition import intake
from edition.intake import encodings, wording
from edition.intake.media import media_type

DATA = Path(__file__).resolve().parents[2] / "data"
RUSSIAN = "Отношения улучшились после холодной войны. Страны подписали соглашение о сотрудничестве."
URDU = "سرد جنگ کے بعد دونوں ملکوں کے تعلقات بہتر ہوئے. صدر نے دفاع کا معاہدہ منظور کر کے اسے نافذ کر دکھا."
FRENCH = "L’été dernier, un accord a été signé à Moscou — “historique”, selon le ministre. Les Français l’ont noté."
POLISH = "Stosunki między Pakistanem a Rosją poprawiły się po zimnej wojnie. Państwa podpisały umowę o współpracy. " * 4


@pytest.mark.parametrize(
    ("name", "encoding", "how", "words"),
    [
        ("koi8-r.txt", "koi8-r", "detected", "Отношения между Пакистаном"),
        ("windows-1256.txt", "windows-1256", "detected", "پاکستان اور روس"),
        ("windows-1252.txt", "windows-1252", "detected", "Pakistan’s new era"),
        ("utf-16.txt", "utf-16", "bom", "Отношения между Пакистаном"),
    ],
)
def test_real_files_are_read(name: str, encoding: str, how: str, words: str) -> None:
    reading = intake.read((DATA / name).read_bytes(), name)
    assert (reading.encoding, reading.charset, reading.how) == (encoding, encoding, how)
    assert reading.text.startswith(words)
    assert reading.text == reading.original.decode(encoding)
    assert (reading.confidence < 1) is (how == "detected")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "windows-1251"),
        (RUSSIAN, "ibm866"),
        (RUSSIAN, "iso-8859-5"),
        (RUSSIAN, "mac-cyrillic"),
        (RUSSIAN, "utf-16-le"),
        (URDU, "windows-1256"),
        (URDU, "utf-16-be"),
        (URDU, "utf-32-le"),
        (FRENCH, "windows-1252"),
        (FRENCH, "mac-roman"),
        (POLISH, "windows-1250"),
        (POLISH, "iso-8859-2"),
        ("日本語の文章です。これは試験です。" * 5, "shift_jis"),
    ],
)
def test_an_encoding_is_found_out(text: str, encoding: str) -> None:
    found = encodings.decode(text.encode(encoding))
    assert (found.encoding, found.how, found.text) == (encoding, "detected", text)


def test_what_else_it_could_be_is_shown_in_words() -> None:
    others = encodings.decode(RUSSIAN.encode("windows-1251")).others
    assert "mac-cyrillic" in [guess.encoding for guess in others]
    assert all(guess.sample and guess.sample != RUSSIAN[:160] and 0 < guess.confidence < 1 for guess in others)


@pytest.mark.parametrize(
    ("data", "declared", "encoding", "how", "text"),
    [
        (b"\xef\xbb\xbfwords", None, "utf-8-sig", "bom", "words"),
        (b"words", None, "utf-8", "utf-8", "words"),
        (b"caf\xe9 au lait", "ISO-8859-1", "iso-8859-1", "declared", "café au lait"),
        (b"caf\xe9 au lait", "latin1", "iso-8859-1", "declared", "café au lait"),
        (b"\xea\xc1\xcb", "koi8-r", "koi8-r", "declared", "Йак"),
        (b"w\0o\0", "utf-16", "utf-16-le", "declared", "wo"),
        ("wo".encode("utf-16-be"), "UTF-16BE", "utf-16-be", "declared", "wo"),
    ],
)
def test_marks_and_declarations(data: bytes, declared: str | None, encoding: str, how: str, text: str) -> None:
    found = encodings.decode(data, declared)
    assert (found.encoding, found.how, found.text) == (encoding, how, text)


@pytest.mark.parametrize(
    ("page", "charset", "how"),
    [
        (b'<meta charset="koi8-r"><p>\xea\xc1\xcb', "koi8-r", "meta"),
        (b'<meta charset="iso-8859-1"><p>\x93caf\xe9\x94', "windows-1252", "meta"),
        ('<meta charset="windows-1251"><p>как'.encode(), "utf-8", "utf-8"),
        (('<meta charset="utf-8"><p>' + RUSSIAN).encode("windows-1251"), "windows-1251", "detected"),
        (b'<meta charset="no-such-thing"><p>words', "utf-8", "utf-8"),
    ],
)
def test_a_page_states_its_encoding_and_may_be_wrong(page: bytes, charset: str, how: str) -> None:
    reading = intake.read(page, "a.html")
    assert (reading.charset, reading.how) == (charset, how)


def test_a_sample_is_taken_where_it_tells_something() -> None:
    assert encodings.sample("x " * 500 + "café noir") == "x " * 18 + "café noir"


def test_how_it_was_found_is_said_in_words() -> None:
    assert wording.found("bom") == "by the mark at the file's beginning"


@pytest.mark.parametrize(
    ("encoding", "media"),
    [
        ("koi8-r", ("text/plain; charset=koi8-r", False)),
        ("utf-8-sig", ("text/plain; charset=utf-8", False)),
        ("markdown/1;charset=mac-roman", ("text/markdown; charset=macintosh", True)),
        ("html/1;charset=utf-8", ("application/octet-stream", True)),
        ("tei/1", ("application/octet-stream", True)),
    ],
)
def test_markup_of_others_is_saved_and_never_shown(encoding: str, media: tuple[str, bool]) -> None:
    assert media_type(encoding) == media
