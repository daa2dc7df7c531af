"""The `standOff` of a TEI file: an `annotation` for every note, and the list of the sources they rest on."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from annotations import bylines
from annotations.apparatus import Ground, Target
from annotations.exports.tei import prose, terms
from annotations.exports.tei.notes import Gathered, Item
from annotations.models import Annotation
from annotations.vocabulary import Kind
from edition.models import Work
from edition.publishing.tei_bibl import bibl_struct
from edition.publishing.tei_text import Woven
from edition.publishing.tei_xml import Element, add, address, element


def stand_off(gathered: Gathered, woven: Woven, base: str) -> Element | None:
    """Return the notes and sources of a text; None where there is no note. `base` is the site's address."""
    if not gathered.items and not gathered.withdrawn:
        return None
    made = element("standOff", xml_id="apparatus", xml_lang="en")
    writer = _Writer(gathered, woven, base)
    notes = add(made, "listAnnotation", type="notes")
    for item in gathered.items:
        notes.append(writer.annotation(item))
    for note in gathered.withdrawn:
        notes.append(writer.tombstone(note))
    if gathered.works:
        sources = add(made, "listBibl", type="sources")
        for work in sorted(gathered.works.values(), key=lambda work: work.key):
            sources.append(bibl_struct(work.csl, source_id(work)))
    return made


def source_id(work: Work) -> str:
    """Return the xml:id of a source."""
    return f"work-{work.key}"


class _Writer:
    """Writes annotations; `woven` knows where the words of a note stand."""

    def __init__(self, gathered: Gathered, woven: Woven, base: str) -> None:
        self.works, self.claims, self.woven, self.base = gathered.works, gathered.claims, woven, base
        self.by_key = {work.key: work for work in gathered.works.values()}

    def annotation(self, item: Item) -> Element:
        """Return the annotation of one note at one of its ends."""
        entry, note = item.entry, item.note
        kinds = (("kind", entry.kind), ("verdict", entry.verdict), ("correction", entry.correction_type))
        made = self._opened(note, item.xml_id, (entry.start, entry.end))
        made.set("n", entry.letter)
        made.set("motivation", terms.MOTIVATIONS[Kind(entry.kind)])
        made.set("ana", terms.pointers(kinds))
        if entry.confidence:
            made.set("cert", entry.confidence)
        self._signed(made, note)
        self._words(made, item)
        self._evidence(made, entry.evidence)
        for target in entry.targets:
            self._link(made, target)
        self._pointers(made, item)
        return made

    def tombstone(self, note: Annotation) -> Element:
        """Return the annotation of a note that was withdrawn: that it was, and why."""
        made = self._opened(note, f"note-{note.number}", (note.span.start, note.span.end))
        made.set("motivation", "moderating")
        made.set("ana", terms.pointer("kind", note.kind))
        add(made, "note", note.withdrawn_because, type="withdrawn")
        return made

    def _opened(self, note: Annotation, xml_id: str, span: tuple[int, int]) -> Element:
        target = " ".join(f"#{piece}" for piece in self.woven.pieces[span])
        corresp = address(self.base + note.get_absolute_url())
        return element("annotation", xml_id=xml_id, target=target, corresp=corresp)

    def _signed(self, made: Element, note: Annotation) -> None:
        known = bylines.orcids(note)
        for name in bylines.byline(note):
            statement = add(made, "respStmt")
            add(statement, "resp", "written by")
            add(statement, "persName", name, ref=known.get(name, ""))
        if note.published_at and note.reviewed_at:
            history = add(made, "revisionDesc", status="published")
            days = {"published": note.published_at, "reviewed": note.reviewed_at}
            for status, when in days.items():
                if status == "published" or when != note.published_at:
                    add(history, "change", status=status, when=when.isoformat().replace("+00:00", "Z"))

    def _words(self, made: Element, item: Item) -> None:
        """Write what the note says: the claim it checks, its gist, the corrected reading, the finding."""
        entry, note = item.entry, item.note
        if note.claim_reviewed:
            add(made, "note", note.claim_reviewed, type="claim")
        if entry.gist:
            add(made, "note", entry.gist, type="gist")
        if entry.reading:
            choice = f"#{item.xml_id}-choice" if item.xml_id in self.woven.in_place else ""
            add(made, "note", entry.reading, type="reading", subtype="sic" if entry.sic else "", corresp=choice)
        finding = add(made, "note", type="finding")
        prose.write(finding, entry.finding_html, self.base, self._cite)

    def _cite(self, into: Element, key: str, locator: str) -> None:
        cited = add(into, "bibl")
        add(cited, "ptr", target=f"#{source_id(self.by_key[key])}")
        if locator:
            add(cited, "citedRange", locator)

    def _evidence(self, made: Element, evidence: Sequence[Ground]) -> None:
        if not evidence:
            return
        grounds = add(add(made, "note", type="evidence"), "listBibl")
        for ground in evidence:
            bibl = add(grounds, "bibl", ana=terms.pointer("stance", ground.stance))
            add(bibl, "ptr", target=f"#{source_id(self.works[ground.work])}")
            if ground.locator:
                add(bibl, "citedRange", ground.locator)
            if ground.quotation:
                add(add(bibl, "note", type="quotation"), "quote", ground.quotation)
            if ground.supports:
                add(bibl, "note", ground.supports, type="supports")

    def _link(self, made: Element, target: Target) -> None:
        """Write the other end of a cross-reference: the fixed address of its passage, and the words there."""
        where = self.base + reverse("passage", args=[target.slug, target.revision, target.anchor])
        relation = terms.pointer("relation", target.relation)
        end = "from" if target.incoming else "to"
        add(made, "ref", target.exact, type="passage", subtype=end, ana=relation, target=address(where))

    def _pointers(self, made: Element, item: Item) -> None:
        """Write what the note belongs to: topics and claims of the ledger, tags, related notes."""
        for slug, _title in item.entry.topics:
            add(made, "ptr", type="topic", target=address(self.base + reverse("topic", args=[slug])))
        for slug in self.claims.get(item.note.pk, ()):
            add(made, "ptr", type="claim", target=address(self.base + reverse("claim", args=[slug])))
        for one in item.note.related.all():
            add(made, "ptr", type="related", target=address(self.base + one.get_absolute_url()))
        if tags := sorted(tag.name for tag in item.note.tags.all()):
            note = add(made, "note", type="tags")
            for tag in tags:
                add(note, "term", tag)
