"""RTF, read back by two programs of others."""

import re
import subprocess

import pypandoc
import pytest
from striprtf.striprtf import rtf_to_text

from edition.citations import rtf
from edition.citations.styles import Formatted, format_all
from tests.edition.citations.test_hostile import RECORDS as HOSTILE
from tests.support.citeproc import RECORDS as HARD


def pandoc(document: str, to: str) -> str:
    command = [pypandoc.get_pandoc_path(), "--from=rtf", f"--to={to}", "--wrap=none"]
    return subprocess.run(command, input=document.encode("ascii"), capture_output=True, check=True).stdout.decode()


@pytest.fixture(scope="module")
def entries():
    return format_all(HARD + HOSTILE, "chicago-notes")


def test_striprtf_reads_every_entry_whole(entries):
    # It writes the address of a link behind its words.
    read = rtf_to_text(rtf.fragments(re.sub("</?a[^>]*>", "", entry.html) for entry in entries))
    # It leaves signs beyond the first plane in their two halves.
    lines = read.encode("utf-16", "surrogatepass").decode("utf-16").split("\n")
    assert [line for line in lines if line] == [entry.text for entry in entries]


def test_pandoc_reads_every_entry_whole(entries):
    in_first_plane = [entry for entry in entries if max(entry.text) < "\U00010000"]
    read = pandoc(rtf.document(in_first_plane), "plain").split("\n\n")
    for line, entry in zip(read, in_first_plane, strict=True):
        assert line.strip() == re.sub(" +", " ", entry.text)
    assert len(in_first_plane) == len(entries) - 1


@pytest.mark.parametrize(
    ("html", "read"),
    [
        ("a <i>b</i> <b>c</b>", "<p>a <em>b</em> <strong>c</strong></p>"),
        ("x<sup>2</sup> y<sub>1</sub>", "<p>x<sup>2</sup> y<sub>1</sub></p>"),
        ('<span class="small-caps">ad</span> 5', '<p><span class="smallcaps">ad</span> 5</p>'),
        (
            '<a href="https://x.y/&quot;a\\b?q=й&amp;r">https://x.y/</a>.',
            '<p><u><a href="https://x.y/%22a%5Cb?q=%D0%B9&amp;r">https://x.y/</a></u>.</p>',
        ),
        ("{\\b a} \\par", "<p>{\\b a} \\par</p>"),
        ("&lt;i&gt; &amp;amp;", "<p>&lt;i&gt; &amp;amp;</p>"),
    ],
)
def test_pandoc_reads_the_elements(html, read):
    assert pandoc(rtf.document([Formatted("", html, "")]), "html").strip() == read


def test_a_paragraph_of_urdu_runs_from_right_to_left():
    written = rtf.fragments(["علی. <i>Russia</i>", "Ali. روس", "1947 روس"])
    starts = [line.split("\\", 3)[2] for line in written.splitlines() if line.startswith("\\pard")]
    assert starts == ["rtlpar", "ltrpar", "rtlpar"]
    assert r"{\rtlch \u1585 ?\u1608 ?\u1587 ?}" in written


def test_it_is_one_closed_group_of_ascii():
    written = rtf.document([Formatted("", "😀 é", ""), Formatted("", "b", "")])
    assert written.startswith(r"{\rtf1\ansi")
    assert written.endswith("\\par\n}\n")
    assert r"\u-10179 ?\u-8704 ? \u233 ?\par" in written
    assert written.count("\\par\n") == 2
