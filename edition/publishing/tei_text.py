"""The `text` of a TEI file of this edition: every passage an element by its role, and the text to be had from it again.

The rule: the stored text is all character data within `text`, in order, but for what stands in `corr`; a `g` stands for
the character that it names. Line breaks and blanks between the passages stand between their elements, and
`xml:space="preserve"` says so. Nothing else is between the tags.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from edition.intake import xml
from edition.intake.errors import IntakeError
from edition.publishing.tei_xml import NAMESPACE, XML, Element, add, character, element, put

FRONT = {"title": "titlePart", "kicker": "titlePart", "deck": "titlePart", "byline": "byline"}
BODY = {"heading": "head", "body": "p", "list-item": "item", "summary": "item", "furniture": "fw"}
TITLE_MATTER = frozenset({*FRONT, "author-note", "furniture"})
APPLICATION = "Sic"
FORM = "1"  # of the way in which texts are encoded here; another one reads differently
GAP = "gap"  # the type of an element between passages for characters that XML does not take for blanks
_BLANKS = " \t\r\n"


class Stretch(NamedTuple):
    """A passage of the text: its anchor, its role, and the code points it begins and ends at."""

    anchor: str
    role: str
    start: int
    end: int


class Correction(NamedTuple):
    """A corrected reading of text[start:end]; `note` is the xml:id of the note that gives it."""

    start: int
    end: int
    reading: str
    note: str


@dataclass(slots=True)
class Woven:
    """A `text`, the xml:ids of the pieces of it that tile each span, and the notes whose reading stands in place."""

    element: Element
    pieces: dict[tuple[int, int], list[str]] = field(default_factory=dict)
    in_place: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Cuts:
    """Where the words of passages are cut: at both ends of each span and of each reading that stands in place."""

    spans: Sequence[tuple[int, int]] = ()
    corrections: Sequence[Correction] = ()
    pieces: dict[tuple[int, int], list[str]] = field(default_factory=dict)

    def of(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        edges = {edge for span in self.spans for edge in span if start < edge < end}
        edges |= {edge for one in self.corrections for edge in one[:2] if start < edge < end}
        marks = [start, *sorted(edges), end]
        yield from pairwise(marks)

    def within(self, passage: Stretch) -> "_Cuts":
        near = [span for span in self.spans if span[0] < passage.end and span[1] > passage.start]
        own = [one for one in self.corrections if passage.start <= one.start and one.end <= passage.end]
        return _Cuts(near, own, self.pieces)


def weave(
    text: str,
    passages: Sequence[Stretch],
    spans: Sequence[tuple[int, int]] = (),
    corrections: Sequence[Correction] = (),
    language: str = "",
) -> Woven:
    """Return the `text` element: passages in order, spans as `seg`, readings as `choice` where none is over another."""
    root = element("text", xml_lang=language, xml_space="preserve")
    standing = _apart(corrections, passages)
    cuts = _Cuts(sorted(set(spans)), standing)
    _Writer(text, passages, root, cuts).write(passages, 0, len(text))
    return Woven(root, cuts.pieces, {one.note for one in standing})


def fragment(text: str, passages: Sequence[Stretch], first: int, last: int, parent: Element) -> None:
    """Write the passages from number `first` to `last`, from 0, and what stands between them, into `parent`."""
    chosen = passages[first : last + 1]
    writer = _Writer(text, passages, parent, _Cuts(), parts=False)
    writer.write(chosen, chosen[0].start, chosen[-1].end)


def _apart(corrections: Sequence[Correction], passages: Sequence[Stretch]) -> list[Correction]:
    """Return the readings that can stand in place: each within one passage, and none over another."""
    found: list[Correction] = []
    for one in sorted(corrections):
        inside = any(passage.start <= one.start and one.end <= passage.end for passage in passages)
        if inside and one.reading and (not found or found[-1].end <= one.start):
            found.append(one)
    return found


class _Writer:
    """Writes passages one after another; `at` are the elements that are open, from the outermost."""

    def __init__(
        self, text: str, passages: Sequence[Stretch], root: Element, cuts: _Cuts, *, parts: bool = True
    ) -> None:
        self.text, self.root, self.cuts, self.parts = text, root, cuts, parts
        leading = next((at for at, one in enumerate(passages) if one.role not in TITLE_MATTER), len(passages))
        self.front = {one.anchor for one in passages[:leading]} if leading < len(passages) else set()
        body = [one for one in passages if one.anchor not in self.front]
        self.only_furniture = all(one.role == "furniture" for one in body)
        self.at: list[tuple[str, Element]] = [("", root)]
        self.divisions = 0

    def write(self, passages: Sequence[Stretch], start: int, end: int) -> None:
        """Write the passages, and all that stands from `start` to `end`."""
        for passage in passages:
            path = self._path(passage)
            while [name for name, _ in self.at[1:]] != path[: len(self.at) - 1]:
                self.at.pop()
            self._gap(self.text[start : passage.start])
            for name in path[len(self.at) - 1 :]:
                self.at.append((name, self._opened(name)))
            self._passage(passage)
            start = passage.end
        del self.at[2 if self.parts else 1 :]
        self._gap(self.text[start:end])

    def _path(self, passage: Stretch) -> list[str]:
        """Return the names of the elements in which a passage stands; a heading opens a division of its own."""
        if passage.anchor in self.front:
            return ["front"] if self.parts else []
        path = ["body"] if self.parts else []
        self.divisions += passage.role == "heading"
        path += [f"div {self.divisions}"] if self.divisions else []
        return [*path, f"list {passage.role}"] if self._name(passage) == "item" else path

    def _opened(self, name: str) -> Element:
        kind, _, role = name.partition(" ")
        return add(self.at[-1][1], kind, type=role if kind == "list" else "")

    def _name(self, passage: Stretch) -> str:
        if passage.anchor in self.front:
            return FRONT.get(passage.role, BODY.get(passage.role, "ab"))
        return "ab" if self.only_furniture else BODY.get(passage.role, "ab")

    def _gap(self, words: str) -> None:
        """Write what stands between passages: characters that are no blanks of XML in an element of their own."""
        where = self.at[-1][1]
        position = 0
        for at, sign in enumerate(words):
            if sign not in _BLANKS:
                put(where, words[position:at])
                add(where, "fw", sign, type=GAP)
                position = at + 1
        put(where, words[position:])

    def _passage(self, passage: Stretch) -> None:
        name = self._name(passage)
        kind = {
            "titlePart": "main" if passage.role == "title" else passage.role,
            "ab": passage.role,
            "fw": passage.role,
        }
        made = add(self.at[-1][1], name, xml_id=passage.anchor, n=passage.anchor, type=kind.get(name, ""))
        _Words(self.text, passage, self.cuts.within(passage)).write(made)


class _Words:
    """The words of one passage, cut where spans and readings begin and end."""

    def __init__(self, text: str, passage: Stretch, cuts: _Cuts) -> None:
        self.text, self.passage, self.cuts, self.count = text, passage, cuts, 0

    def write(self, into: Element) -> None:
        position = self.passage.start
        for one in self.cuts.corrections:
            self._pieces(into, position, one.start)
            choice = add(into, "choice", xml_id=f"{one.note}-choice")
            self._pieces(add(choice, "sic"), one.start, one.end)
            add(choice, "corr", one.reading, corresp=f"#{one.note}")
            position = one.end
        self._pieces(into, position, self.passage.end)

    def _pieces(self, into: Element, start: int, end: int) -> None:
        for first, last in self.cuts.of(start, end) if start < end else ():
            over = [span for span in self.cuts.spans if span[0] <= first and last <= span[1]]
            if not over:
                put(into, self.text[first:last])
                continue
            self.count += 1
            name = f"{self.passage.anchor}.{self.count}"
            add(into, "seg", self.text[first:last], xml_id=name)
            for span in over:
                self.cuts.pieces.setdefault(span, []).append(name)


def is_ours(root: Element) -> bool:
    """Whether the header of a TEI file says that it was written here, in the form that is read here."""
    path = "t:teiHeader/t:encodingDesc/t:appInfo/t:application"
    found = root.iterfind(path, {"t": NAMESPACE})
    return any((one.get("ident"), one.get("version")) == (APPLICATION, FORM) for one in found)


def read(data: bytes) -> str:
    """Return the stored text out of a TEI file of this edition; raises IntakeError for what is no such file."""
    return content(text_of(xml.parse(data)))


def text_of(root: Element) -> Element:
    """Return the `text` of a TEI file; raises IntakeError where there is none."""
    found = root.find(f"{{{NAMESPACE}}}text")
    if found is None:
        raise IntakeError("not-tei")
    return found


def content(text: Element) -> str:
    """Return the text that an element holds, by the rule."""
    return "".join(_characters(text))


def _characters(element: Element) -> Iterator[str]:
    name = local(element)
    if name == "corr":
        return
    if name == "g":
        yield character(element)
    yield element.text or ""
    for child in element:
        yield from _characters(child)
        yield child.tail or ""


def local(element: Element) -> str:
    """Return the name of an element of TEI; '' for those of others."""
    space, _, name = str(element.tag).rpartition("}")
    return name if space == f"{{{NAMESPACE}" else ""


def passages(text: Element) -> list[Stretch]:
    """Return the passages of a `text`, in order; a role is what the file says, be there such a role or not."""
    found: list[Stretch] = []
    _collect(text, 0, found)
    return found


def _collect(element: Element, position: int, found: list[Stretch]) -> int:
    """Add the passages within `element`, which begins at `position`; return where it ends."""
    anchor, start = element.get("n", ""), position
    if anchor and anchor == element.get(f"{XML}id"):
        position += len(content(element))
        found.append(Stretch(anchor, _role(element), start, position))
        return position
    position += len(element.text or "") + (len(character(element)) if local(element) == "g" else 0)
    for child in element:
        position = _collect(child, position, found) + len(child.tail or "")
    return position


_ROLES: Mapping[str, str] = {"head": "heading", "p": "body", "byline": "byline"}


def _role(element: Element) -> str:
    name, parent = local(element), element.getparent()
    if name == "item" and parent is not None:
        return parent.get("type", "list-item")
    kind = element.get("type", "")
    return _ROLES.get(name) or ("title" if (name, kind) == ("titlePart", "main") else kind)
