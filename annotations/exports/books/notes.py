"""What a note says, in the parts in which a book prints it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from annotations.apparatus import Entry, Target
from annotations.exports.books.nodes import Element, Node, parse
from annotations.exports.books.numbers import Numbers
from annotations.labels import Labels
from annotations.rendering import notice, place, result_word
from annotations.vocabulary import Confidence


@dataclass(frozen=True, slots=True)
class Told:
    """The other end of a cross-reference: the relation in a word, where it stands, and its words."""

    relation: str
    where: str
    path: str
    title: str
    exact: str
    language: str
    ref: Element


@dataclass(frozen=True, slots=True)
class Witness:
    """A piece of evidence: the title of the source, what it bears out, its own words, and its citation."""

    title: str
    supports: str
    quotation: str
    ref: Element


@dataclass(slots=True)
class Note:
    """One note; `place` is the name of the passage it ends in, `anchor` its anchor, `path` the note's own address."""

    letter: str
    number: int
    path: str
    kind: str
    kind_word: str
    sign: str
    result: str
    gist: str
    exact: str
    reading: str
    is_sic: bool
    finding: list[Node]
    remark: str
    told: list[Told]
    evidence: list[Witness]
    topics: list[tuple[str, str]]
    changed: list[Node]
    reviewed: str
    anchor: str = ""
    place: str = ""

    @property
    def heading(self) -> str:
        """What the note is, in words: Fact-check: inaccurate."""
        return f"{self.kind_word}: {self.result.lower()}" if self.result else self.kind_word


@dataclass(slots=True)
class Voices:
    """What the notes of a text share: the words, the numbers of the sources, and by slug the articles' languages."""

    labels: Labels
    numbers: Numbers
    keys: Mapping[int, str]
    languages: Mapping[str, str] = field(default_factory=dict)


def note(entry: Entry, voices: Voices) -> Note:
    """Return the parts of a note; its sources are numbered in the order in which the site's page cites them."""
    labels = voices.labels
    return Note(
        letter=entry.letter,
        number=entry.number,
        path=f"{labels.root}notes/{entry.number}/",
        kind=entry.kind,
        kind_word=labels.kinds[entry.kind],
        sign=labels.sign(entry.verdict) if entry.verdict else "",
        result=result_word(entry, labels),
        gist=entry.gist,
        exact=entry.exact,
        reading=entry.reading,
        is_sic=bool(entry.sic),
        finding=_finding(entry, voices),
        remark=labels.words["low"] if entry.confidence == Confidence.LOW else "",
        told=[_told(target, entry, voices) for target in entry.targets],
        evidence=_evidence(entry, voices),
        topics=[(f"{labels.root}topics/{slug}/", title) for slug, title in entry.topics],
        changed=parse(notice(entry.changed, labels)) if entry.changed else [],
        reviewed=labels.reviewed(entry.reviewed) if entry.reviewed else "",
    )


def _finding(entry: Entry, voices: Voices) -> list[Node]:
    """Return the finding; evidence that it does not cite inline is numbered at its end."""
    parsed = parse(entry.finding_html)
    inline = set(_keys(parsed))
    blocks = voices.numbers.fill(parsed, entry.letter)
    rest = [(voices.keys[one.work], one.locator) for one in entry.evidence if voices.keys[one.work] not in inline]
    if not rest:
        return blocks
    refs = voices.numbers.refs(rest, entry.letter)
    last = blocks[-1] if blocks else ""
    if not isinstance(last, Element) or last.name != "p":
        return [*blocks, Element("p", [refs])]
    end = last.children[-1] if last.children else ""
    if isinstance(end, Element) and end.name == "refs":
        end.children += refs.children
    else:
        last.children += [" ", refs]
    return blocks


def _keys(nodes: list[Node]) -> list[str]:
    """Return the keys that nodes cite."""
    found = []
    for node in nodes:
        if isinstance(node, Element):
            found += [node.attributes["data-key"]] if "data-key" in node.attributes else _keys(node.children)
    return found


def _told(target: Target, entry: Entry, voices: Voices) -> Told:
    labels = voices.labels
    return Told(
        relation=labels.relation(target.relation, target.incoming),
        where=place(target, labels),
        path=f"{labels.root}articles/{target.slug}/v{target.revision}/#{target.anchor}",
        title=target.title,
        exact=target.exact,
        language=voices.languages.get(target.slug, "en"),
        ref=voices.numbers.ref(voices.keys[target.work], "", entry.letter),
    )


def _evidence(entry: Entry, voices: Voices) -> list[Witness]:
    found = []
    for one in entry.evidence:
        key = voices.keys[one.work]
        ref = voices.numbers.ref(key, one.locator, entry.letter)
        found.append(Witness(voices.numbers.title(key), one.supports, one.quotation, ref))
    return found
