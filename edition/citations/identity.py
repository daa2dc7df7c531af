"""What tells one work from another: DOI, ISBN and address in one spelling each, and titles without their dress."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

_DOI = re.compile(r"10\.\d{4,9}/\S+", re.ASCII)
_DOI_HOSTS = frozenset({"doi.org", "dx.doi.org"})
# A copy's address holds that of the original: web.archive.org/web/20120102030405id_/https://…, archive.ph/…/https://…
_ARCHIVES = re.compile(
    r"https?://(?:web\.archive\.org/(?:web/)?[0-9*]{1,14}[a-z_]*|archive\.(?:is|ph|today|md|vn|li|fo)/[0-9.-]{4,20}"
    r"|webcitation\.org/query\?url=)/?(https?:.*)",
    re.IGNORECASE,
)
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|_ga|ref_src|share|s_cid|cmpid", re.I)
_STOP_WORDS = frozenset({"a", "an", "and", "das", "der", "die", "la", "le", "of", "on", "the", "to", "und"})
KEY_LENGTH = 60


def doi(csl: Mapping[str, Any]) -> str:
    """Return the DOI of a record in small letters, also of one whose address is a DOI's; '' for none."""
    for value in (csl.get("DOI"), csl.get("URL")):
        text = unquote(str(value or ""))
        if value is csl.get("URL") and _host(text) not in _DOI_HOSTS:
            continue
        if found := _DOI.search(text):
            return found[0].rstrip(".,;").lower()
    return ""


def isbns(csl: Mapping[str, Any]) -> frozenset[str]:
    """Return the ISBNs of a record, of 13 digits each; a number with a wrong check digit is none."""
    found = re.findall(r"[\dXx][\dXx -]{8,16}[\dXx]", str(csl.get("ISBN", "")), re.ASCII)
    return frozenset(filter(None, map(isbn, found)))


def isbn(text: str) -> str:
    """Return an ISBN of 10 or 13 digits as one of 13, or '' for what is none (ISO 2108).

    >>> isbn("0-19-852663-6"), isbn("978-3-16-148410-0"), isbn("978-3-16-148410-1")
    ('9780198526636', '9783161484100', '')
    """
    digits = re.sub(r"[^\dX]", "", text.upper(), flags=re.ASCII)
    if re.fullmatch(r"\d{9}[\dX]", digits):
        values = [10 if sign == "X" else int(sign) for sign in digits]
        if sum((10 - at) * value for at, value in enumerate(values)) % 11:
            return ""
        return f"978{digits[:9]}{_check(f'978{digits[:9]}')}"
    is_whole = re.fullmatch(r"97[89]\d{10}", digits) and _check(digits[:12]) == digits[12]
    return digits if is_whole else ""


def _check(twelve: str) -> str:
    return str(-sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(twelve)) % 10)


def url(csl: Mapping[str, Any]) -> str:
    """Return the address of a record without scheme, `www`, tracking, fragment and last slash; '' for none.

    An address in a web archive is that of its original.

    >>> url({"URL": "https://web.archive.org/web/2012/http://www.X.org:80/a/?utm_source=b&id=3#top"})
    'x.org/a?id=3'
    """
    text = str(csl.get("URL") or "").strip()
    for _nested in range(3):
        if not (found := _ARCHIVES.match(text)):
            break
        text = unquote(found[1]) if "%3A" in found[1][:12].upper() else found[1]
    try:
        parts = urlsplit(text)
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    except ValueError:
        return ""
    query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(pair[0])]
    host = (parts.hostname or "").removeprefix("www.")
    path = unquote(re.sub(r"/(?:index\.(?:html?|php))?$", "", parts.path))
    return f"{host}{port}{path}{'?' + urlencode(sorted(query)) if query else ''}" if host else ""


def _host(text: str) -> str:
    try:
        return (urlsplit(text).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def title(text: str) -> str:
    """Return a title for comparison: small letters, no accents, no punctuation, single blanks."""
    letters = (sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))
    return " ".join("".join(sign if sign.isalnum() else " " for sign in letters).split())


def propose_key(csl: Mapping[str, Any], taken: Collection[str] = ()) -> str:
    """Return a key made of author, year and title, such as `smith-2012-cold-war`, that is not among `taken`."""
    names = csl.get("author") or csl.get("editor") or [{}]
    parts = csl.get("issued", {}).get("date-parts")
    words = [word for word in _ascii(csl.get("title", "")).split() if word not in _STOP_WORDS]
    family = "-".join(_ascii(str(names[0].get("family") or names[0].get("literal") or "")).split()[:3])
    year = str(abs(parts[0][0])) if parts else ""
    key = "-".join(filter(None, (family, year, *words[: 3 if family else 4])))[:KEY_LENGTH].strip("-") or "source"
    return unused(key, taken)


def unused(key: str, taken: Collection[str]) -> str:
    """Return `key`, or `key-2`, `key-3` … where it is among `taken`."""
    number, found = 1, key
    while found in taken:
        number += 1
        found = f"{key}-{number}"
    return found


def _ascii(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", title(text)))
