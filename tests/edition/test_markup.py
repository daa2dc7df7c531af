"""Markdown to clean HTML: what editors may write, what is refused, and that nothing is lost between."""

from html.parser import HTMLParser

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from edition.markup import ATTRIBUTES, MAX_LENGTH, TAGS, Cited, MarkupError, Rendered, fill, render

CLEANERS = ("bleach", "nh3")
KEYS = {"burke1973", "seato-1954", "un:209"}


def both(source: str) -> Rendered:
    """Rendered by both cleaners, which have to agree."""
    by_bleach, by_nh3 = (render(source, KEYS, cleaner=cleaner) for cleaner in CLEANERS)
    assert by_bleach == by_nh3
    return by_bleach


def refusal(source: str) -> str:
    messages = set()
    for cleaner in CLEANERS:
        with pytest.raises(MarkupError) as caught:
            render(source, KEYS, cleaner=cleaner)
        messages.add(str(caught.value))
    assert len(messages) == 1
    return messages.pop()


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("", ""),
        (" \n\n ", ""),
        ("One.\n\nTwo.", "<p>One.</p>\n<p>Two.</p>"),
        ("One\r\ntwo", "<p>One\ntwo</p>"),
        ("*a* **b** `c < d`", "<p><em>a</em> <strong>b</strong> <code>c &lt; d</code></p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("3. c\n4. d", '<ol start="3">\n<li>c</li>\n<li>d</li>\n</ol>'),
        ("> quoted", "<blockquote>\n<p>quoted</p>\n</blockquote>"),
        ("a\\\nb", "<p>a<br>\nb</p>"),
        ('"R&D" isn\'t <b>', '<p>"R&amp;D" isn\'t &lt;b&gt;</p>'),
        ("no\N{NO-BREAK SPACE}break", "<p>no\N{NO-BREAK SPACE}break</p>"),
        ("# not a heading", "<p># not a heading</p>"),
        ("[a]: /lost\n", "<p>[a]: /lost</p>"),
        ("```\nfence\n```", "<p><code>fence</code></p>"),
        ("visit.In 2011, ftp://old", "<p>visit.In 2011, ftp://old</p>"),
        ("اردو *متن*", "<p>اردو <em>متن</em></p>"),
    ],
)
def test_markdown(source: str, html: str) -> None:
    assert both(source) == Rendered(html, ())


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("[us](/articles/)", '<p><a href="/articles/">us</a></p>'),
        (
            "[x](https://e.org/?a=1&b=2)",
            '<p><a href="https://e.org/?a=1&amp;b=2" rel="nofollow noopener">x</a></p>',
        ),
        (
            "(see http://e.org/a).",
            '<p>(see <a href="http://e.org/a" rel="nofollow noopener">http://e.org/a</a>).</p>',
        ),
        (
            "[x](mailto:a@e.org \"Ask <us> & 'them'\")",
            '<p><a href="mailto:a@e.org" title="Ask &lt;us&gt; &amp; \'them\'" rel="nofollow noopener">x</a></p>',
        ),
    ],
)
def test_links(source: str, html: str) -> None:
    assert both(source).html == html


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:1",
        "&#106;avascript:1",
        "javascript&colon;1",
        "<java script:1>",
        "&Tab;javascript:1",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example",
        "/%0d%0aSet-Cookie:x",
        "#p5",
        "page",
        "https:evil.example",
        "https:///evil.example",
        "https://user@evil.example",
        "http://[broken",
        "ftp://e.org/",
        "mailto:nobody",
        "",
    ],
)
def test_unsafe_address_is_refused(address: str) -> None:
    assert "is not allowed. Use a whole address" in refusal(f"[x]({address})")


def test_refused_address_is_named() -> None:
    assert "The link “javascript:1” is not allowed." in refusal("[x](javascript:1)")


@pytest.mark.parametrize(
    ("attack", "html"),
    [
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("<img src=x onerror=alert(1)>", "<p>&lt;img src=x onerror=alert(1)&gt;</p>"),
        ("<svg/onload=alert(1)>", "<p>&lt;svg/onload=alert(1)&gt;</p>"),
        ("<a href='javascript:1'>x</a>", "<p>&lt;a href='javascript:1'&gt;x&lt;/a&gt;</p>"),
        ("<iframe srcdoc=1>", "<p>&lt;iframe srcdoc=1&gt;</p>"),
        ("<!-- --><script>", "<p>&lt;!-- --&gt;&lt;script&gt;</p>"),
        ("<![CDATA[<script>]]>", "<p>&lt;![CDATA[&lt;script&gt;]]&gt;</p>"),
        ("&lt;script&gt;", "<p>&lt;script&gt;</p>"),
        ("&amp;lt;script&amp;gt;", "<p>&amp;lt;script&amp;gt;</p>"),
        ("&#60;script&#62;", "<p>&lt;script&gt;</p>"),
        ("`<script>`", "<p><code>&lt;script&gt;</code></p>"),
        ("**<b onclick=1>**", "<p><strong>&lt;b onclick=1&gt;</strong></p>"),
        ("<p style=x:expression(1)>", "<p>&lt;p style=x:expression(1)&gt;</p>"),
        ("<math><mi xlink:href=javascript:1>", "<p>&lt;math&gt;&lt;mi xlink:href=javascript:1&gt;</p>"),
        ("<style>@import'//e';</style>", "<p>&lt;style&gt;@import'//e';&lt;/style&gt;</p>"),
        ("</p></div><h1>", "<p>&lt;/p&gt;&lt;/div&gt;&lt;h1&gt;</p>"),
        ("<cite data-key=x></cite>", "<p>&lt;cite data-key=x&gt;&lt;/cite&gt;</p>"),
        ("{{ 7 }}{% x %}", "<p>{{ 7 }}{% x %}</p>"),
        ('[x](/a"onclick=alert(1))', '<p><a href="/a%22onclick=alert(1)">x</a></p>'),
        ("[x](/a><script>)", '<p><a href="/a%3E%3Cscript%3E">x</a></p>'),
        ("[x](/\\evil.example)", '<p><a href="/%5Cevil.example">x</a></p>'),
        (
            "[x](/a '\" onclick=\"1')",
            '<p><a href="/a" title="&quot; onclick=&quot;1">x</a></p>',
        ),
        ("[<b>](/a)", '<p><a href="/a">&lt;b&gt;</a></p>'),
        ("![x](/p.png)", '<p>!<a href="/p.png">x</a></p>'),
        ("javascript:alert(1)", "<p>javascript:alert(1)</p>"),
    ],
)
def test_attacks_are_shown_as_text(attack: str, html: str) -> None:
    assert both(attack).html == html


@pytest.mark.parametrize(
    ("source", "cited"),
    [
        ("[@burke1973]", [("burke1973", "")]),
        ("[@burke1973, p. 12]", [("burke1973", "p. 12")]),
        ("[@burke1973, p. 12, n. 3]", [("burke1973", "p. 12, n. 3")]),
        ("[@burke1973; @un:209, pp. 3-4]", [("burke1973", ""), ("un:209", "pp. 3-4")]),
        ("[@burke1973,\n p.  12]", [("burke1973", "p. 12")]),
        ("*[@seato-1954]* then [@burke1973]", [("seato-1954", ""), ("burke1973", "")]),
        ("`[@burke1973]` \\[@none]", []),
    ],
)
def test_citations(source: str, cited: list[tuple[str, str]]) -> None:
    assert both(source).cited == tuple(Cited(*pair) for pair in cited)


def test_citation_leaves_a_placeholder() -> None:
    html = both('So.[@un:209, "p" <1>] `[@x]`').html
    placeholder = '<cite data-key="un:209" data-locator="&quot;p&quot; &lt;1&gt;"></cite>'
    assert html == f"<p>So.{placeholder} <code>[@x]</code></p>"


def test_citation_inside_the_words_of_a_link_unmakes_the_link() -> None:
    html = both("[x [@un:209]](/a)").html
    assert html == '<p>[x <cite data-key="un:209" data-locator=""></cite>](/a)</p>'


def test_fill() -> None:
    rendered = both("A[@burke1973, p. 1 & 2] b[@un:209].")
    assert fill(rendered.html, lambda key, locator: f"({key}|{locator})") == "<p>A(burke1973|p. 1 & 2) b(un:209|).</p>"


def test_fill_does_not_read_back_references() -> None:
    assert fill(both("[@un:209]").html, lambda key, locator: r"\1\g<0>") == r"<p>\1\g<0></p>"


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        (
            "[@nobody]",
            "[@nobody] names no source of this note. Add it to the note's evidence or correct the key.",
        ),
        ("[@burke1973", "The citation beginning “[@burke1973” cannot be read."),
        ("[@burke1973,]", "cannot be read. Write [@key], [@key, p. 12]"),
        ("[@burke1973 p. 12]", "cannot be read."),
        ("[@]", "put a backslash before the bracket"),
        ("[@burke1973; p. 12]", "cannot be read."),
        ("a\0b", "The text contains the character U+0000"),
        ("a\x1bb", "The text contains the character U+001B"),
        ("&#12;", "The text contains the character U+000C"),
        ("\ud800", "The text contains the character U+D800"),
        ("\U0001ffff", "The text contains the character U+1FFFF"),
    ],
)
def test_refusals_say_what_to_do(source: str, sentence: str) -> None:
    assert sentence in refusal(source)


@pytest.mark.parametrize("unit", ["x", "é", "\N{GRINNING FACE}"])
def test_length_is_counted_in_bytes(unit: str) -> None:
    longest = unit * (MAX_LENGTH // len(unit.encode()))
    assert both(longest).html == f"<p>{longest}</p>"
    assert "bytes and at most 20,000 are allowed. Shorten it" in refusal(longest + unit)


@pytest.mark.parametrize(
    "source",
    [
        ">" * 10_000,
        "*" * 10_000,
        "_" * 10_000,
        "[" * 10_000,
        "[a" * 10_000,
        "![" * 10_000,
        "- " * 10_000,
        "1. " * 6_000,
        "*a " * 3_000 + "a* " * 3_000,
        "\n".join(" " * 2 * depth + "- a" for depth in range(100)),
        "> " * 20 + "a",
        "> " * 19 + "*a*",
    ],
    ids=lambda source: f"{source[:4]}…{len(source)}",
)
def test_deep_nesting_is_refused(source: str) -> None:
    assert "nested more than 20 levels deep" in refusal(source)


def test_deepest_allowed_nesting_keeps_its_text() -> None:
    html = both("> " * 19 + "kept").html
    assert html.count("<blockquote>") == 19
    assert "<p>kept</p>" in html


def test_brackets_count_by_paragraph_and_not_when_escaped() -> None:
    assert both("\\[" * 30).html == f"<p>{'[' * 30}</p>"
    assert both("\n\n".join(["[" * 15] * 2)).html == f"<p>{'[' * 15}</p>\n<p>{'[' * 15}</p>"


def test_setting_chooses_the_cleaner(settings: Settings) -> None:
    settings.HTML_CLEANER = "nh3"
    assert render("*a*").html == "<p><em>a</em></p>"
    settings.HTML_CLEANER = "none"
    with pytest.raises(ImproperlyConfigured, match="HTML_CLEANER is 'none'; use one of bleach, nh3"):
        render("*a*")


@pytest.mark.parametrize("cleaner", CLEANERS)
def test_cleaner_that_would_change_something_refuses(cleaner: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("edition.markup._PARSER.renderer.render", lambda *args: "<p onclick='x'><b>a</b></p>")
    with pytest.raises(MarkupError, match="cannot be shown safely"):
        render("a", cleaner=cleaner)


class Inventory(HTMLParser):
    """Tags and attributes of a document, and whether every element was closed in turn."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[tuple[str, str]] = set()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen |= {(tag, "")} | {(tag, name) for name, _ in attrs}
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


ALLOWED = {(tag, "") for tag in TAGS} | {(tag, name) for tag, names in ATTRIBUTES.items() for name in names}
SIGNS = [
    "**",
    "\\",
    '"',
    "&#",
    "[@",
    "[@un:209]",
    "](/a)",
    "](http://e.org",
    "<b>",
    "<script>",
    *"*_`[]()&;!x'",
]
LINES = ["javascript:", "http://e.org", "> ", "- ", "1. ", "\n", "\n\n", "    "]
FRAGMENTS = st.sampled_from(SIGNS + LINES)


@given(st.lists(FRAGMENTS | st.text(max_size=5), max_size=40).map("".join) | st.text())
def test_any_text_renders_clean_or_is_refused(source: str) -> None:
    try:
        html = both(source).html
    except MarkupError:
        return
    inventory = Inventory(html)
    assert inventory.open == []
    assert inventory.seen <= ALLOWED
