"""Answers of an OAI-PMH 2.0 repository, as XML: every request is answered by one function, errors included.

http://www.openarchives.org/OAI/openarchivesprotocol.html. Pure: the records come from a Repository.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol
from xml.etree.ElementTree import tostring

from edition.citations.xml import DECLARATION, Element, add
from edition.publishing.oai_requests import SECONDS, Cursor, OAIError, Selection, read, resume

NAMESPACE = "http://www.openarchives.org/OAI/2.0/"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
IDENTIFIERS = "http://www.openarchives.org/OAI/2.0/oai-identifier"
ON_A_PAGE = 100
_DOMAIN = re.compile(r"[a-zA-Z][a-zA-Z0-9\-]*(\.[a-zA-Z][a-zA-Z0-9\-]*)+")


@dataclass(frozen=True, slots=True, order=True)
class Item:
    """One thing that is harvested, with the second of its last change; its sets from the broadest on."""

    datestamp: datetime
    identifier: str
    sets: tuple[str, ...] = ()
    prefixes: Collection[str] = ()
    is_deleted: bool = False

    @property
    def stamp(self) -> str:
        return self.datestamp.strftime(SECONDS)


@dataclass(frozen=True, slots=True)
class MetadataFormat:
    """A format in which records can be had."""

    prefix: str
    schema: str
    namespace: str
    on_a_page: int = ON_A_PAGE


class Repository(Protocol):
    """What is harvested."""

    @property
    def name(self) -> str: ...
    @property
    def address(self) -> str:
        """Where requests are sent."""

    @property
    def email(self) -> str: ...
    @property
    def host(self) -> str:
        """The domain in the identifiers of the records: oai:<host>:notes/2."""

    @property
    def secret(self) -> bytes:
        """What the resumption tokens are signed with."""

    @property
    def formats(self) -> Mapping[str, MetadataFormat]:
        """The formats by their prefix."""

    @property
    def sets(self) -> Mapping[str, str]:
        """The names of the sets by their setSpec."""

    def items(self) -> Sequence[Item]:
        """Return everything that is or was there, in the order of datestamps and identifiers."""

    def metadata(self, items: Sequence[Item], prefix: str) -> Iterable[Element]:
        """Return the metadata of items that are not deleted, in their order."""


def answer(pairs: Iterable[tuple[str, str]], repository: Repository, now: datetime) -> bytes:
    """Return the answer to a request, given as its pairs of name and value; `now` is its time in UTC."""
    root = Element("OAI-PMH", _schema(NAMESPACE, f"{NAMESPACE}OAI-PMH.xsd"))
    add(root, "responseDate", now.astimezone(UTC).strftime(SECONDS))
    arguments: dict[str, str] = {}
    try:
        arguments = read(pairs)
        made = _VERBS[arguments["verb"]](arguments, repository)
    except OAIError as error:
        made = Element("error", {"code": error.code})
        made.text = error.sentence
        # What is not understood is not repeated (3.6).
        arguments = {} if error.code in {"badVerb", "badArgument"} else arguments
    add(root, "request", repository.address, **arguments)
    root.append(made)
    return f"{DECLARATION}{tostring(root, encoding='unicode')}\n".encode()


def _schema(namespace: str, schema: str) -> dict[str, str]:
    return {"xmlns": namespace, "xmlns:xsi": INSTANCE, "xsi:schemaLocation": f"{namespace} {schema}"}


def _identify(arguments: Mapping[str, str], repository: Repository) -> Element:
    items = repository.items()
    made = Element("Identify")
    add(made, "repositoryName", repository.name)
    add(made, "baseURL", repository.address)
    add(made, "protocolVersion", "2.0")
    add(made, "adminEmail", repository.email)
    add(made, "earliestDatestamp", items[0].stamp if items else "1970-01-01T00:00:00Z")
    add(made, "deletedRecord", "persistent")
    add(made, "granularity", "YYYY-MM-DDThh:mm:ssZ")
    add(made, "compression", "gzip")
    if items and _DOMAIN.fullmatch(repository.host):
        add(made, "description").append(_identifiers(repository.host, items[0].identifier))
    return made


def _identifiers(host: str, sample: str) -> Element:
    """How identifiers are made: http://www.openarchives.org/OAI/2.0/guidelines-oai-identifier.htm."""
    made = Element("oai-identifier", _schema(IDENTIFIERS, f"{IDENTIFIERS}.xsd"))
    add(made, "scheme", "oai")
    add(made, "repositoryIdentifier", host)
    add(made, "delimiter", ":")
    add(made, "sampleIdentifier", sample)
    return made


def _list_formats(arguments: Mapping[str, str], repository: Repository) -> Element:
    known: Collection[str] = repository.formats
    if "identifier" in arguments:
        known = _item(arguments["identifier"], repository).prefixes
    made = Element("ListMetadataFormats")
    for prefix in known:
        form, one = repository.formats[prefix], add(made, "metadataFormat")
        add(one, "metadataPrefix", form.prefix)
        add(one, "schema", form.schema)
        add(one, "metadataNamespace", form.namespace)
    return made


def _list_sets(arguments: Mapping[str, str], repository: Repository) -> Element:
    if token := arguments.get("resumptionToken", ""):
        resume(token, "ListSets", repository.secret)
    if "resumptionToken" in arguments:
        raise OAIError("badResumptionToken", "The list of sets is whole: it has no tokens.")
    made = Element("ListSets")
    for spec, name in repository.sets.items():
        one = add(made, "set")
        add(one, "setSpec", spec)
        add(one, "setName", name)
    return made


def _get(arguments: Mapping[str, str], repository: Repository) -> Element:
    item, prefix = _item(arguments["identifier"], repository), arguments["metadataPrefix"]
    if prefix not in item.prefixes:
        raise OAIError("cannotDisseminateFormat", f"This item can be had as: {', '.join(item.prefixes)}.")
    made = Element("GetRecord")
    _add_records(made, [item], prefix, repository)
    return made


def _item(identifier: str, repository: Repository) -> Item:
    for item in repository.items():
        if item.identifier == identifier:
            return item
    raise OAIError("idDoesNotExist", "There is no record of this identifier.")


def _list(arguments: Mapping[str, str], repository: Repository) -> Element:
    verb, cursor = arguments["verb"], None
    if "resumptionToken" in arguments:
        cursor = resume(arguments["resumptionToken"], verb, repository.secret)
    selection = cursor.selection if cursor else Selection.of(arguments)
    if selection.prefix not in repository.formats:
        known = ", ".join(repository.formats)
        raise OAIError("cannotDisseminateFormat", f"Records can be had as: {known}.")
    found = _chosen(selection, repository.items())
    rest = [
        item for item in found if not cursor or (item.stamp, item.identifier) > (cursor.datestamp, cursor.identifier)
    ]
    if not rest:
        raise OAIError("noRecordsMatch", "No record has such a date, set and format.")
    most = repository.formats[selection.prefix].on_a_page if verb == "ListRecords" else ON_A_PAGE
    page, made = rest[:most], Element(verb)
    if verb == "ListRecords":
        _add_records(made, page, selection.prefix, repository)
    else:
        made.extend(_header(item) for item in page)
    delivered = cursor.delivered if cursor else 0
    if delivered or len(page) < len(rest):
        following = Cursor(selection, verb, page[-1].stamp, page[-1].identifier, delivered + len(page))
        token = following.token(repository.secret) if len(page) < len(rest) else None
        size = str(delivered + len(rest))
        add(made, "resumptionToken", token, completeListSize=size, cursor=str(delivered))
    return made


def _chosen(selection: Selection, items: Iterable[Item]) -> list[Item]:
    first, last = selection.first, selection.last
    return [
        item
        for item in items
        if first <= item.datestamp <= last
        and selection.prefix in item.prefixes
        and (not selection.set or selection.set in item.sets)
    ]


def _add_records(parent: Element, items: Sequence[Item], prefix: str, repository: Repository) -> None:
    """Append the records of items; those of deleted ones have a header alone."""
    metadata = iter(repository.metadata([item for item in items if not item.is_deleted], prefix))
    for item in items:
        record = add(parent, "record")
        record.append(_header(item))
        if not item.is_deleted:
            add(record, "metadata").append(next(metadata))


def _header(item: Item) -> Element:
    made = Element("header", {"status": "deleted"} if item.is_deleted else {})
    add(made, "identifier", item.identifier)
    add(made, "datestamp", item.stamp)
    for spec in item.sets:
        add(made, "setSpec", spec)
    return made


_VERBS: Mapping[str, Callable[[Mapping[str, str], Repository], Element]] = {
    "Identify": _identify,
    "ListMetadataFormats": _list_formats,
    "ListSets": _list_sets,
    "ListIdentifiers": _list,
    "ListRecords": _list,
    "GetRecord": _get,
}
