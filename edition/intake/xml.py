"""XML that others wrote: parsed without DTDs, entities of its own, or anything that would have to be fetched."""

from xml.parsers import expat

from lxml import etree
from lxml.etree import _Element as Element

from edition.intake.errors import IntakeError

DEEPEST = 200


def parse(data: bytes) -> Element:
    """Return the root of an XML document; raises IntakeError for a DTD, for bad XML, and for nesting without end."""
    check_prolog(data)
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if any(one.type_name == "ERR_RESOURCE_LIMIT" for one in parser.error_log):
            raise IntakeError("too-deep", most=DEEPEST) from None
        raise IntakeError("not-xml", line=error.lineno or 1) from None
    return root


def check_prolog(data: bytes) -> None:
    """Raise IntakeError where what stands before the first element declares a DTD; nothing past that is looked at."""
    reader = expat.ParserCreate()
    reader.StartDoctypeDeclHandler = _refuse
    reader.StartElementHandler = _stop
    try:
        reader.Parse(data, True)
    except _Begun:
        return
    except IntakeError:
        raise
    except (expat.ExpatError, LookupError, ValueError):
        raise IntakeError("not-xml", line=max(1, reader.ErrorLineNumber)) from None


class _Begun(Exception):
    """The first element was reached."""


def _stop(name: str, attributes: dict[str, str]) -> None:
    raise _Begun


def _refuse(name: str, system: str | None, public: str | None, internal: int) -> None:
    if system or public or internal:
        raise IntakeError("doctype")
