"""`manage.py import_articles`: files become articles, once; what does not is reported with the reason."""

import csv
import json
from io import StringIO
from pathlib import Path
from shutil import copyfile

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client

from edition import intake
from edition.capture import Block, New, capture_many
from edition.models import ApparatusVersion, Article, Revision, SearchEntry, Work
from edition.search.providers import disagreements
from edition.texts.segmentation import TilingError
from edition.verification import mismatches

pytestmark = pytest.mark.usefixtures("edition")
DATA = Path(__file__).resolve().parents[1] / "data"
BODY = "These are the words of an article, and there are enough of them to make a paragraph."


def run(*arguments: str | Path) -> tuple[str, str]:
    """Run the command; return what it wrote, and why it failed or ''."""
    written = StringIO()
    try:
        call_command("import_articles", *map(str, arguments), stdout=written, stderr=written)
    except CommandError as error:
        return written.getvalue(), str(error)
    return written.getvalue(), ""


def write(folder: Path, **texts: str | bytes) -> None:
    for name, text in texts.items():
        path = folder / name.replace("__", ".")
        path.write_bytes(text if isinstance(text, bytes) else text.encode())


def test_a_folder_of_all_formats_becomes_articles(tmp_path: Path) -> None:
    for name in ("essay.md", "letter.xml", "report.docx", "weblog.html"):
        copyfile(DATA / name, tmp_path / name)
    version = ApparatusVersion.objects.now()
    assert run(tmp_path) == ("4 imported\n", "")
    found = Article.objects.values_list("number", "slug", "work__key", "work__title", "revisions__encoding")
    assert list(found.filter(number__gt=5).order_by("number")) == [
        (6, "a-treaty", "a-treaty", "A treaty", "markdown/1;charset=utf-8"),
        (7, "a-letter", "a-letter", "A letter", "tei/1"),
        (8, "a-report", "a-report", "A report", "docx/1"),
        (9, "weblog", "weblog", "Пакистан и Россия", "html/1;charset=windows-1251"),
    ]
    report = Article.objects.get(slug="a-report").current
    assert (report.file_name, bytes(report.original)) == ("report.docx", (DATA / "report.docx").read_bytes())
    assert [f"{one.anchor} {one.text}" for one in report.passages.all()][:3] == [
        "t1 A report",
        "t2 What was agreed",
        "p1 Terms",
    ]
    assert ApparatusVersion.objects.now() == version + 1
    assert (list(mismatches()), list(disagreements())) == ([], [])


def test_what_is_there_is_left_out_and_the_rest_comes_in_later(tmp_path: Path) -> None:
    write(tmp_path, a__txt=f"First\n\n{BODY}")
    run(tmp_path)
    write(tmp_path, b__txt=f"First\n\n{BODY} More.", c__txt=f"First\n\n{BODY}")
    assert run(tmp_path) == (
        f"{tmp_path}/a.txt: Already imported as Article 6 (first), text version 1.\n"
        f"{tmp_path}/c.txt: Already imported as Article 6 (first), text version 1.\n"
        "2 already there\n1 imported\n",
        "",
    )
    assert list(Article.objects.filter(number__gt=5).values_list("slug", flat=True)) == ["first", "first-2"]


def test_reasons_are_given_and_the_others_get_in(tmp_path: Path) -> None:
    report = tmp_path / "report.csv"
    write(
        tmp_path,
        a__txt=f"Good\n\n{BODY}",
        b__txt=b"%PDF-1.7",
        c__txt="Отношения улучшились после холодной войны.".encode("koi8-r"),
        d__rtf="x",
        e__txt=f"Bad record\n\n{BODY}",
        e__json='{"type": "book"}',
    )
    written, failed = run(tmp_path, "--report", report)
    assert failed == "3 files were not imported; the reasons stand above."
    assert written.endswith("3 failed\n1 imported\n2 skipped\n")
    rows = {
        row["file"].rpartition("/")[2]: row for row in csv.DictReader(report.read_text(encoding="utf-8").splitlines())
    }
    assert {name: (row["state"], row["reason"]) for name, row in rows.items()} == {
        "a.txt": ("imported", ""),
        "b.txt": ("failed", "This is a PDF file and no text. Export its words as text, HTML or DOCX, and try again."),
        "c.txt": (
            "failed",
            "Its encoding is a guess: koi8-r. Name it with --encoding, or trust --guessed.",
        ),
        "d.rtf": ("skipped", "Not of a known format by its name."),
        "e.txt": (
            "failed",
            "The record in e.json cannot be read: “title” is missing: every record needs it.",
        ),
        "e.json": ("skipped", "A record beside a text."),
    }
    assert (rows["a.txt"]["article"], rows["a.txt"]["encoding"], rows["c.txt"]["encoding"]) == (
        "good",
        "utf-8",
        "koi8-r",
    )
    assert Revision.objects.count() == 6


def test_a_record_beside_a_text_describes_the_work(tmp_path: Path) -> None:
    record = {"id": "khan-1991", "type": "article-newspaper", "title": "Relations", "container-title": "The Paper"}
    record |= {"accessed": {"date-parts": [[2021, 5, 4]]}}  # type: ignore[dict-item]
    write(tmp_path, a__txt=f"Another title\n\n{BODY}", a__txt__json=json.dumps([record]))
    assert run(tmp_path / "a.txt") == ("1 imported\n", "")
    work = Work.objects.get(article__number=6)
    assert (work.key, work.type, work.title, work.csl["container-title"]) == (
        "khan-1991",
        "article-newspaper",
        "Relations",
        "The Paper",
    )
    assert str(Revision.objects.latest("pk").captured_on) == "2021-05-04"


@pytest.mark.parametrize(
    ("choices", "encoding"),
    [(["--encoding", "koi8-r"], "koi8-r"), (["--guessed"], "koi8-r"), (["--encoding", "cp1251"], "windows-1251")],
)
def test_an_encoding_is_named_or_the_guess_believed(choices: list[str], encoding: str) -> None:
    assert run(DATA / "koi8-r.txt", *choices) == ("1 imported\n", "")
    assert Revision.objects.latest("pk").encoding == encoding


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["/no/such/folder"], "There is no /no/such/folder."),
        (
            [DATA, "--encoding", "klingon"],
            "“klingon” is no encoding that can be read here. Choose one of the list.",
        ),
        (
            [DATA, "--report", "/no/such/r.csv"],
            "The report /no/such/r.csv cannot be written: No such file or directory.",
        ),
    ],
)
def test_what_was_meant_wrong_is_said_before_anything_is_read(arguments: list[str | Path], reason: str) -> None:
    assert run(*arguments) == ("", reason)


def test_a_dry_run_stores_nothing(tmp_path: Path) -> None:
    write(tmp_path, a__txt=f"Good\n\n{BODY}")
    works = Work.objects.count()
    assert run(tmp_path, "--dry-run") == ("1 could be imported\n", "")
    assert Work.objects.count() == works


def test_a_huge_file_is_refused_by_its_size(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    written, _ = run(tmp_path)
    assert "The file has 209,715,200 bytes; an article's text may have 5,242,880." in written


# --- many at once -----------------------------------------------------------------------------------


def new(slug: str, title: str = "T", blocks: list[Block] | None = None) -> New:
    reading = intake.read(f"{slug}\n\n{BODY}".encode())
    proposed = [Block(one.start, one.end, one.role) for one in intake.propose(reading)]
    return New(slug, {"type": "document", "title": title}, reading, proposed if blocks is None else blocks)


@pytest.mark.parametrize(
    ("bad", "error", "sentence"),
    [
        (new("one"), ValidationError, "The name one is taken. Give the article another."),
        (new("held"), ValidationError, "The name held is taken. Give the article another."),
        (new("two", title=""), ValidationError, "“title” is empty"),
        (new("two", blocks=[]), TilingError, "lies in no block"),
        (new("No Slug"), ValidationError, "Use small letters"),
    ],
)
def test_one_bad_article_leaves_none_behind(bad: New, error: type[Exception], sentence: str) -> None:
    Work(key="held", csl={"type": "book", "title": "Held"}).save()
    stored = [model.objects.count() for model in (Article, Work, SearchEntry)]
    with pytest.raises(error, match=sentence):
        capture_many([new("one"), bad])
    assert [model.objects.count() for model in (Article, Work, SearchEntry)] == stored


# --- what is stored is proved and sent ---------------------------------------------------------------


def test_a_text_that_the_reader_does_not_give_is_refused() -> None:
    reading = intake.read(b"<p>One word", format="html")
    lie = intake.Reading(reading.original, "One sword\n", reading.encoding)
    with pytest.raises(ValidationError, match="the text is not the original bytes decoded as html/1;charset=utf-8"):
        capture_many([New("one", {"type": "document", "title": "T"}, lie, [Block(0, 9, "body")])])


def test_the_original_of_a_page_is_saved_and_not_shown(client: Client) -> None:
    run(DATA / "weblog.html")
    response = client.get("/articles/weblog/original")
    assert response.content == (DATA / "weblog.html").read_bytes()
    assert (response["Content-Type"], response["Content-Disposition"], response["X-Content-Type-Options"]) == (
        "application/octet-stream",
        'attachment; filename="weblog.html"',
        "nosniff",
    )
    assert client.get("/articles/weblog/verbatim").content.decode().startswith("Обзор\n\nHome\n\nАрхив")
