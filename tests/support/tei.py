"""The schema of TEI P5 (TEI All, RelaxNG), and the pointers of a TEI file."""

from pathlib import Path
from typing import Any, cast

from lxml import etree

SCHEMA = Path(__file__).resolve().parents[2] / ".venv-tests/tei/schemas/tei_all.rng"
SPACE = {"t": "http://www.tei-c.org/ns/1.0"}
ID = "{http://www.w3.org/XML/1998/namespace}id"
_RELAX = "{http://relaxng.org/ns/structure/1.0}"


def _schema(names: set[str]) -> etree.RelaxNG:
    """Return the schema for files that have these elements and no others.

    The whole one takes seven seconds to be made ready. What it says of elements that a file does not have is taken
    out of it (`notAllowed`), and it says the same of the file.
    """
    if not SCHEMA.exists():
        raise FileNotFoundError("The schema of TEI is not installed. `bash tests/run` installs it once.")
    grammar = etree.parse(str(SCHEMA))
    for define in grammar.iter(f"{_RELAX}define"):
        made = define.find(f"{_RELAX}element")
        if made is not None and made.get("name", "") not in {"", *names}:
            define[:] = [etree.Element(f"{_RELAX}notAllowed")]
    return etree.RelaxNG(grammar)


def errors(root: etree._Element) -> list[str]:
    """Return what the schema finds wrong in a TEI file."""
    schema = _schema({str(element.tag).rpartition("}")[2] for element in root.iter()})
    return [] if schema.validate(root) else [f"{one.line}: {one.message}" for one in schema.error_log]


def dangling(root: etree._Element) -> list[str]:
    """Return the pointers into the file that lead to no xml:id, and each xml:id that stands twice."""
    ids = [str(element.get(ID)) for element in root.iter() if element.get(ID)]
    names = ("target", "corresp", "ana", "ref", "resp")
    pointers = [part for element in root.iter() for name in names for part in str(element.get(name, "")).split()]
    lost = {part for part in pointers if part.startswith("#")} - {f"#{one}" for one in ids}
    return sorted(lost | {one for one in ids if ids.count(one) > 1})


def find(root: etree._Element, path: str, **values: Any) -> list[Any]:
    """Return what an XPath finds; `t:` are the elements of TEI."""
    return cast(list[Any], root.xpath(path, namespaces=SPACE, **values))


def words(root: etree._Element, pointers: str) -> str:
    """Return the words at the pointers of an annotation, without corrected readings."""
    pieces = [find(root, "//*[@xml:id = $id]", id=pointer[1:]) for pointer in pointers.split()]
    return "".join(word for (piece,) in pieces for word in find(piece, ".//text()[not(ancestor::t:corr)]"))
