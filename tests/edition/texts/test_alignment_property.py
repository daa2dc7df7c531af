"""Ten thousand random edits: what is carried is always right, and anchors are never given twice."""

import random
from pathlib import Path

from edition.texts import anchors, graphemes, lines
from edition.texts.alignment import Part, align, carry
from edition.texts.selectors import Selector, SelectorError, describe
from tests.support.edits import Draft

ARTICLES = Path(__file__).resolve().parents[3] / "fixtures" / "pakistan-russia" / "articles"
EDITS = 10_000
SPANS = 6  # a text
OUTCOMES = {"carried", "proposed", "unplaced"}


def paragraphs() -> list[str]:
    texts = [path.read_text(encoding="utf-8") for path in sorted(ARTICLES.glob("*.txt"))]
    return [" ".join(line.split()) for text in texts for line in text.splitlines() if line.strip()]


def some_text(chance: random.Random, all_of_them: list[str]) -> str:
    """A few short paragraphs; now and then one of them stands twice."""
    first = chance.randrange(len(all_of_them) - 8)
    some = [each[: chance.choice((40, 120, 400))].strip() for each in all_of_them[first : first + chance.randint(1, 8)]]
    if chance.random() < 0.3:
        some.insert(chance.randrange(len(some) + 1), chance.choice(some))
    return "\n\n".join(some)


def some_spans(chance: random.Random, text: str) -> list[Selector]:
    found: list[Selector] = []
    while len(found) < SPANS:
        start = chance.randrange(len(text))
        end = min(len(text), start + chance.choice((1, 4, 8, 20, 60, 150, 400)))
        try:
            found.append(describe(text, start, end))
        except SelectorError:
            continue
    return found


def parts(text: str, names: list[str] | None = None) -> list[Part]:
    bounds = lines.paragraphs(text)
    given = names or anchors.number(["body"] * len(bounds))
    return [Part(name, start, end, "body") for name, (start, end) in zip(given, bounds, strict=True)]


def same_place(text: str, origins: list[int], selector: Selector, start: int) -> bool:
    """Whether each character came from its place in the span; white space may have been written anew."""
    came = zip(origins[start : start + len(selector.exact)], range(selector.start, selector.end), strict=True)
    return all(origin in (offset, -1) if text[offset].isspace() else origin == offset for origin, offset in came)


def test_nothing_is_carried_to_a_wrong_place() -> None:
    chance, known, wrong, outcomes, edits = random.Random(7), paragraphs(), [], set(), 0
    while edits < EDITS:
        text = some_text(chance, known)
        draft = Draft(text)
        count = chance.choice((1, 2, 4, 8, 16))
        edits += count
        for _ in range(count):
            draft.edit(chance)
        new, origins = draft.result()
        for selector, found in zip(spans := some_spans(chance, text), carry(text, new, spans), strict=True):
            outcomes.add(found.outcome)
            if not (place := found.location):
                assert found.outcome == "unplaced"
                continue
            assert 0 <= place.start < place.end <= len(new)
            assert graphemes.is_boundary(new, place.start)
            assert graphemes.is_boundary(new, place.end)
            if found.outcome == "carried":
                assert new[place.start : place.end] == selector.exact
                if not same_place(text, origins, selector, place.start):
                    wrong.append((selector, found, text, new))
    assert wrong == []
    assert outcomes == OUTCOMES


def test_anchors_ascend_and_are_never_given_again() -> None:
    chance, known = random.Random(8), paragraphs()
    for _ in range(120):
        text = some_text(chance, known)
        old, used = parts(text), set[str]()
        for _ in range(4):
            draft = Draft(text)
            for _ in range(chance.randint(1, 6)):
                draft.edit(chance)
            new, _ = draft.result()
            used |= {part.anchor for part in old}
            aligned = align(text, old, new, [(start, end, "body") for start, end in lines.paragraphs(new)], used=used)
            keys = [anchors.sort_key(name) for name in aligned.anchors]
            assert keys == sorted(set(keys))
            kept = {pair.new for pair in aligned.pairs if pair.old == pair.new}
            assert set(aligned.anchors) & used == kept
            assert {pair.old for pair in aligned.pairs} - {None} == {part.anchor for part in old}
            text, old = new, parts(new, aligned.anchors)
