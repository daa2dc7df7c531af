"""The table of formats and the export in any of them."""

import subprocess
from xml.etree import ElementTree

import pytest

from edition.citations import registry
from edition.citations.registry import FORMATS, UnknownFormat, export

DATA = ["bibtex", "biblatex", "ris", "csl-json", "endnote-xml", "mods", "dublin-core"]
STYLES = ["apa", "mla", "chicago-author-date", "chicago-notes", "harvard", "ieee", "vancouver"]
SLUGS = [*DATA, *STYLES]
EMPTY = {
    "csl-json": "[]",
    "endnote-xml": '<?xml version="1.0" encoding="UTF-8"?><xml><records></records></xml>',
}


def test_the_formats():
    assert list(FORMATS) == SLUGS
    assert [format_.kind for format_ in FORMATS.values()] == ["data"] * 7 + ["style"] * 7
    assert FORMATS["ris"].media_type == "application/x-research-info-systems"
    assert FORMATS["apa"].media_type == "text/x-bibliography; style=apa"
    assert FORMATS["csl-json"].extension == "json"


def test_an_unknown_format_names_the_known_ones():
    with pytest.raises(UnknownFormat, match="no citation format “marc”") as caught:
        export([], "marc")
    assert caught.value.known == SLUGS
    assert isinstance(caught.value, KeyError)


def test_a_style_is_exported_in_chunks_with_blank_lines_between(records, monkeypatch):
    calls = []
    run = subprocess.run

    def counted(*words, **options):
        calls.append(words)
        return run(*words, **options)

    monkeypatch.setattr(subprocess, "run", counted)
    monkeypatch.setattr(registry, "CHUNK", 70)
    text = "".join(export(iter(records), "mla"))
    assert len(calls) == 2
    assert len(text.split("\n\n")) == 139
    assert text.endswith(".\n")


@pytest.mark.parametrize("slug", SLUGS)
def test_an_export_of_nothing_is_well_formed(slug):
    written = "".join(export([], slug))
    if slug in ("mods", "dublin-core"):
        assert len(ElementTree.fromstring(written)) == 0
    else:
        assert written.replace("\n", "") == EMPTY.get(slug, "")
