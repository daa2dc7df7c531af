"""Random edits of a text whose characters remember where they came from: the truth to which carrying is held."""

import random
from collections.abc import Sequence
from itertools import chain

STRANGE = ("zeppelin", "quorum", "Ελλάδα", "روس", "e\u0301clair", "👨‍👩‍👧", "1937", "whereupon")
TYPOGRAPHY = str.maketrans({"’": "'", " ": "\u00a0", "-": "–", "“": '"', "”": '"'})

Letter = tuple[str, int]  # a character and the offset it came from, or -1
Word = list[Letter]
Paragraph = list[Word]  # words with the white space after them


def written(words: str) -> Word:
    """Letters that come from nowhere."""
    return [(letter, -1) for letter in words]


class Draft:
    """A text in paragraphs parted by blank lines, to be edited."""

    def __init__(self, text: str) -> None:
        self.paragraphs: list[Paragraph] = []
        self.copied: list[Paragraph] = []  # paragraphs that stand twice: which is the first is not for a reader to know
        offset = 0
        for line in text.split("\n\n"):
            words: Paragraph = []
            for word in line.split(" "):
                words.append([(letter, offset + at) for at, letter in enumerate(word + " ")])
                offset += len(word) + 1
            words[-1].pop()
            offset += 1
            self.paragraphs.append(words)
        texts = text.split("\n\n")
        self.copied += [each for each, line in zip(self.paragraphs, texts, strict=True) if texts.count(line) > 1]

    def result(self) -> tuple[str, list[int]]:
        """The text, and for each character the offset it came from, or -1."""
        letters: Word = []
        for number, paragraph in enumerate(self.paragraphs):
            letters += written("\n\n") if number else []
            letters += chain.from_iterable(paragraph)
        return "".join(letter for letter, _ in letters), [origin for _, origin in letters]

    # --- edits ------------------------------------------------------------------------------------------

    def edit(self, chance: random.Random) -> None:
        """One edit of a paragraph that does not stand twice."""
        free = [at for at, paragraph in enumerate(self.paragraphs) if self._is_free(paragraph)]
        if free:
            chance.choice(self.ACTS)(self, chance, chance.choice(free))

    def _is_free(self, paragraph: Paragraph) -> bool:
        return not any(paragraph is other for other in self.copied)

    def insert(self, chance: random.Random, number: int) -> None:
        at = chance.randrange(len(self.paragraphs[number]))
        self.paragraphs[number][at:at] = [written(chance.choice(STRANGE) + " ") for _ in range(chance.randint(1, 8))]

    def insert_paragraph(self, chance: random.Random, number: int) -> None:
        self.paragraphs.insert(number, [written(chance.choice(STRANGE) + " ") for _ in range(chance.randint(1, 30))])

    def delete(self, chance: random.Random, number: int) -> None:
        paragraph = self.paragraphs[number]
        at = chance.randrange(len(paragraph))
        del paragraph[at : at + min(chance.choice((1, 1, 2, 5, 12)), len(paragraph) - 1)]

    def replace(self, chance: random.Random, number: int) -> None:
        paragraph = self.paragraphs[number]
        at = chance.randrange(len(paragraph))
        blank = [letter for letter in paragraph[at] if letter[0] == " "]
        word = "".join(letter for letter, _ in paragraph[at]).strip()
        paragraph[at] = [*written(chance.choice([other for other in STRANGE if other != word])), *blank]

    def duplicate(self, chance: random.Random, number: int) -> None:
        """Write a paragraph, or some of its words, a second time; the copy comes from nowhere."""
        paragraph = self.paragraphs[number]
        size = chance.choice((len(paragraph), chance.randint(1, len(paragraph))))
        at = chance.randrange(len(paragraph) - size + 1)
        copy = [[(letter, -1) for letter, _ in word] for word in paragraph[at : at + size]]
        host = chance.choice(self.paragraphs)
        if chance.random() < 0.5 or not self._is_free(host):
            self.paragraphs.insert(chance.randrange(len(self.paragraphs) + 1), copy)
            self.copied += [paragraph, copy]
        else:
            host[0:0] = [*copy[:-1], [*copy[-1], (" ", -1)]]
            self.copied += [paragraph, host]

    def move(self, chance: random.Random, number: int) -> None:
        paragraph = self.paragraphs.pop(number)
        self.paragraphs.insert(chance.randrange(len(self.paragraphs) + 1), paragraph)

    def drop(self, chance: random.Random, number: int) -> None:
        if len(self.paragraphs) > 1:
            del self.paragraphs[number]

    def typography(self, chance: random.Random, number: int) -> None:
        paragraph = self.paragraphs[number]
        at = chance.randrange(len(paragraph))
        for place, word in enumerate(paragraph[at : at + 6], at):
            changed = [letter.translate(TYPOGRAPHY) for letter, _ in word]
            paragraph[place] = [
                (other, origin if other == letter else -1)
                for other, (letter, origin) in zip(changed, word, strict=True)
            ]

    def split(self, chance: random.Random, number: int) -> None:
        paragraph = self.paragraphs[number]
        if len(paragraph) > 1:
            at = chance.randrange(1, len(paragraph))
            self.paragraphs[number : number + 1] = [paragraph[:at], paragraph[at:]]

    def join(self, chance: random.Random, number: int) -> None:
        if number + 1 < len(self.paragraphs) and self._is_free(self.paragraphs[number + 1]):
            first, second = self.paragraphs[number : number + 2]
            self.paragraphs[number : number + 2] = [[*first[:-1], [*first[-1], (" ", -1)], *second]]

    ACTS = (
        insert, insert, insert_paragraph, delete, delete, replace, replace, replace, duplicate, move, drop, typography,
        split, join,
    )  # fmt: skip


def origins_of(origins: Sequence[int], start: int, end: int) -> list[int]:
    """Where the characters of a range came from, without those that came from nowhere."""
    return [origin for origin in origins[start:end] if origin >= 0]
