"""LaTeX as it stands in bibliographies to plain text: accents, signs, braces, dashes."""

from __future__ import annotations

import re
from functools import lru_cache

from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from edition.citations.intake.batch import DEEPEST

_COMMANDS = re.compile(r"[\\$]")
_UNESCAPED = {sign: re.compile(rf"(?<!\\)((?:\\\\)*){re.escape(sign)}") for sign in "%$"}
_TIE = re.compile(r"(?<!\\)~")
# Math and other commands keep their words; these would be changed or lost.
_OURS = (
    MacroTextSpec("textasciicircum", "^"),
    MacroTextSpec("textasciitilde", "~"),
    MacroTextSpec("textbraceleft", "{"),
    MacroTextSpec("textbraceright", "}"),
    MacroTextSpec("url", "%s", discard=False),
)


def depth(text: str) -> int:
    """Return how deep the braces of a text are nested."""
    deepest = level = 0
    for sign in re.finditer(r"(?<!\\)[{}]", text):
        level = max(level + (1 if sign[0] == "{" else -1), 0)
        deepest = max(deepest, level)
    return deepest


def plain(text: str) -> str:
    """Return the text that LaTeX would print; raises ValueError for what cannot be read.

    >>> plain("{\\\\'E}tudes -- {{NATO}} \\\\& more")
    'Études – NATO & more'
    """
    if depth(text) > DEEPEST:
        raise ValueError("nested too deep")
    text = _TIE.sub(" ", text)
    if not _COMMANDS.search(text):
        return _signs(text)
    text = _UNESCAPED["%"].sub(r"\1\\%", text)  # a comment would take the rest of the line away
    if len(_UNESCAPED["$"].findall(text)) % 2:
        text = _UNESCAPED["$"].sub(r"\1\\$", text)
    try:
        return str(_converter().latex_to_text(text))
    except Exception as error:  # a command without what it needs: the library's parser has no one kind of error
        raise ValueError(str(error)) from error


def _signs(text: str) -> str:
    """Read what needs no LaTeX: braces, and two signs that stand for one, unless braces part them."""
    for written, sign in (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”")):
        text = text.replace(written, sign)
    return text.replace("{", "").replace("}", "")


@lru_cache(maxsize=1)
def _converter() -> LatexNodes2Text:
    context = get_default_latex_context_db()
    context.add_context_category("ours", macros=_OURS, prepend=True)
    return LatexNodes2Text(latex_context=context, math_mode="text", keep_braced_groups=False, strict_latex_spaces=True)


def address(text: str) -> str:
    r"""Return a URL or DOI as it is meant: without `\url{…}`, braces and the backslashes before signs."""
    text = re.sub(r"\\(?:url|path|nolinkurl)\s*", "", text)
    return re.sub(r"\\([_%&#~$])", r"\1", text.replace("{", "").replace("}", "")).strip()


__all__ = ["address", "depth", "plain"]
