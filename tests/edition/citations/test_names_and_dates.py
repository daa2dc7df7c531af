"""Names, dates and addresses that are hard to write, as each format wants them, and as programs of others read them."""

import json
import subprocess
from datetime import date

import pypandoc
import pytest
import rispy

from edition.citations.record import joined
from edition.citations.registry import export
from edition.models import Work
from tests.support.citeproc import RECORDS
from tests.support.readers import biber

BY_KEY = {record.key: record for record in RECORDS}

# (item, format, what stands in its export)
WRITTEN = [
    ("urdu", "bibtex", "author = {صدیقی, محمد علی and خان, لیاقت},"),
    ("urdu", "ris", "AU  - صدیقی, محمد علی\r\nAU  - خان, لیاقت\r\n"),
    ("russian", "endnote-xml", "<author>Белокреницкий, Вячеслав Яковлевич</author>"),
    ("russian", "dublin-core", "<dc:creator>Москаленко, Владимир Николаевич</dc:creator>"),
    ("particles", "biblatex", "editor = {van der Berg, Willem and al-Hakim, Tawfiq},"),
    ("particles", "mods", '<namePart type="family">al-Hakim</namePart>'),
    ("particles", "ris", "AU  - von Humboldt, Alexander\r\nA2  - van der Berg, Willem\r\nA2  - al-Hakim, Tawfiq\r\n"),
    ("suffix", "bibtex", "author = {Sulzberger, Jr., Cyrus L. and King, III, Martin},"),
    ("suffix", "ris", "AU  - Sulzberger, Cyrus L., Jr.\r\n"),
    ("corporate-author", "biblatex", "author = {{Ministry of Commerce, Government of Pakistan}},"),
    ("corporate-author", "mods", '<name type="corporate">'),
    ("circa", "biblatex", "date = {1947~},"),
    ("circa", "bibtex", "note = {circa 1947},\n  year = {1947},"),
    ("circa", "ris", "PY  - 1947\r\nDA  - 1947///circa 1947\r\n"),
    ("circa", "mods", '<dateIssued encoding="edtf" qualifier="approximate">1947~</dateIssued>'),
    ("circa", "csl-json", '"issued": {"date-parts": [[1947]], "circa": true}'),
    ("range", "biblatex", "date = {1947/1989},"),
    ("range", "bibtex", "note = {1947 to 1989},\n  year = {1947},"),
    ("range", "mods", '<dateIssued encoding="edtf">1947/1989</dateIssued>'),
    ("range", "dublin-core", "<dc:date>1947/1989</dc:date>"),
    ("season", "biblatex", "date = {1966-21},"),
    ("season", "ris", "DA  - 1966///spring 1966\r\n"),
    ("nothing-known", "biblatex", "date = {XXXX},"),
    ("archived-accessed", "bibtex", "urldate = {2024-12-31},"),
    ("archived-accessed", "ris", "Y2  - 2024/12/31/\r\n"),
    ("archived-accessed", "mods", '<url dateLastAccessed="2024-12-31">https://web.archive.org/'),
    ("archived-accessed", "endnote-xml", "<access-date>2024-12-31</access-date>"),
]


@pytest.mark.parametrize(("key", "slug", "line"), WRITTEN)
def test_a_format_has_it_as_its_specification_wants(key, slug, line):
    assert line in "".join(export([BY_KEY[key]], slug))


def whole_name(name):
    particles = (name.get(f"{kind}-particle") for kind in ("dropping", "non-dropping"))
    # pandoc prints apostrophes.
    family = joined(*particles, name.get("family")).replace("'", "’")
    return name.get("literal") or (family, name.get("given"), name.get("suffix"))


def date_as_pandoc_reads_it(issued):
    """A season is a month after the twelfth, as in EDTF."""
    if "season" in issued:
        return {"date-parts": [[issued["date-parts"][0][0], 20 + issued["season"]]]}
    return issued


@pytest.mark.parametrize("slug", ["bibtex", "biblatex"])
def test_pandoc_reads_names_and_dates(tmp_path, slug):
    path = tmp_path / "all.bib"
    path.write_text("".join(export(RECORDS, slug)), encoding="utf-8")
    command = [pypandoc.get_pandoc_path(), f"--from={slug}", "--to=csljson", str(path)]
    read = {item["id"]: item for item in json.loads(subprocess.run(command, capture_output=True, check=True).stdout)}
    for record in RECORDS:
        item = read[record.key]
        assert item.get("issued", {}) == date_as_pandoc_reads_it(record.csl.get("issued", {}))
        for variable in ("author", "editor"):
            names = record.csl.get(variable, [])
            assert [whole_name(name) for name in item.get(variable, [])] == [whole_name(name) for name in names]
    # BibTeX's @book may have an editor alone, of which biber complains; the dialects are two.
    assert slug == "bibtex" or len(biber(path)) == len(RECORDS)


def test_rispy_reads_the_names_of_every_item():
    read = rispy.loads("".join(export(RECORDS, "ris")))
    assert [len(entry.get("authors", [])) for entry in read] == [len(one.csl.get("author", [])) for one in RECORDS]
    assert read[12]["authors"][20] == "Usman, Farid"


def test_an_archived_copy_is_in_every_format_and_stands_in_for_what_is_gone():
    work = Work(
        key="k",
        csl={"type": "webpage", "title": "T", "URL": "http://forum.example/steel"},
        archived_url="https://web.archive.org/web/2010/http://forum.example/steel",
        archived_on=date(2010, 1, 2),
    )
    sentence = f"archived copy of 2010-01-02: {work.archived_url}"
    for slug in ("bibtex", "biblatex", "ris", "mods", "endnote-xml", "dublin-core"):
        assert sentence in "".join(export([work.as_record()], slug))
    (item,) = json.loads("".join(export([work.as_record()], "csl-json")))
    assert (item["URL"], item["custom"]["archived-url"]) == (work.csl["URL"], work.archived_url)
    work.unreachable_on = date(2020, 5, 6)
    lost = "".join(export([work.as_record()], "ris"))
    assert f"UR  - {work.archived_url}\r\n" in lost
    assert "N1  - original address: http://forum.example/steel\r\n" in lost
    assert "KW" not in lost
