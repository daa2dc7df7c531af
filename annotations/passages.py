"""The page of a passage or of a range of passages: at full size, in its surroundings, with what refers to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_lowercase

from annotations import apparatus, lists, rendering
from annotations.apparatus import Apparatus, Entry, Target
from annotations.labels import Labels
from annotations.paragraphs import Frame
from annotations.reading import Shown, asides, not_found_sentence, show, ways_back
from annotations.rendering import Page
from edition.models import Passage, Revision
from edition.texts import anchors


@dataclass(slots=True)
class Other:
    """The other end of a link: what stands there, its place in words, and the number of the note that links."""

    target: Target
    place: str
    note: int


@dataclass(slots=True)
class Told:
    """Passages elsewhere that are linked to this one by the same relation, worded from here."""

    relation: str
    others: list[Other]


@dataclass(slots=True)
class PassagePage:
    """What the template of a passage page needs. `notice` says what was asked for where it does not exist."""

    anchor: str
    name: str
    notice: str
    passages: list[Passage]
    shown: list[Shown]
    before: Passage | None
    after: Passage | None
    told: list[Told]
    referred: list[Told]
    sources: str
    text: str
    voice: str

    @property
    def first_anchor(self) -> str:
        return self.passages[0].anchor


def build(revision: Revision, asked: str, *, may_write: bool = False, former: bool = False) -> PassagePage:
    """Return the page of the passages `asked` (p5, or p5-p7); of the nearest where these do not exist.

    `may_write` puts a way to annotate into the menu of each passage; `former` is for a text of which there is a
    newer one: see `apparatus.build`.
    """
    everything = list(revision.passages.all())
    first, last = _range(everything, asked)
    chosen = everything[first : last + 1]
    for one in everything:
        one.revision = revision
    anchor = chosen[0].anchor if first == last else f"{chosen[0].anchor}-{chosen[-1].anchor}"
    frame = Frame.of(revision, may_write=may_write)
    labels = Labels.now(frame.voice)
    notes = _on(apparatus.build(revision, asides(everything), former=former), chosen)
    page = Page(notes, labels)
    shown = show(chosen, notes, revision.text, page, frame, is_open=True)
    return PassagePage(
        anchor=anchor,
        name=rendering.name(anchor),
        notice="" if anchor == asked else not_found_sentence(asked, anchor),
        passages=chosen,
        shown=shown,
        before=everything[first - 1] if first else None,
        after=everything[last + 1] if last + 1 < len(everything) else None,
        told=_told(notes.entries, labels, incoming=False),
        referred=_told(notes.entries, labels, incoming=True),
        sources="".join(lists.sources(ways_back(page), labels)),
        voice=frame.voice,
        text="\n\n".join(one.text for one in chosen),
    )


def nearest(revision: Revision, name: str) -> str:
    """Return the anchor nearest to `name`, which does not exist in `revision`."""
    everything = list(revision.passages.all())
    return everything[_nearest(everything, name)].anchor


def _range(everything: Sequence[Passage], asked: str) -> tuple[int, int]:
    """Return the indices of the first and the last passage asked for, or of those nearest to them."""
    names = asked.split("-")
    found = sorted(_nearest(everything, name) for name in names)
    return found[0], found[-1]


def _nearest(everything: Sequence[Passage], name: str) -> int:
    """Return the index of the passage `name`, or of the nearest in its series, or of the first there is."""
    exact = [n for n, one in enumerate(everything) if one.anchor == name]
    if exact:
        return exact[0]
    same = [n for n, one in enumerate(everything) if one.anchor[0] == name[0]]
    if not same:
        return next((n for n, one in enumerate(everything) if one.anchor.startswith("p")), 0)
    wanted = int(name[1:].rstrip(ascii_lowercase))
    return min(same, key=lambda n: abs(anchors.parse(everything[n].anchor)[1] - wanted))


def _on(everything: Apparatus, chosen: Sequence[Passage]) -> Apparatus:
    """Return the part of the apparatus that stands on `chosen`, with the letters of the reading page."""
    start, end = chosen[0].start, chosen[-1].end
    entries = [entry for entry in everything.entries if entry.start < end and start < entry.end]
    answers = [one for one in everything.accounts if one.start < end and start < one.end]
    return Apparatus(entries, apparatus.sources_of(entries), answers)


def _told(entries: Sequence[Entry], labels: Labels, *, incoming: bool) -> list[Told]:
    """Return the other ends of the links of these entries, grouped by relation in the order they are met."""
    groups: dict[str, list[Other]] = {}
    for entry in entries:
        for target in entry.targets:
            if target.incoming == incoming:
                word = labels.relation(target.relation, incoming)
                groups.setdefault(word, []).append(Other(target, rendering.place(target, labels), entry.number))
    return [Told(word, others) for word, others in groups.items()]
