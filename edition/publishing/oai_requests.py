"""What a harvester asks by OAI-PMH 2.0: its arguments, dates and resumption tokens, read and refused.

http://www.openarchives.org/OAI/openarchivesprotocol.html
"""

from __future__ import annotations

import binascii
import hashlib
import hmac
import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

SECONDS = "%Y-%m-%dT%H:%M:%SZ"
DAYS = "%Y-%m-%d"
_SECONDS = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_DAYS = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# The characters that the schema of the protocol lets stand in a prefix and in each part of a set.
_PREFIX = re.compile(r"[A-Za-z0-9\-_.!~*'()]+")
_SET = re.compile(r"[A-Za-z0-9\-_.!~*'()]+(:[A-Za-z0-9\-_.!~*'()]+)*")
SHOWN = 60  # characters of a wrong value that an error repeats


class OAIError(Exception):
    """A request that is answered by an error of the protocol; `code` is one of its eight."""

    def __init__(self, code: str, sentence: str) -> None:
        self.code, self.sentence = code, sentence
        super().__init__(sentence)


@dataclass(frozen=True, slots=True)
class Verb:
    """The arguments that a verb needs, and those it may have besides; a token stands alone."""

    required: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    resumable: bool = False


_SELECTION = frozenset({"from", "until", "set"})
VERBS = {
    "Identify": Verb(),
    "ListMetadataFormats": Verb(optional=frozenset({"identifier"})),
    "ListSets": Verb(resumable=True),
    "ListIdentifiers": Verb(frozenset({"metadataPrefix"}), _SELECTION, resumable=True),
    "ListRecords": Verb(frozenset({"metadataPrefix"}), _SELECTION, resumable=True),
    "GetRecord": Verb(frozenset({"identifier", "metadataPrefix"})),
}


def read(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the arguments of a request with its verb; raises OAIError badVerb or badArgument."""
    given = list(pairs)
    verbs = [value for name, value in given if name == "verb"]
    if len(verbs) != 1 or verbs[0] not in VERBS:
        raise OAIError("badVerb", f"Give one verb, out of: {', '.join(VERBS)}.")
    names = [name for name, _value in given]
    for name in names:
        if names.count(name) > 1:
            raise OAIError("badArgument", f"“{name[:SHOWN]}” is given more than once.")
    arguments = dict(given)
    _check_names(arguments, VERBS[verbs[0]])
    _check_values(arguments)
    return arguments


def _check_names(arguments: Mapping[str, str], verb: Verb) -> None:
    names = set(arguments) - {"verb"}
    if verb.resumable and "resumptionToken" in names:
        if len(names) > 1:
            raise OAIError("badArgument", "A resumptionToken stands alone: leave out all other arguments.")
        return
    if missing := sorted(verb.required - names):
        raise OAIError("badArgument", f"{arguments['verb']} needs: {', '.join(missing)}.")
    if unknown := sorted(names - verb.required - verb.optional):
        raise OAIError("badArgument", f"{arguments['verb']} takes no “{unknown[0][:SHOWN]}”.")


def _check_values(arguments: Mapping[str, str]) -> None:
    for name, pattern in (("metadataPrefix", _PREFIX), ("set", _SET)):
        if name in arguments and not pattern.fullmatch(arguments[name]):
            raise OAIError("badArgument", f"“{arguments[name][:SHOWN]}” is no {name}.")


@dataclass(frozen=True, slots=True)
class Selection:
    """What is harvested: a format, a set or '', and both ends of the datestamps as they were given, or ''."""

    prefix: str
    set: str = ""
    since: str = ""
    until: str = ""

    @classmethod
    def of(cls, arguments: Mapping[str, str]) -> Selection:
        """Return the selection of a request; raises OAIError badArgument for dates that are none."""
        for name in ("from", "until", "set"):
            if arguments.get(name) == "":
                raise OAIError("badArgument", f"“{name}” is empty: leave it out.")
        found = cls(*(arguments.get(name, "") for name in ("metadataPrefix", "set", "from", "until")))
        if found.since and found.until and len(found.since) != len(found.until):
            raise OAIError("badArgument", "Give from and until in the same granularity, both days or both seconds.")
        if found.first > found.last:
            raise OAIError("badArgument", "The date in “from” is later than that in “until”.")
        return found

    @property
    def first(self) -> datetime:
        """The earliest datestamp that is meant."""
        return moment("from", self.since) if self.since else datetime.min.replace(tzinfo=UTC)

    @property
    def last(self) -> datetime:
        """The latest datestamp that is meant; a day is meant whole."""
        if not self.until:
            return datetime.max.replace(tzinfo=UTC)
        day = timedelta(days=1, seconds=-1) if _DAYS.fullmatch(self.until) else timedelta()
        return moment("until", self.until) + day


def moment(name: str, given: str) -> datetime:
    """Return the time that a date of a request begins with, in UTC; raises OAIError badArgument."""
    form = SECONDS if _SECONDS.fullmatch(given) else DAYS if _DAYS.fullmatch(given) else ""
    try:
        found = datetime.strptime(given, form).replace(tzinfo=UTC) if form else None
    except ValueError:
        found = None
    if found is None or found.year == datetime.max.year:
        raise OAIError(
            "badArgument", f"“{name}” has to be a day, 2026-11-21, or a second in UTC, 2026-11-21T13:00:00Z."
        )
    return found


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a list goes on: behind the record of this datestamp and identifier; `delivered` were given before."""

    selection: Selection
    verb: str
    datestamp: str
    identifier: str
    delivered: int

    def token(self, secret: bytes) -> str:
        """Return the resumption token: all of the request and the place, with a checksum that nobody else can make."""
        chosen = self.selection
        where = [self.verb, chosen.prefix, chosen.set, chosen.since, chosen.until]
        packed = urlsafe_b64encode(json.dumps([*where, self.datestamp, self.identifier, self.delivered]).encode())
        payload = packed.rstrip(b"=")
        return f"{payload.decode()}.{_checksum(payload, secret)}"


def resume(token: str, verb: str, secret: bytes) -> Cursor:
    """Return the place that a token of ours names; raises OAIError badResumptionToken for any other."""
    payload, _dot, checksum = token.rpartition(".")
    try:
        if not hmac.compare_digest(checksum.encode(), _checksum(payload.encode(), secret).encode()):
            raise ValueError
        packed = urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
        made_for, prefix, of_set, since, until, datestamp, identifier, delivered = json.loads(packed)
        if made_for != verb:
            raise ValueError
    except (ValueError, binascii.Error):
        raise OAIError(
            "badResumptionToken", "This token was not given here for this verb. Begin the list anew."
        ) from None
    return Cursor(Selection(prefix, of_set, since, until), verb, datestamp, identifier, delivered)


def _checksum(payload: bytes, secret: bytes) -> str:
    return hmac.new(secret, payload, hashlib.sha256).hexdigest()[:32]
