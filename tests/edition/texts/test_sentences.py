"""Where sentences end, in the languages of the edition; abbreviations, initials and numbers end none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.texts import sentences
from tests.support.fixture_edition import FOLDER

TEXTS = sorted((FOLDER / "articles").glob("*.txt"))


def split(text: str) -> list[str]:
    return [text[start:end].strip() for start, end in sentences.split(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One came. Two went! Three?", ["One came.", "Two went!", "Three?"]),
        ("Dr. Khan met Gen. Kayani. He left.", ["Dr. Khan met Gen. Kayani.", "He left."]),
        ("Z. A. Bhutto came. U.S. aid went.", ["Z. A. Bhutto came.", "U.S. aid went."]),
        ("It cost 3.5 million. Yes.", ["It cost 3.5 million.", "Yes."]),
        ("“Why?” he asked. “To talk.” She left.", ["“Why?” he asked.", "“To talk.”", "She left."]),
        ("1. The treaty ended. It was old.", ["1. The treaty ended.", "It was old."]),
        ("It ended in 1991. The rest came later.", ["It ended in 1991.", "The rest came later."]),
        (
            "It ended.[12] The rest (so he said.) Then… nothing.",
            ["It ended.[12]", "The rest (so he said.)", "Then… nothing."],
        ),
        ("According... And then.", ["According...", "And then."]),
        ("These lines are\nbroken. By hand.", ["These lines are\nbroken.", "By hand."]),
        ("یہ پہلا جملہ ہے۔ یہ دوسرا ہے؟ اور تیسرا۔", ["یہ پہلا جملہ ہے۔", "یہ دوسرا ہے؟", "اور تیسرا۔"]),
        (
            "В 1949 г. Сталин пригласил И. О. Иванова. Он ждал.",
            ["В 1949 г. Сталин пригласил И. О. Иванова.", "Он ждал."],
        ),
        ("Он ждал, т.е. сидел. Потом ушёл.", ["Он ждал, т.е. сидел.", "Потом ушёл."]),
        ("我来了。他走了。", ["我来了。", "他走了。"]),
        ("No mark at its end", ["No mark at its end"]),
        ("", []),
    ],
)
def test_sentences(text, found):
    assert split(text) == found


def test_a_part_of_a_text_is_split_by_itself():
    text = "One came. Two went. Three."
    assert sentences.split(text, 4, 19) == [(4, 10), (10, 19)]


@given(st.text(alphabet=st.sampled_from("aB1. !?۔。…“”\n\u0301🙂г"), max_size=60), st.integers(0, 10))
def test_sentences_tile(text, start):
    start = min(start, len(text))
    found = sentences.split(text, start)
    assert "".join(text[low:high] for low, high in found) == text[start:]
    assert all(low < high for low, high in found)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_nothing_of_the_edition_is_lost_and_no_name_cut(path):
    text = path.read_bytes().decode()
    found = sentences.split(text)
    assert "".join(text[start:end] for start, end in found) == text
    for start, end in found:
        last = text[start:end].split()[-1:]
        assert last not in (["Mr."], ["Dr."], ["Gen."], ["U.S."], ["No."])


@pytest.mark.parametrize(("text", "found"), [("  so \n", (2, 4)), ("so", (0, 2)), ("  ", (0, 0))])
def test_blanks_at_the_ends_are_left_out(text, found):
    assert sentences.trimmed(text, 0, len(text)) == found
