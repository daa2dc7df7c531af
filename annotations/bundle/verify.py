#!/usr/bin/env python3
"""Verify a bundle of the edition: every byte, text, quotation, annotation and link of it.

    python3 verify.py [BAG]

BAG is the folder of the bag or its zip; without it, the folder in which this file lies. It needs Python 3.8 or newer
and nothing else, no network, and neither follows nor runs anything that it finds. Every fault is a line that names
the file; the exit status is 0 without faults, 1 with faults, and 2 where there is no bag to read.

The bag is one of RFC 8493. What is verified beyond it: data/quotations.json against data/verbatim/, code point by code
point; the selectors of data/annotations/; the pages of data/site/, which hold nothing that runs, loads or sends.
"""

from __future__ import annotations

import hashlib
import html
import io
import json
import os
import posixpath
import re
import stat
import struct
import sys
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, Iterator, NamedTuple, Sequence, Union  # noqa: UP035  # Python 3.8
from urllib.parse import unquote, urlsplit

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
ALGORITHMS = ("sha256", "sha512")
LINE = re.compile(r"([0-9a-fA-F]+)[ \t]+\*?(.+)\Z")
ENCODED = {"0A": "\n", "0D": "\r", "25": "%"}  # all that a manifest encodes in a path (RFC 8493, 2.1.3)
MOST_FILES = 2_000_000
MOST_BYTES = 64 * 1024**3
MOST_IN_MEMORY = 1024**3  # of one file that is read as a whole
CHANGED = "was changed:"
CHUNK = 1024 * 1024
LEAVING = {"http", "https", "mailto", "doi"}
UNREADABLE = (OSError, zipfile.BadZipFile, ValueError, RuntimeError, EOFError, NotImplementedError)
LOADS = re.compile(r"""url\((?!\s*["']?(?:#|data:))|\b(?:src|image|image-set)\(|@import""", re.IGNORECASE)
CHARSET_BY = 256  # characters, by which a page says its encoding; browsers look at 1024 bytes
UNICODE_PATH = 0x7075  # the field of a zip that gives a file another name (APPNOTE.TXT, 4.6.9)
SITE_FILES = (".html", ".css", ".svg", ".bib", ".ris", ".json")
TAG = re.compile(
    r"""<(/?)([a-z][a-z0-9]*)((?:\s+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*)\s*/?>""", re.IGNORECASE
)
ATTRIBUTE = re.compile(r"""\s+([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")


def words(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


# What may stand in a page: elements and attributes of HTML and SVG that neither run, load nor send anything.
ELEMENTS = words(
    "a abbr address area article aside b bdi bdo blockquote body br caption circle cite clippath code col colgroup dd "
    "defs del desc details dfn div dl dt ellipse em fieldset figcaption figure footer form g h1 h2 h3 h4 h5 h6 head "
    "header hgroup hr html i img input ins kbd label legend li line lineargradient link main map mark marker mask menu "
    "meta nav ol p path pattern polygon polyline pre q radialgradient rect rp rt ruby s samp search section small span "
    "stop strong sub summary sup svg symbol table tbody td text textpath tfoot th thead time title tr tspan u ul var "
    "wbr"
)
ATTRIBUTES = words(
    "abbr alt autocomplete charset checked cite class clip-rule color colspan content coords cx cy d datetime dir "
    "direction disabled dominant-baseline dx dy fill-opacity fill-rule focusable font-family font-size font-style "
    "font-weight for form fx fy gradienttransform gradientunits headers height hidden hreflang id inert itemprop "
    "itemscope itemtype label lang letter-spacing loading markerheight markerunits markerwidth maxlength media name "
    "offset opacity open orient pathlength patterncontentunits patterntransform patternunits placeholder points "
    "preserveaspectratio property r readonly refx refy rel reversed role rotate rowspan rx ry scope selected shape "
    "size sizes span spellcheck start stop-color stop-opacity stroke-dasharray stroke-linecap stroke-linejoin "
    "stroke-opacity stroke-width style tabindex text-anchor textlength title transform translate type unicode-bidi "
    "value version viewbox width x x1 x2 xml:lang xmlns y y1 y2"
)
PAINTS = words("clip-path fill filter marker-end marker-mid marker-start mask stroke")


class Fault(NamedTuple):
    """What is wrong, and with which file of the bag."""

    file: str
    what: str


class Unreadable(Exception):
    """There is no bag that could be verified; says why."""


class Garbled(Exception):
    """A file that has to be read cannot be: its name and why."""


class Folder:
    """A bag that lies unpacked in a folder."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.faults: list[Fault] = []
        self.sizes: dict[str, int] = {}
        for base, folders, files in os.walk(path):
            for name in sorted(folders + files):
                self._add(Path(base) / name)

    def _add(self, path: Path) -> None:
        found, name = path.lstat(), path.relative_to(self.path).as_posix()
        if stat.S_ISREG(found.st_mode):
            self.sizes[name] = found.st_size
        elif not stat.S_ISDIR(found.st_mode):
            self.faults.append(Fault(name, "is a link or no plain file; a bag holds plain files alone"))

    def open(self, name: str) -> BinaryIO:
        return (self.path / name).open("rb")


class Zip:
    """A bag in a zip, which is read where it lies: nothing is unpacked."""

    def __init__(self, path: Path, most_bytes: int) -> None:
        try:
            self.zip = zipfile.ZipFile(path)
        except UNREADABLE as error:
            raise Unreadable(f"this is no zip that can be read ({error})") from None
        self.faults: list[Fault] = []
        self.sizes: dict[str, int] = {}
        self.infos: dict[str, zipfile.ZipInfo] = {}
        infos = [info for info in self.zip.infolist() if not info.is_dir()]
        if len(infos) > MOST_FILES or sum(info.file_size for info in infos) > most_bytes:
            raise Unreadable(f"it unpacks to more than {most_bytes:,} bytes or {MOST_FILES:,} files")
        tops = [info.orig_filename[:-9] for info in infos if re.match(r"[^/]+/bagit\.txt\Z", info.orig_filename)]
        self.top = tops[0] if tops else "/"
        for info in infos:
            self._add(info)

    def _add(self, info: zipfile.ZipInfo) -> None:
        name = info.orig_filename[len(self.top) :]
        if is_unsafe(info.orig_filename) or not info.orig_filename.startswith(self.top):
            self.faults.append(Fault(info.orig_filename, "leads out of the bag, or lies beside it"))
        elif is_renamed(info):
            self.faults.append(Fault(name, "has another name as well, by which some programs would unpack it"))
        elif stat.S_ISLNK(info.external_attr >> 16) or info.flag_bits & 1:
            self.faults.append(Fault(name, "is a link or encrypted; a bag holds plain files alone"))
        elif name in self.sizes:
            self.faults.append(Fault(name, "stands twice in the zip"))
        else:
            self.sizes[name], self.infos[name] = info.file_size, info

    def open(self, name: str) -> BinaryIO:
        return self.zip.open(self.infos[name])  # type: ignore[return-value]


Bag = Union[Folder, Zip]  # noqa: UP007  # Python 3.8


def opened(path: Path, most_bytes: int = MOST_BYTES) -> Bag:
    """Return the bag at `path`, a folder or a zip; raises Unreadable."""
    bag: Bag = Folder(path) if path.is_dir() else Zip(path, most_bytes)
    if "bagit.txt" not in bag.sizes:
        raise Unreadable("there is no bagit.txt, so this is no bag")
    return bag


def is_renamed(info: zipfile.ZipInfo) -> bool:
    """Whether a file of a zip has two names that differ."""
    rest = info.extra
    while len(rest) >= 4:
        kind, length = struct.unpack("<HH", rest[:4])
        # Before the name stand a version and a checksum.
        if kind == UNICODE_PATH and rest[9 : 4 + length] != info.orig_filename.encode("utf-8", "replace"):
            return True
        rest = rest[4 + length :]
    return info.filename != info.orig_filename


def plain(text: str) -> str:
    """Return what a bag says so that it can be printed: what is no visible character is written as an escape."""
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode() for one in text)


def verify(bag: Bag) -> list[Fault]:
    """Return every fault of the bag, as it can be printed: first of its files, then of what they say."""
    return [Fault(plain(fault.file), plain(fault.what)) for fault in found_in(bag)]


def found_in(bag: Bag) -> list[Fault]:
    faults = [*bag.faults, *check_declaration(bag)]
    sound: set[str] = set()
    sums = {name: digests(bag, name, faults) for name in sorted(bag.sizes)}
    listed = [fault for algorithm in ALGORITHMS for fault in check_manifest(bag, sums, algorithm, sound)]
    faults += attributed(listed, sound)
    for reader in (check_oxum, check_words, check_site):
        try:
            faults += reader(bag)
        except Garbled as error:
            faults.append(Fault(*error.args))
        except (KeyError, TypeError, AttributeError, ValueError):
            faults.append(Fault("data/quotations.json", "does not list texts and quotations as it should"))
    return faults


def is_unsafe(name: str) -> bool:
    """Whether a path could lead out of the folder it is put into."""
    parts = name.split("/")
    return "\\" in name or "\0" in name or name[:1] == "~" or name[1:2] == ":" or not {"", ".", ".."}.isdisjoint(parts)


def content(bag: Bag, name: str) -> bytes:
    """Return the bytes of a file; raises Garbled."""
    size = bag.sizes.get(name)
    if size is None:
        raise Garbled(name, "is missing")
    if size > MOST_IN_MEMORY:
        raise Garbled(name, f"has more than {MOST_IN_MEMORY:,} bytes")
    try:
        with bag.open(name) as file:
            return file.read()
    except UNREADABLE as error:
        raise Garbled(name, f"cannot be read ({error})") from None


def text_of(bag: Bag, name: str) -> str:
    """Return what a file says in UTF-8; raises Garbled."""
    try:
        return content(bag, name).decode("utf-8")
    except UnicodeDecodeError as error:
        raise Garbled(name, f"is not UTF-8 at byte {error.start + 1}") from None


def json_of(bag: Bag, name: str) -> Any:
    """Return what a JSON file holds; raises Garbled."""
    try:
        return json.loads(text_of(bag, name))
    except (ValueError, RecursionError):
        raise Garbled(name, "is no JSON") from None


def digests(bag: Bag, name: str, faults: list[Fault]) -> dict[str, str]:
    """Return the checksum of a file by algorithm; what cannot be read has none, and is a fault."""
    running = {algorithm: hashlib.new(algorithm) for algorithm in ALGORITHMS}
    try:
        with bag.open(name) as file:
            for chunk in iter(lambda: file.read(CHUNK), b""):
                for digest in running.values():
                    digest.update(chunk)
    except UNREADABLE as error:
        faults.append(Fault(name, f"cannot be read ({error})"))
        return {}
    return {algorithm: digest.hexdigest() for algorithm, digest in running.items()}


def check_declaration(bag: Bag) -> Iterator[Fault]:
    with suppress(Garbled):
        if content(bag, "bagit.txt") != DECLARATION:
            yield Fault("bagit.txt", "does not declare BagIt 1.0 in UTF-8, which is what this script reads")
    if "fetch.txt" in bag.sizes:
        yield Fault("fetch.txt", "asks to fetch files; this bag is whole, and nothing is ever fetched")


def check_manifest(bag: Bag, sums: dict[str, dict[str, str]], algorithm: str, sound: set[str]) -> Iterator[Fault]:
    """Compare the two manifests of an algorithm with the files, in both directions; `sound` gets what is as listed."""
    for kind in ("", "tag"):
        manifest = f"{kind}manifest-{algorithm}.txt"
        listed: dict[str, str] = {}
        for file, digest, wrong in entries(bag, manifest):
            if wrong or file in listed:
                yield Fault(manifest, f"{file}: {wrong or 'stands twice'}")
            listed[file] = digest
        wanted = {name for name in sums if name.startswith("data/") != bool(kind)}
        wanted -= {f"tagmanifest-{other}.txt" for other in ALGORITHMS}
        for name in sorted(wanted - set(listed)):
            yield Fault(name, f"is not in {manifest}: it does not belong to the bag")
        for name, digest in listed.items():
            if digest and name not in wanted:
                yield Fault(name, f"is in {manifest} and missing from the bag")
            elif digest and sums[name] and sums[name][algorithm] == digest:
                sound.add(name)
            elif digest and sums[name]:
                yield Fault(name, f"{CHANGED} its {algorithm} is not that of {manifest}")


def attributed(faults: list[Fault], sound: set[str]) -> list[Fault]:
    """Blame the manifest for a file that it alone finds changed: that of the other algorithm says that it was not."""
    return [
        Fault(fault.what.rpartition(" ")[2], f"its checksum of {fault.file} was changed")
        if fault.what.startswith(CHANGED) and fault.file in sound
        else fault
        for fault in faults
    ]


def entries(bag: Bag, manifest: str) -> Iterator[tuple[str, str, str]]:
    """Give path and checksum of every line of a manifest, and what is wrong with the line."""
    try:
        lines = re.split(r"\r\n|\n|\r", text_of(bag, manifest))
    except Garbled as error:
        yield manifest, "", error.args[1]
        return
    for number, line in enumerate(filter(None, lines), 1):
        match = LINE.match(line)
        if match is None:
            yield f"line {number}", "", "is no checksum and path"
            continue
        digest, path = match.groups()
        wrong = "has a percent sign that is not written as %25" if re.search("%(?!0A|0D|25)", path.upper()) else ""
        path = re.sub("(?i)%(0A|0D|25)", lambda code: ENCODED[code.group(1).upper()], path)
        wrong = "leads out of the bag" if is_unsafe(path) else wrong
        yield path, "" if wrong else digest.lower(), wrong


def check_oxum(bag: Bag) -> Iterator[Fault]:
    sizes = [size for name, size in bag.sizes.items() if name.startswith("data/")]
    oxum = f"{sum(sizes)}.{len(sizes)}"
    said = re.findall(r"^Payload-Oxum:[ \t]*(.*?)[ \t]*$", text_of(bag, "bag-info.txt"), re.MULTILINE)
    if said != [oxum]:
        yield Fault("bag-info.txt", f"Payload-Oxum is {' and '.join(said) or 'missing'}; the payload has {oxum}")


def check_words(bag: Bag) -> Iterator[Fault]:
    """Compare every text with its checksums, and everything that quotes it with the text."""
    listed = json_of(bag, "data/quotations.json")
    places: dict[str, list[tuple[str, dict[str, Any]]]] = {one["verbatim"]: [] for one in listed["revisions"]}
    files = {address: one["verbatim"] for one in listed["revisions"] for address in one["addresses"]}
    for number, one in enumerate(listed["quotations"], 1):
        places[one["verbatim"]].append((f"data/quotations.json, quotation {number}", one))
    for name in sorted(bag.sizes):
        if re.match(r"data/annotations/[0-9]+\.json\Z", name):
            yield from read_annotation(bag, name, files, places)
    for one in listed["revisions"]:
        yield from check_text(bag, one, places[one["verbatim"]])


def read_annotation(bag: Bag, name: str, files: dict[str, str], places: dict[str, Any]) -> Iterator[Fault]:
    """Add to `places` all words of the bag's texts that a Web Annotation quotes: its target, and what it links to."""
    try:
        annotation = json_of(bag, name)
        found = [one for part in ("target", "body") for one in resources(annotation.get(part))]
        if annotation.get("target") and not found:
            yield Fault(name, "its target names no text")
        for source, selectors in found:
            if source not in files:
                yield Fault(name, f"stands on {source}, which is no text of this bag")
                continue
            quote, place = (selectors[f"Text{kind}Selector"] for kind in ("Quote", "Position"))
            places[files[source]].append((name, {**place, **quote, "quote": quote["exact"]}))
    except Garbled as error:
        yield Fault(*error.args)
    except (KeyError, TypeError, AttributeError, RecursionError):
        yield Fault(name, "has no target with its position, quotation and context")


def resources(part: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give source and selectors, by type, of every stretch of words in a part of a Web Annotation."""
    if isinstance(part, list):
        for one in part:
            yield from resources(one)
    elif isinstance(part, dict) and "selector" in part:
        selectors = part["selector"] if isinstance(part["selector"], list) else [part["selector"]]
        yield part["source"], {one["type"]: one for one in selectors}
    elif isinstance(part, dict):
        yield from resources(part.get("source"))


def check_text(bag: Bag, one: dict[str, Any], places: list[tuple[str, dict[str, Any]]]) -> Iterator[Fault]:
    try:
        data = {kind: content(bag, one[kind]) for kind in ("original", "verbatim")}
        text = text_of(bag, one["verbatim"])
    except Garbled as error:
        yield Fault(*error.args)
        return
    for kind, found in data.items():
        if hashlib.sha256(found).hexdigest() != one[f"{kind}Sha256"]:
            yield Fault(one[kind], "its SHA-256 is not that of data/quotations.json")
    if len(text) != one["characters"]:
        yield Fault(one["verbatim"], f"has {len(text)} characters, not {one['characters']}")
    for where, words in places:
        if wrong := disagreement(text, words):
            yield Fault(where, f"{wrong} of {one['verbatim']}")


def disagreement(text: str, words: dict[str, Any]) -> str:
    """Say what of the words is not as in the text; '' where all is."""
    start, end, quote, prefix, suffix = (words[name] for name in ("start", "end", "quote", "prefix", "suffix"))
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= len(text):
        return f"{start} to {end} is no range of characters"
    if text[start:end] != quote:
        return f"the quotation is not characters {start} to {end}"
    if not text.endswith(prefix, 0, start) or not text.startswith(suffix, end):
        return f"prefix and suffix are not what stands around characters {start} to {end}"
    if words.get("sha256") not in (None, hashlib.sha256(quote.encode()).hexdigest()):
        return f"the SHA-256 is not that of characters {start} to {end}"
    return ""


class Page:
    """The names that a page gives to its places, where its links lead, and what of it is not allowed in a page."""

    def __init__(self, markup: str, is_picture: bool) -> None:
        self.ids = {"", "top"}
        self.links: set[tuple[str, bool]] = set()
        self.active: set[str] = set()
        self.is_picture = is_picture
        at = 15 if markup[:15].lower() == "<!doctype html>" and not is_picture else 0
        within, is_declared = "", is_picture
        while (at := markup.find("<", at)) >= 0:
            tag = TAG.match(markup, at)
            if tag is None:
                self.active.add(f"its markup at character {at + 1} is not plain, so programs read it in different ways")
                return
            at, closes, name = tag.end(), tag[1], tag[2].lower()
            if not closes:
                self._element(name, [(one[1].lower(), value_of(one)) for one in ATTRIBUTE.finditer(tag[3])], within)
            is_declared = is_declared or (name == "meta" and tag[3].strip() == 'charset="utf-8"' and at <= CHARSET_BY)
            # In a title of HTML tags are words to a browser.
            within = name if name == "title" and not closes and not is_picture else "" if name == "title" else within
        if not is_declared:
            self.active.add("it does not declare UTF-8 at its beginning, so a browser may read it in another way")

    def _element(self, tag: str, attributes: list[tuple[str, str]], within: str) -> None:
        if within or tag not in (ELEMENTS | {"style"} if self.is_picture else ELEMENTS):
            self.active.add(f"<{tag}>: such an element needs a server or a script, or cannot stand there")
        for name, value in attributes:
            if name == "id":
                self.ids.add(value)
            elif name in ("href", "src"):
                leaves = tag in ("a", "area") or (tag, ("rel", "canonical")) == ("link", attributes[0])
                self.links.add((value, leaves and not self.is_picture))
            elif name == "charset" and value.lower() != "utf-8":
                self.active.add(f"{value} is no encoding of a page here; it is UTF-8")
            elif name not in ATTRIBUTES and name not in PAINTS and not name.startswith(("aria-", "data-")):
                self.active.add(f"{name}: such an attribute may run, load or send something")
            elif name in PAINTS or name == "style":
                self.active |= {f"{name}: it loads another file"} if "\\" in value or LOADS.search(value) else set()


def value_of(attribute: Any) -> str:
    """Return the value of an attribute that ATTRIBUTE has matched."""
    return html.unescape(next((value for value in attribute.groups()[1:] if value is not None), ""))


def check_site(bag: Bag) -> Iterator[Fault]:
    """Read every page, and follow its links: nothing in it runs, loads or sends, and only what is clicked leaves it."""
    pages: dict[str, Page] = {}
    for name in sorted(bag.sizes):
        if not name.startswith("data/site/"):
            continue
        if not name.endswith(SITE_FILES):
            yield Fault(name, f"is none of the files of a site here, which end in {', '.join(SITE_FILES)}")
        if name.endswith((".css", ".svg")) and LOADS.search(unescaped(text_of(bag, name))):
            yield Fault(name, "loads another file")
        if name.endswith((".html", ".svg")):
            pages[name] = Page(text_of(bag, name), name.endswith(".svg"))
    ids = {name: page.ids for name, page in pages.items()}
    for name, page in pages.items():
        for wrong in sorted(page.active):
            yield Fault(name, wrong)
        for link, may_leave in sorted(page.links):
            if wrong := broken(bag, ids, name, link, may_leave):
                yield Fault(name, f"{link}: {wrong}")


def unescaped(styles: str) -> str:
    """Return style sheets with the escapes of CSS resolved."""
    return re.sub(
        r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", lambda code: code[2] or chr(min(int(code[1], 16), 0x10FFFF)), styles
    )


def broken(bag: Bag, ids: dict[str, set[str]], page: str, link: str, may_leave: bool) -> str:
    """Say what is wrong with a link of a page; '' where it leads where it should."""
    if re.search(r"[\0-\x1f]" if may_leave else r"[\0- \\]", link):
        return "is no address"
    try:
        parts = urlsplit(link)
    except ValueError:
        return "is no address"
    if parts.scheme or parts.netloc:
        return "" if parts.scheme in LEAVING and may_leave else "leads out of the bag"
    if link.startswith("/"):
        return "needs a server"
    path = unquote(parts.path)
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
    if target not in bag.sizes:
        return "there is no such file in the bag"
    return "" if unquote(parts.fragment) in ids.get(target, {""}) else "there is no such place in that page"


def count_of(faults: Sequence[Fault]) -> str:
    """Return how many faults there are, in words."""
    return f"{len(faults) or 'no'} fault{'' if len(faults) == 1 else 's'}"


def main(arguments: list[str]) -> int:
    """Verify the bag that is named, or that in which this file lies; return the exit status."""
    path = Path(arguments[0]) if arguments else Path(__file__).resolve().parent
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a console may not have every letter
            stream.reconfigure(errors="backslashreplace")
    try:
        bag = opened(path)
    except (Unreadable, OSError) as error:
        print(plain(f"{path}: {error}"), file=sys.stderr)
        return 2
    faults = verify(bag)
    for fault in faults:
        print(f"{fault.file}: {fault.what}")
    print(f"{plain(str(path))}: {len(bag.sizes)} files, {count_of(faults)}.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
