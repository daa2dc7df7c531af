"""Finds the words for translators in Python and in templates, with Babel and with Django's own template parser."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from babel.messages.extract import extract
from django.template import Context, Template
from django.template.base import Lexer, Node, TokenType
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

# What each function of django.utils.translation takes: (context, 'c'), singular, plural.
SINGULAR = dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"))
PLURAL = dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2))
IN_CONTEXT = dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2))
PLURAL_IN_CONTEXT = dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3))
KEYWORDS = SINGULAR | PLURAL | IN_CONTEXT | PLURAL_IN_CONTEXT
COMMENT_TAG = "Translators:"
QUOTED = re.compile(r"""\b_\((?:"([^"]+)"|'([^']+)')\)""")


@dataclass(frozen=True)
class Message:
    """Words for translators: in one form, or in singular and plural; context and comment are for them alone."""

    forms: tuple[str, ...]
    context: str | None = None
    comment: str = ""

    @property
    def key(self) -> tuple[str | None, str]:
        """Gettext knows a message by context and singular."""
        return self.context, self.forms[0]


def in_python(source: str) -> Iterator[Message]:
    """Yield the words that a module gives to gettext and its relatives."""
    found = extract("python", io.BytesIO(source.encode()), KEYWORDS, [COMMENT_TAG], {"encoding": "utf-8"})
    for _line, words, comments, context in found:
        forms = (words,) if isinstance(words, str) else tuple(str(form) for form in words)
        yield Message(forms, context, " ".join(comments).removeprefix(COMMENT_TAG).strip())


def in_template(source: str) -> Iterator[Message]:
    """Yield the words of {% translate %}, {% blocktranslate %} and _("…"), as Django looks them up.

    Raises ValueError where {% translate %} is given something that is only known when the page is made.
    """
    for node in Template(source).nodelist.get_nodes_by_type(Node):
        if isinstance(node, TranslateNode):
            yield _translated(node)
        elif isinstance(node, BlockTranslateNode):
            yield _block(node)
    for token in Lexer(source).tokenize():
        if token.token_type in {TokenType.VAR, TokenType.BLOCK}:
            yield from (Message((first or second,)) for first, second in QUOTED.findall(token.contents))


def _translated(node: TranslateNode) -> Message:
    words = node.filter_expression.var.literal
    if not isinstance(words, str):
        raise ValueError(f"{{% translate {node.filter_expression} %}} has no words that a translator could see")
    return Message((words.replace("%", "%%"),), _context(node))


def _block(node: BlockTranslateNode) -> Message:
    parts = [node.singular, node.plural] if node.plural else [node.singular]
    return Message(tuple(node.render_token_list(part)[0] for part in parts), _context(node))


def _context(node: TranslateNode | BlockTranslateNode) -> str | None:
    return node.message_context.resolve(Context()) if node.message_context else None
