"""Why something cannot be taken as an article's text: a code, its values, and the sentence that says what to do.

The sentences stand here once, in English; `wording.sentence` says them in the reader's language.
"""


def _(sentence: str) -> str:
    """Mark a sentence for the translators, and return it as it is."""
    return sentence


SENTENCES = {
    "too-large": _("The file has %(bytes)s bytes; an article's text may have %(most)s. Divide it, or check the file."),
    "too-long": _(
        "The file holds a text of %(characters)s characters; an article may have %(most)s. "
        "Divide it, or check the file."
    ),
    "many-blocks": _("The text has more than %(most)d paragraphs. Divide it."),
    "no-words": _("The file holds no words. Check that it is the right one."),
    "nul": _("Line %(line)s holds a NUL character, so this is no text file. Check the file."),
    "not-encoding": _(
        "The file is not %(encoding)s: byte %(byte)s in line %(line)s is 0x%(value)s. Save it as UTF-8 and try again."
    ),
    "not-declared": _(
        "The file cannot be read as %(encoding)s: byte %(byte)s in line %(line)s is 0x%(value)s. "
        "Choose another encoding, or let it be found out."
    ),
    "unknown-encoding": _("“%(encoding)s” is no encoding that can be read here. Choose one of the list."),
    "undetected": _("It could not be found out how this file is encoded. Choose the encoding, or save it as UTF-8."),
    "binary": _("The file holds control characters and no text. Check that it is the right one."),
    "is-other": _("This is a %(kind)s file and no text. Export its words as text, HTML or DOCX, and try again."),
    "is-doc": _(
        "This is an old Word file (.doc) or a file with a password. Save it as .docx without a password and try again."
    ),
    "is-docx": _("This is a ZIP or DOCX file. Choose DOCX as its format if it comes from a word processor."),
    "unknown-format": _("“%(format)s” is no format that can be read here. Known are %(known)s."),
    "too-deep": _("The file nests its parts more than %(most)s deep. Check that it is the right one."),
    "not-xml": _(
        "The file is no well-formed XML: line %(line)s cannot be read. Mend it in an XML editor and try again."
    ),
    "doctype": _(
        "The file declares entities or a DTD of its own, which are never read here. "
        "Take the DOCTYPE out, write the entities as characters, and try again."
    ),
    "included": _(
        "The file takes parts from other files (xi:include), which are never fetched. Put all into one file."
    ),
    "not-tei": _("The file is XML but no TEI: there is no text element of TEI in it. Choose another format."),
    "not-docx": _("The file is no DOCX: it cannot be opened. Save it anew as .docx and try again."),
    "bomb": _(
        "The DOCX unpacks to %(bytes)s bytes in %(entries)s parts; at most %(most)s in %(most_entries)s are read. "
        "Take the pictures out, save it anew, and try again."
    ),
    "packed": _("A part of the DOCX is packed far more tightly than a text can be. Save it anew and try again."),
    "metadata": _("The record in %(file)s cannot be read: %(reason)s"),
}


class IntakeError(ValueError):
    """What was given cannot be taken as an article's text. The message says what to do, in English.

    `code` is one of SENTENCES and `values` are what its sentence is filled with, so that pages can say it in the
    reader's language.
    """

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(SENTENCES[code] % values)
        self.code, self.values = code, values
