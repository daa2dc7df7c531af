"""Under which media type original bytes are sent, and whether a browser may show them itself.

Markup that others wrote is sent as bytes to be saved and never opened on the site's own address.
"""

# What browsers call our codecs, where the names differ (Encoding Standard of the WHATWG).
LABELS = {
    "utf-8-sig": "utf-8", "utf-16-le": "utf-16le", "utf-16-be": "utf-16be", "mac-roman": "macintosh",
    "mac-cyrillic": "x-mac-cyrillic",
}  # fmt: skip
TYPES = {
    "markdown": "text/markdown",
    "html": "application/octet-stream",
    "tei": "application/octet-stream",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def media_type(encoding: str) -> tuple[str, bool]:
    """Return the media type for a revision's `encoding`, and whether it is to be saved rather than shown.

    >>> media_type("utf-8-sig"), media_type("html/1;charset=koi8-r")
    (('text/plain; charset=utf-8', False), ('application/octet-stream', True))
    """
    reader, _, charset = encoding.partition(";charset=")
    name = reader.partition("/")[0]
    if name not in TYPES:
        return f"text/plain; charset={LABELS.get(encoding, encoding)}", False
    kind = TYPES[name]
    return (f"{kind}; charset={LABELS.get(charset, charset)}" if kind.startswith("text/") else kind), True
