"""The edition as a repository of OAI-PMH: its items as Dublin Core, MODS and, of articles, TEI."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from email.utils import parseaddr
from xml.etree.ElementTree import Element, fromstring

from django.conf import settings

from annotations import citing
from annotations.exports import oai_items, tei
from annotations.exports.oai_items import ARTICLES, CLAIMS, NOTES, SOURCES, TOPICS
from annotations.models import Annotation, Claim, Topic
from edition.citations import dublin_core, mods
from edition.citations.record import Record
from edition.citing import of_revision
from edition.models import Revision, Work
from edition.publishing.oai import INSTANCE, Item, MetadataFormat

DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
TEI = "http://www.tei-c.org/ns/1.0"
FORMATS = {
    "oai_dc": MetadataFormat("oai_dc", "http://www.openarchives.org/OAI/2.0/oai_dc.xsd", DC),
    "mods": MetadataFormat("mods", mods.SCHEMA, mods.NAMESPACE),
    "tei": MetadataFormat("tei", "http://www.tei-c.org/release/xml/tei/custom/schema/xsd/tei_all.xsd", TEI, 10),
}
_ID = "{http://www.w3.org/XML/1998/namespace}id"
# The protocol wants one with a dot behind the @.
_EMAIL = re.compile(r"\S+@(\S+\.)+\S+")


@dataclass(frozen=True, slots=True)
class Repository:
    """The edition at `base`, the address of the site without a slash at its end; requests are sent to `address`."""

    base: str
    host: str
    address: str

    @property
    def name(self) -> str:
        return "Sic, an annotated edition"

    @property
    def formats(self) -> Mapping[str, MetadataFormat]:
        return FORMATS

    @property
    def sets(self) -> Mapping[str, str]:
        return oai_items.SETS

    @property
    def email(self) -> str:
        """Whom to write to about the harvest: the address from which the site sends letters, if it is a public one."""
        sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
        domain = self.host if "." in self.host else f"{self.host}.invalid"
        return sender if _EMAIL.fullmatch(sender) else f"webmaster@{domain}"

    @property
    def secret(self) -> bytes:
        return f"oai {settings.SECRET_KEY}".encode()

    def items(self) -> list[Item]:
        """Return everything that is or was there, in the order of datestamps and identifiers."""
        return oai_items.items(self.host)

    def metadata(self, items: Sequence[Item], prefix: str) -> Iterator[Element]:
        """Give the metadata of items that are not deleted, in their order."""
        names = [item.identifier.removeprefix(f"oai:{self.host}:") for item in items]
        if prefix == "tei":
            revisions = _revisions([_key(name) for name in names])
            yield from (_tei(revisions[_key(name)], self.base) for name in names)
            return
        records = _records(names, self.base)
        make = _dublin_core if prefix == "oai_dc" else _mods
        yield from (make(records[name]) for name in names)


def _key(name: str) -> str:
    return name.partition("/")[2]


def _records(names: Sequence[str], base: str) -> dict[str, Record]:
    """Return the neutral records of items by their names: notes/2, sources/dukes-legacy."""
    keys: dict[str, list[str]] = defaultdict(list)
    for name in names:
        keys[name.partition("/")[0]].append(_key(name))
    return {f"{kind}/{key}": record for kind, wanted in keys.items() for key, record in _RECORDS[kind](wanted, base)}


Records = Iterable[tuple[str, Record]]


def _of_articles(slugs: Sequence[str], base: str) -> Records:
    return [(slug, of_revision(revision, base)) for slug, revision in _revisions(slugs).items()]


def _revisions(slugs: Sequence[str]) -> dict[str, Revision]:
    """Return the newest text of each article."""
    found = Revision.objects.light().filter(article__slug__in=slugs).select_related("article__work")
    return {revision.article.slug: revision for revision in found.order_by("number")}


def _of_notes(numbers: Sequence[str], base: str) -> Records:
    """The record of a note, with its gist as the abstract."""
    notes = Annotation.objects.filter(number__in=numbers).with_place().prefetch_related("versions")
    for note in notes:
        record = citing.of_note(note, base)
        yield str(note.number), replace(record, csl={**record.csl, "abstract": note.gist}) if note.gist else record


def _of_sources(keys: Sequence[str], base: str) -> Records:
    return [(work.key, work.as_record()) for work in Work.objects.filter(key__in=keys)]


def _of_topics(slugs: Sequence[str], base: str) -> Records:
    topics = list(Topic.objects.filter(slug__in=slugs))
    return zip((topic.slug for topic in topics), citing.of_topics(topics, base), strict=True)


def _of_claims(slugs: Sequence[str], base: str) -> Records:
    claims = list(Claim.objects.filter(slug__in=slugs))
    return zip((claim.slug for claim in claims), citing.of_claims(claims, base), strict=True)


_RECORDS: Mapping[str, Callable[[Sequence[str], str], Records]] = {
    ARTICLES: _of_articles,
    NOTES: _of_notes,
    SOURCES: _of_sources,
    TOPICS: _of_topics,
    CLAIMS: _of_claims,
}


def _declared(element: Element, namespaces: Mapping[str, str], schema: str) -> Element:
    """Return the element of a record with its namespaces and schema, as the protocol wants them on each (3.4)."""
    for prefix, namespace in namespaces.items():
        element.set(f"xmlns:{prefix}" if prefix else "xmlns", namespace)
    element.set("xmlns:xsi", INSTANCE)
    element.set("xsi:schemaLocation", schema)
    return element


def _dublin_core(record: Record) -> Element:
    namespaces = {"oai_dc": DC, "dc": "http://purl.org/dc/elements/1.1/"}
    return _declared(dublin_core.dc(record), namespaces, f"{DC} {FORMATS['oai_dc'].schema}")


def _mods(record: Record) -> Element:
    return _declared(mods.mods(record), {"": mods.NAMESPACE}, f"{mods.NAMESPACE} {mods.SCHEMA}")


def _tei(revision: Revision, base: str) -> Element:
    # Our own export, so there is nothing in it to guard against.
    document = fromstring(tei.document(revision, base))  # noqa: S314
    _make_unique(document, revision.article.slug)
    return _declared(document, {}, f"{TEI} {FORMATS['tei'].schema}")


def _make_unique(document: Element, slug: str) -> None:
    """Put the article before every xml:id and what points to it: an answer is one document, of many articles."""
    named = {one.attrib[_ID]: f"of.{slug}.{one.attrib[_ID]}" for one in document.iter() if _ID in one.attrib}
    pointers = {f"#{old}": f"#{new}" for old, new in named.items()}
    for one in document.iter():
        for name, value in one.attrib.items():
            if name == _ID:
                one.set(name, named[value])
            elif "#" in value:
                one.set(name, " ".join(pointers.get(part, part) for part in value.split(" ")))
