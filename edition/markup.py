"""Markdown to clean HTML: the one place where editors' words become HTML, and the one importer of bleach.

The way is: limits, Markdown (raw HTML off), depth, addresses, cleaner, addresses again. Nothing is
repaired in silence: what cannot be kept whole is refused with a sentence that says what to do.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from html import escape, unescape
from urllib.parse import urlsplit

import bleach
import nh3
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

MAX_LENGTH = 20_000
MAX_DEPTH = 20

TAGS = frozenset({"a", "blockquote", "br", "cite", "code", "em", "li", "ol", "p", "strong", "ul"})
ATTRIBUTES = {
    "a": frozenset({"href", "rel", "title"}),
    "cite": frozenset({"data-key", "data-locator"}),
    "ol": frozenset({"start"}),
}
SCHEMES = frozenset({"http", "https", "mailto"})

# What HTML parsers change or drop, so that it would not come back as written.
_PLANE_ENDS = "".join(chr(plane << 16 | end) for plane in range(1, 17) for end in (0xFFFE, 0xFFFF))
_FORBIDDEN = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff{_PLANE_ENDS}]")
_LONG_RUN = re.compile(rf"[*_]{{{2 * MAX_DEPTH + 1}}}")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_CITATION = re.compile(r"\[(@[^\[\]]*)\]")
_CITED = re.compile(r"\s*@(?P<key>[^\s,;@]+)(?:\s*,\s*(?P<locator>\S(?:.*\S)?))?\s*", re.DOTALL)
_PLACEHOLDER = re.compile(r'<cite data-key="([^"]*)" data-locator="([^"]*)"></cite>')
_HREF = re.compile(r'<a href="([^"]*)"')
_TAG = re.compile(r"</?[a-z]+")
_ENCODED_CONTROL = re.compile(r"%(?:[01][0-9a-f]|7f)|[\s\\\x00-\x20\x7f]", re.IGNORECASE)
_HOST = re.compile(r"([a-z0-9_.-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?", re.IGNORECASE)
_MAILTO = re.compile(r"mailto:[^\s@/]+@[^\s@/]+", re.IGNORECASE)


class MarkupError(ValueError):
    """The Markdown cannot be accepted; the message is a whole sentence for its writer."""


@dataclass(frozen=True, slots=True)
class Cited:
    """One inline citation in the order of the text; `locator` is '' where none was written."""

    key: str
    locator: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """Clean HTML with a placeholder at every citation (see `fill`), and the citations in order."""

    html: str
    cited: tuple[Cited, ...]


def render(source: str, keys: Collection[str] = (), *, cleaner: str | None = None, is_draft: bool = False) -> Rendered:
    """Turn Markdown into clean HTML whose citations are placeholders for `fill`.

    `keys` are the source keys that `[@key, locator]` may name; in a draft others stay as typed.
    `cleaner` is 'bleach' or 'nh3'; without it the setting HTML_CLEANER decides. Raises MarkupError.

    >>> render("Signed in 1954.[@seato1954, p. 12]", {"seato1954"}, cleaner="bleach").html
    '<p>Signed in 1954.<cite data-key="seato1954" data-locator="p. 12"></cite></p>'
    """
    source = source.replace("\r\n", "\n")
    _check_source(source)
    tokens = _PARSER.parse(source)
    _check_depth(tokens)
    inline = list(_inline(tokens))
    _check_links(inline)
    if is_draft:
        _unlink(inline, keys)
    cited = tuple(Cited(**token.meta) for token in inline if token.type == "cite")
    _check_keys(cited, keys)
    blocks = [_PARSER.renderer.render(block, _PARSER.options, {}) for block in _blocks(tokens)]
    return Rendered("\n".join(_clean(block.rstrip("\n"), cleaner) for block in blocks), cited)


def fill(html: str, replace: Callable[[str, str], str]) -> str:
    """Put `replace(key, locator)`, which must be safe HTML, in the place of every placeholder."""
    parts = split(html)
    for at in range(1, len(parts), 3):
        parts[at], parts[at + 1] = replace(unescape(parts[at]), unescape(parts[at + 1])), ""
    return "".join(parts)


def split(html: str) -> list[str]:
    """Return the HTML between the placeholders, and after each part the placeholder's key and locator, as HTML."""
    return _PLACEHOLDER.split(html)


def citations(source: str) -> Iterator[tuple[int, int, str]]:
    """Give what looks like a citation in Markdown, from its bracket to its bracket; code may hold the like."""
    for found in _CITATION.finditer(source):
        yield found.start(), found.end(), found[0]


def _check_source(source: str) -> None:
    length = len(source.encode("utf-8", "surrogatepass"))
    if length > MAX_LENGTH:
        raise MarkupError(
            f"The text has {length:,} bytes and at most {MAX_LENGTH:,} are allowed. Shorten it or divide it."
        )
    _check_characters(source)
    if _LONG_RUN.search(source) or any(_bracket_depth(part) > MAX_DEPTH for part in _BLANK_LINE.split(source)):
        raise _too_deep()


def _check_characters(text: str) -> None:
    found = _FORBIDDEN.search(text)
    if found:
        raise MarkupError(
            f"The text contains the character U+{ord(found[0]):04X}, which cannot be shown. "
            "Remove it, perhaps by typing the words anew."
        )


def _bracket_depth(paragraph: str) -> int:
    depth = deepest = 0
    for sign in re.findall(r"\\.|[\[\]]", paragraph, re.DOTALL):
        depth = max(0, depth + {"[": 1, "]": -1}.get(sign, 0))
        deepest = max(deepest, depth)
    return deepest


def _too_deep() -> MarkupError:
    return MarkupError(
        f"The text is nested more than {MAX_DEPTH} levels deep. "
        "Use fewer quotation marks (>), list levels, brackets or asterisks inside one another."
    )


def _check_depth(tokens: Sequence[Token]) -> None:
    """The parser stops, and drops text, at four times this depth: what it drops is always refused here."""
    depth = 0
    for block in tokens:
        depth += block.nesting
        inner = depth
        for token in block.children or ():
            inner += token.nesting
            if inner > MAX_DEPTH:
                raise _too_deep()
        if depth > MAX_DEPTH:
            raise _too_deep()


def _inline(tokens: Sequence[Token]) -> Iterator[Token]:
    for block in tokens:
        yield from block.children or ()


def _blocks(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Outermost blocks one by one: bleach slows down with the size of what it is given."""
    start = 0
    for index, token in enumerate(tokens):
        if token.level == 0 and token.nesting <= 0:
            yield tokens[start : index + 1]
            start = index + 1


def _check_links(inline: Sequence[Token]) -> None:
    for token in inline:
        if token.type == "link_open":
            address = str(token.attrs.get("href", ""))
            _check_link(address)
            if not address.startswith("/"):
                token.attrSet("rel", "nofollow noopener")


def _check_link(address: str) -> None:
    if not _is_safe(address):
        shown = address if len(address) <= 80 else address[:80] + "…"
        raise MarkupError(
            f"The link “{shown}” is not allowed. Use a whole address beginning with http://, https:// "
            "or mailto:, or a page of this site beginning with one /."
        )


def _is_safe(address: str) -> bool:
    if _ENCODED_CONTROL.search(address):
        return False
    if address.startswith("/"):
        return not address.startswith("//")
    try:
        parts = urlsplit(address)
        if parts.scheme == "mailto":
            return _MAILTO.fullmatch(address) is not None
        return parts.scheme in SCHEMES and _HOST.fullmatch(parts.netloc) is not None
    except ValueError:
        return False


def _unlink(inline: Sequence[Token], keys: Collection[str]) -> None:
    """Turn citations of other sources than `keys` back into words."""
    for token in inline:
        if token.type == "cite" and token.meta["key"] not in keys:
            token.type, token.content = "text", f"[@{', '.join(filter(None, token.meta.values()))}]"


def _check_keys(cited: Sequence[Cited], keys: Collection[str]) -> None:
    for citation in cited:
        if citation.key not in keys:
            raise MarkupError(
                f"The citation [@{citation.key}] names no source of this note. "
                "Add it to the note's evidence or correct the key."
            )


def _clean(html: str, cleaner: str | None) -> str:
    """The cleaner is a second wall: where it changes tags or addresses, something slipped by the first."""
    _check_characters(html)
    name = cleaner or getattr(settings, "HTML_CLEANER", "bleach")
    if name not in _CLEANERS:
        raise ImproperlyConfigured(f"HTML_CLEANER is {name!r}; use one of {', '.join(sorted(_CLEANERS))}.")
    cleaned = _CLEANERS[name](html)
    addresses = [unescape(address) for address in _HREF.findall(cleaned)]
    for address in addresses:
        _check_link(address)
    if len(addresses) != len(_HREF.findall(html)) or _TAG.findall(cleaned) != _TAG.findall(html):
        raise MarkupError("The text holds something that cannot be shown safely. Write it with fewer special signs.")
    return cleaned


def _with_bleach(html: str) -> str:
    attributes = {tag: sorted(names) for tag, names in ATTRIBUTES.items()}
    return bleach.clean(html, tags=TAGS, attributes=attributes, protocols=SCHEMES, strip=True)


def _with_nh3(html: str) -> str:
    attributes = {tag: set(names) for tag, names in ATTRIBUTES.items()}
    cleaned = nh3.clean(html, tags=set(TAGS), attributes=attributes, url_schemes=set(SCHEMES), link_rel=None)
    return cleaned.replace("&nbsp;", "\N{NO-BREAK SPACE}")


_CLEANERS = {"bleach": _with_bleach, "nh3": _with_nh3}


def _citation_rule(state: StateInline, silent: bool) -> bool:
    """`[@key]`, `[@key, p. 12]`, `[@a; @b, pp. 3-4]`: one token a source."""
    if not state.src.startswith("[@", state.pos):
        return False
    found = _CITATION.match(state.src, state.pos, state.posMax)
    parts = [_CITED.fullmatch(part) for part in found[1].split(";")] if found else []
    if not found or not all(parts):
        if silent:
            return False
        raise _unreadable_citation(state)
    if not silent:
        _push_citations(state, [part for part in parts if part])
    state.pos = found.end()
    return True


def _push_citations(state: StateInline, parts: Sequence[re.Match[str]]) -> None:
    for part in parts:
        locator = " ".join((part["locator"] or "").split())
        state.push("cite", "cite", 0).meta = {"key": part["key"], "locator": locator}


def _unreadable_citation(state: StateInline) -> MarkupError:
    start = " ".join(state.src[state.pos : state.pos + 40].split())
    return MarkupError(
        f"The citation beginning “{start}” cannot be read. Write [@key], [@key, p. 12] or [@one; @two], "
        "or put a backslash before the bracket where no citation is meant."
    )


class _Renderer(RendererHTML):
    """Escapes no more than the cleaners do, so that both of them give the same HTML."""

    def text(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return escape(tokens[idx].content, quote=False)

    def code_inline(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f"<code>{escape(tokens[idx].content, quote=False)}</code>"

    def cite(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        key, locator = (escape(tokens[idx].meta[name]) for name in ("key", "locator"))
        return f'<cite data-key="{key}" data-locator="{locator}"></cite>'


def _build_parser() -> MarkdownIt:
    options = {"html": False, "linkify": True, "xhtmlOut": False, "maxNesting": 4 * MAX_DEPTH}
    parser = MarkdownIt("zero", options, renderer_cls=_Renderer)
    parser.enable(["blockquote", "list"])
    parser.enable(["newline", "escape", "backticks", "emphasis", "link", "autolink", "entity", "linkify"])
    parser.enable(["balance_pairs", "fragments_join"])
    parser.inline.ruler.before("link", "citation", _citation_rule)
    # Refused with a message by _check_links; the parser would leave them standing without a word.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    if parser.linkify is not None:
        # Only whole addresses: a missing blank after a full stop ("visit.In 2011") is no link.
        parser.linkify.set({"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
        for scheme in ("ftp:", "//", "mailto:"):
            parser.linkify.add(scheme, None)
    return parser


_PARSER = _build_parser()
