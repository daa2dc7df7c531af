"""Text into HTML, quicker than `html.escape`: a page of notes escapes thousands of values, nearly all of them plain."""


def escape(text: str) -> str:
    """Return what `html.escape` returns. To look for a character is cheaper than to replace it where it is not.

    >>> escape("R&D <b>"), escape("it's \\"so\\"")
    ('R&amp;D &lt;b&gt;', 'it&#x27;s &quot;so&quot;')
    """
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    if '"' in text:
        text = text.replace('"', "&quot;")
    if "'" in text:
        text = text.replace("'", "&#x27;")
    return text
