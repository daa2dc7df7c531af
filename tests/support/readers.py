"""Programs of others that read citation files: each gives the titles that it found, in order."""

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pypandoc
import rispy
from bibtexparser.entrypoint import parse_string as parse_with_bibtexparser
from bibtexparser.middlewares.latex_encoding import LatexDecodingMiddleware
from lxml import etree
from pybtex.database import parse_string as parse_with_pybtex

Titles = list[str]
MODS = "{http://www.loc.gov/mods/v3}"


def run(*command: str | Path) -> bytes:
    return subprocess.run([str(part) for part in command], capture_output=True, check=True, timeout=60).stdout


def pandoc(reader: str) -> Callable[[Path], Titles]:
    def titles(path: Path) -> Titles:
        read = run(pypandoc.get_pandoc_path(), "--from", reader, "--to", "csljson", path)
        return [item["title"] for item in json.loads(read)]

    return titles


def bibtexparser(path: Path) -> Titles:
    library = parse_with_bibtexparser(path.read_text(encoding="utf-8"), append_middleware=[LatexDecodingMiddleware()])
    assert library.failed_blocks == []
    return [str(entry.fields_dict["title"].value) for entry in library.entries]


def pybtex(path: Path) -> Titles:
    """The titles in LaTeX: pybtex decodes no braces."""
    library = parse_with_pybtex(path.read_text(encoding="utf-8"), "bibtex")
    return [entry.fields["title"].removeprefix("{").removesuffix("}") for entry in library.entries.values()]


def biber(path: Path) -> Titles:
    """The titles in LaTeX, as biber wrote them; raises AssertionError where it had anything to complain of."""
    out, log = path.with_suffix(".out.bib"), path.with_name(f"{path.name}.blg")
    run("biber", "--tool", "--validate-datamodel", f"--output-file={out}", f"--logfile={log.with_suffix('')}", path)
    assert not re.findall(r"(?m)^.*\b(?:WARN|ERROR)\b.*$", log.read_text(encoding="utf-8"))
    return re.findall(r"(?m)^  TITLE += \{\{(.*)\}\},$", out.read_text(encoding="utf-8"))


def read_ris(text: str) -> Titles:
    return [entry["title"] for entry in rispy.loads(text.removeprefix("\ufeff"))]


def rispy_titles(path: Path) -> Titles:
    return read_ris(path.read_bytes().decode())


def _in_mods(xml: bytes) -> Iterator[str]:
    # bibutils takes what stands behind a colon for a subtitle.
    for entry in etree.fromstring(xml, None).iter(f"{MODS}mods"):
        info = entry.find(f"{MODS}titleInfo")
        assert info is not None
        yield ": ".join(part.text or "" for part in info)


def bibutils(program: str) -> Callable[[Path], Titles]:
    """Titles by way of MODS, which bibutils makes of any format, or by way of RIS, which it makes of MODS."""

    def titles(path: Path) -> Titles:
        if program == "xml2ris":
            return read_ris(run(program, "-i", "utf8", "-o", "utf8", path).decode())
        return list(_in_mods(run(program, "-i", "utf8", path)))

    return titles


def libxml(element: str) -> Callable[[Path], Titles]:
    """Texts of the elements of this name, as libxml2 reads them; `{*}` stands for any namespace."""
    return lambda path: [found.text or "" for found in etree.parse(path, None).iterfind(f".//{element}")]
