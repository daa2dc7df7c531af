"""Anchors and spans carried from one text to the next: what stays, what is new, what is in doubt."""

import pytest

from edition.texts import anchors, lines
from edition.texts.alignment import Carried, Pair, Part, align, carry
from edition.texts.selectors import SelectorError, describe

ONE = "The Cold War ended in 1989, as most historians of the Soviet Union agree today."
TWO = "On 21 December 1991 eleven republics met in Alma-Ata and declared the old union dissolved."
THREE = "Pakistan’s relations with Moscow began to improve slowly in the years that followed."
FOUR = "Trade between the two countries stood at 411 million dollars in the year 2010."
TEXT = [ONE, TWO, THREE, FOUR]
OTHER = "Nobody has said a word about gardening, pottery or the breeding of silkworms so far."


def parts(text: str, names: str = "", role: str = "body") -> list[Part]:
    bounds = lines.paragraphs(text)
    given = names.split() or anchors.number([role] * len(bounds))
    return [Part(name, start, end, role) for name, (start, end) in zip(given, bounds, strict=True)]


def aligned(
    old: list[str], new: list[str], names: str = "", used: str = "", role: str = "body"
) -> tuple[str, list[Pair]]:
    one, other = "\n\n".join(old), "\n\n".join(new)
    found = align(one, parts(one, names), other, [(at, to, role) for _, at, to, _ in parts(other)], used=used.split())
    return " ".join(found.anchors), found.pairs


def carried(old: str, new: str, words: str) -> tuple[Carried, str | None]:
    """What became of the first place of `words`, and the words that stand there now."""
    start = old.index(words)
    found = carry(old, new, [describe(old, start, start + len(words))])[0]
    return found, new[found.location.start : found.location.end] if found.location else None


@pytest.mark.parametrize(
    ("new", "names", "kinds"),
    [
        (TEXT, "p1 p2 p3 p4", "same same same same"),
        ([OTHER, *TEXT], "p0a p1 p2 p3 p4", "new same same same same"),
        ([ONE, OTHER, *TEXT[1:]], "p1 p1a p2 p3 p4", "same new same same same"),
        ([*TEXT, OTHER], "p1 p2 p3 p4 p5", "same same same same new"),
        ([ONE, THREE, FOUR], "p1 p3 p4", "same same same gone"),
        ([ONE, OTHER, THREE, FOUR], "p1 p1a p3 p4", "same new same same gone"),
        ([ONE, TWO.replace("eleven", "twelve"), THREE, FOUR], "p1 p2 p3 p4", "same edited same same"),
        ([ONE, TWO, THREE.replace("’", "'"), FOUR], "p1 p2 p3 p4", "same same edited same"),
        ([TWO, THREE, FOUR, ONE], "p2 p3 p4 p5", "same same same moved"),
        ([ONE, TWO[:44], TWO[45:], THREE, FOUR], "p1 p2 p2a p3 p4", "same split split same same"),
        ([ONE, f"{TWO} {THREE}", FOUR], "p1 p2 p4", "same joined joined same"),
        ([ONE, TWO, THREE, FOUR, TWO[:44]], "p1 p2 p3 p4 p5", "same same same same new"),
        ([OTHER], "p5", "new gone gone gone gone"),
        ([], "", "gone gone gone gone"),
    ],
)
def test_anchors_and_kinds(new: list[str], names: str, kinds: str) -> None:
    found, pairs = aligned(TEXT, new)
    assert found == names
    assert " ".join(pair.kind for pair in pairs) == kinds


def test_the_pairs_of_an_edited_passage_and_of_split_ones() -> None:
    _, pairs = aligned(TEXT, [ONE, TWO[:44], TWO[45:], THREE.replace("slowly", "quickly")])
    assert [(pair.old, pair.new, pair.kind) for pair in pairs] == [
        ("p1", "p1", "same"),
        ("p2", "p2", "split"),
        ("p2", "p2a", "split"),
        ("p3", "p3", "edited"),
        ("p4", None, "gone"),
    ]
    assert [round(pair.score, 2) for pair in pairs] == [1.0, 0.66, 0.67, 0.95, 0.0]


def test_no_anchor_is_given_a_second_time() -> None:
    assert aligned(TEXT, [ONE, OTHER, *TEXT[1:]], used="p1a p1b p9")[0] == "p1 p1c p2 p3 p4"
    assert aligned(TEXT, [*TEXT, OTHER], used="p1a p1b p9")[0] == "p1 p2 p3 p4 p10"
    assert aligned(TEXT, [ONE, OTHER, *TEXT[1:]], names="p1 p1a p2 p3")[0] == "p1 p1za p1a p2 p3"


def test_a_passage_keeps_its_anchor_in_another_role_and_a_new_one_goes_by_its_role() -> None:
    assert aligned(TEXT, [OTHER, *TEXT], role="comment")[0] == "x1 p1 p2 p3 p4"


def test_furniture_that_moved_keeps_its_anchor_while_its_series_ascends() -> None:
    assert aligned(TEXT, [TWO, THREE, FOUR, ONE], names="x1 p1 p2 p3")[0] == "p1 p2 p3 x1"


def test_equal_passages_keep_their_order() -> None:
    star = "* * *"
    found, pairs = aligned([ONE, star, TWO, star, THREE], [ONE, star, OTHER, TWO, star, THREE])
    assert found == "p1 p2 p2a p3 p4 p5"
    assert [pair.old for pair in pairs] == ["p1", "p2", None, "p3", "p4", "p5"]


OLD = "\n\n".join(TEXT)
WORDS = "eleven republics met in Alma-Ata"


@pytest.mark.parametrize(
    ("new", "words", "outcome", "reason", "there"),
    [
        (OLD, WORDS, "carried", "unmoved", WORDS),
        (OLD, "1989", "carried", "unmoved", "1989"),
        (OLD.replace("411", "412"), WORDS, "carried", "unmoved", WORDS),
        (f"{OTHER}\n\n{OLD}", WORDS, "carried", "same-words", WORDS),
        (f"{OTHER}\n\n{OLD}", ONE, "carried", "same-words", ONE),
        ("\n\n".join([THREE, FOUR, ONE, TWO]), WORDS, "carried", "same-words", WORDS),
        (OLD.replace("Alma-Ata and", "Alma-Ata, where they"), "eleven republics", "carried", "unmoved",
         "eleven republics"),
        (OLD.replace("\n\n", "\r\n\r\n"), WORDS, "carried", "same-words", WORDS),
        (OLD.replace("1991 eleven", "1992 some eleven").replace("Alma-Ata and", "Alma-Ata. They"), "republics met in",
         "proposed", "surroundings", "republics met in"),
        (OLD.replace("Ended", "ended").replace("the Soviet Union", "the Soviet Union’s heirs"), "Soviet Union",
         "proposed", "surroundings", "Soviet Union"),
        (OLD.replace("’", "'"), "Pakistan’s relations", "proposed", "typography", "Pakistan's relations"),
        (OLD.replace("met in", "met\u00a0in"), WORDS, "proposed", "typography", WORDS.replace("met in", "met\u00a0in")),
        (OLD.replace("eleven", "twelve"), WORDS, "proposed", "edited-words", WORDS.replace("eleven", "twelve")),
        (OLD.replace("1989", "1991"), "1989", "proposed", "edited-words", "1991"),
        (OLD.replace("Moscow", "Delhi"), "Moscow", "proposed", "replaced-words", "Delhi"),
        (f"{OLD}\n\n{TWO}", WORDS, "proposed", "repeated", WORDS),
        (f"{OLD}\n\n{OTHER} most historians of the", ONE, "carried", "unmoved", ONE),
        (f"{OLD}\n\n{OTHER} most historians of the", "most historians", "carried", "unmoved", "most historians"),
        (f"{OLD}\n\nWe quote: {WORDS} and declared the old union dissolved.", WORDS, "proposed", "repeated", WORDS),
        (OLD.replace(TWO, OTHER) + f" Later, {WORDS} and declared the old.", WORDS, "proposed", "same-words-elsewhere",
         WORDS),
        ("\n\n".join([ONE, THREE, FOUR]), WORDS, "unplaced", "gone", None),
        (OLD.replace(" slowly", ""), "slowly", "unplaced", "gone", None),
        (OLD.replace("Moscow began", "Mexico rarely"), "Moscow began", "proposed", "replaced-words", "Mexico rarely"),
        ("", WORDS, "unplaced", "gone", None),
    ],
)  # fmt: skip
def test_what_becomes_of_a_span(new: str, words: str, outcome: str, reason: str, there: str | None) -> None:
    found, now = carried(OLD, new, words)
    assert (found.outcome, found.reason, now) == (outcome, reason, there)
    assert (found.score > 0) == (there is not None)


MYTH = "There were also myths that Stalin had invited Liaquat Ali Khan and later denied that visit."


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("Nothing of the sort was ever told by anyone.", ("unplaced", "gone")),
        ("The museum of that town has opened its doors to all visitors who had been waiting.", ("unplaced", "gone")),
        ("There were myths that Lenin had invited Liaquat Ali Khan.", ("proposed", "edited-words")),
        ("Their were allso miths, that Stalin hed invitid Liakat Ali Chan & later denyed that visit.",
         ("proposed", "edited-words")),
    ],
)  # fmt: skip
def test_another_sentence_in_the_place_of_the_words_is_not_proposed(now: str, expected: tuple[str, str]) -> None:
    found, there = carried(f"{ONE} {MYTH} {FOUR}", f"{ONE} {now} {FOUR}", MYTH)
    assert (found.outcome, found.reason) == expected
    assert there == (now if found.location else None)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (f"{ONE}\n\n{TWO}\n\n{ONE}", f"{TWO}\n\n{ONE}", "The Cold War"),  # the first is gone, the second is not it
        (f"{ONE}\n\n{ONE}\n\n{TWO}", f"{ONE}\n\n{TWO}", "The Cold War"),  # which of the two is gone?
        (f"{ONE}\n\n{TWO}", f"{ONE.replace('1989', '1991')}\n\n{ONE}\n\n{TWO}", "1989"),
        (f"{ONE} {TWO}", f"{TWO} {ONE}", "most historians"),
        (f"{ONE}\n\n{TWO}\n\n{THREE}\n\n{THREE}", f"{THREE}\n\n{TWO}\n\n{THREE}\n\n{ONE}", "Moscow"),  # as many as were
        ("Of the war and the peace.", "Of the peace.", "the"),
        ("The cafe is open on all the days of the long and dusty week.",
         "The cafe\u0301 is open on all the days of the long and dusty week.", "cafe"),
    ],
)  # fmt: skip
def test_in_doubt_nothing_is_carried(old: str, new: str, words: str) -> None:
    found, _ = carried(old, new, words)
    assert found.outcome in {"proposed", "unplaced"}


def test_several_equal_places_elsewhere_are_none() -> None:
    new = f"{OTHER} Alma-Ata met. {OTHER}x Alma-Ata met."
    assert carried("Somewhere Alma-Ata met.", new, "Alma-Ata met.")[0].outcome != "carried"


def test_a_grapheme_is_proposed_whole() -> None:
    old, new = "Un cafe noir et un pain.", "Un cafe\u0301 noir et un pain."
    assert carried(old, new, "cafe")[1] == "cafe\u0301"


def test_spans_over_several_paragraphs() -> None:
    words = f"agree today.\n\n{TWO}\n\nPakistan’s"
    assert carried(OLD, f"{OTHER}\n\n{OLD}", words)[1] == words
    assert carried(OLD, OLD.replace("eleven", "twelve"), words)[1] == words.replace("eleven", "twelve")


def test_a_script_without_blanks() -> None:
    old = "巴基斯坦与俄罗斯的关系在冷战结束后逐渐改善，两国领导人多次会晤并签署了协议。"
    new = old.replace("多次", "数次")
    assert carried(old, new, "冷战结束后逐渐改善")[1] == "冷战结束后逐渐改善"
    assert carried(old, new, "两国领导人多次会晤")[1] == "两国领导人数次会晤"


def test_long_texts_in_one_paragraph() -> None:
    words = [f"word{number}" for number in range(15_000)]
    old = " ".join(words)
    new = " ".join("changed" if number % 20 == 7 else word for number, word in enumerate(words) if number % 50)
    assert carried(old, new, "word7001 word7002")[1] == "word7001 word7002"


def test_refusals() -> None:
    selector = describe(OLD, 0, 3)
    with pytest.raises(SelectorError, match="not those of the span"):
        carry(TWO, OLD, [selector])
    alignment = align(OLD, parts(OLD), TWO, [])
    with pytest.raises(ValueError, match="one of other texts"):
        carry(OLD, ONE, [selector], alignment)


def test_empty_texts() -> None:
    assert align("", [], "", []).anchors == []
    assert align("", [], ONE, [(0, len(ONE), "title")]).anchors == ["t1"]
    assert carry("", "", []) == []
