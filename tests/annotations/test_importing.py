"""The import of an article's text by the pages of the desk, step by step, and all that is refused on the way."""

import io
import re
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client

from annotations import importing
from edition import versions
from edition.models import Article, Intake, Revision
from tests.support import captures
from tests.support.rows import rows

pytestmark = pytest.mark.usefixtures("edition")
START = "/desk/import/"
PAGE = """<!doctype html><html lang="en"><head><meta charset="windows-1252"><title>Trade grows</title>
<meta name="author" content="Maria Khan"><script>alert(1)</script></head><body><nav>Home</nav><article>
<h1>Trade grows</h1><p class="byline">By Maria Khan</p><p>Trade grew to £5 million in 2012.</p>
<ul><li>Wheat</li><li>Oil</li></ul></article><footer>Comments are closed.</footer></body></html>"""


def upload(client: Client, data: bytes, name: str = "story.txt", **fields: Any) -> Any:
    return client.post(START, {"file": SimpleUploadedFile(name, data), **fields})


def bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"0" * 60_000_000)
    return packed.getvalue()


def state(found: Intake) -> dict[str, Any]:
    """The form of step 2 as it was opened, with what the record needs."""
    fields = {"title": "Trade grows", "slug": "trade-grows", "type": "webpage", "language": "en"}
    return {"started_from": found.edits, "do": "save", **(fields if found.article is None else {})}


def opened() -> Intake:
    return Intake.objects.latest("pk")


def test_a_page_becomes_an_article_in_four_steps(as_bob: Client, bob, client: Client) -> None:
    begun = upload(as_bob, PAGE.encode("windows-1252"), "trade.html", captured_on="2026-11-20")
    found = opened()
    assert begun.headers["Location"] == f"/desk/import/{found.pk}/"
    second = as_bob.get(begun.headers["Location"]).content.decode()
    assert "windows-1252 (as the file says itself)" in second
    assert 'value="Khan, Maria"' in second or ">\nKhan, Maria</textarea>" in second
    assert "alert(1)" not in second
    assert [block[2] for block in found.blocks] == [
        "furniture",
        "title",
        "byline",
        "body",
        "list-item",
        "list-item",
        "furniture",
    ]
    assert f"/desk/import/{found.pk}/" in as_bob.get(START).content.decode()

    record = {"authors": "Khan, Maria\nAPP News Desk", "issued": "2012-05-01", "container": "Daily", "do": "next"}
    onward = as_bob.post(begun.headers["Location"], state(found) | record | {"role-4": "body"})
    assert onward.headers["Location"] == f"/desk/import/{found.pk}/preview/"
    third = as_bob.get(onward.headers["Location"]).content.decode()
    assert "Publish as text version 1" in third
    assert 'id="p3"' in third
    assert 'href="/articles/trade-grows' not in third  # nothing leads to what is not there yet
    done = as_bob.post(f"/desk/import/{found.pk}/publish/", {"started_from": 1, "base": 0})
    assert done.headers["Location"] == "/articles/trade-grows/v1/"

    article = Article.objects.get(slug="trade-grows")
    assert (article.number, article.work.key, article.work.csl["container-title"]) == (6, "trade-grows", "Daily")
    assert article.work.csl["author"] == [{"family": "Khan", "given": "Maria"}, {"literal": "APP News Desk"}]
    assert article.work.csl["issued"] == {"date-parts": [[2012, 5, 1]]}
    saved = versions.latest("work", "trade-grows")
    assert saved is not None
    assert (saved.act, saved.by, saved.fields["csl"]["title"]) == ("create", bob, "Trade grows")
    revision = article.current
    assert bytes(revision.original) == PAGE.encode("windows-1252")
    assert (revision.file_name, str(revision.captured_on)) == ("trade.html", "2026-11-20")
    parts = [(one.anchor, one.role, one.text) for one in revision.passages.order_by("position")]
    assert parts[3:5] == [("p1", "body", "Trade grew to £5 million in 2012."), ("p2", "body", "Wheat")]
    assert "Trade grew to £5 million" in client.get("/articles/trade-grows/").content.decode()

    before = rows()
    again = upload(as_bob, PAGE.encode("windows-1252"), "copy.html")
    assert again.status_code == 409
    assert "Already imported as Article 6, text version 1." in again.content.decode()
    assert 'href="/articles/trade-grows/v1/"' in again.content.decode()
    twice = as_bob.post(f"/desk/import/{found.pk}/publish/", {"started_from": 1, "base": 0})
    assert (twice.status_code, "published already" in twice.content.decode()) == (409, True)
    assert rows() == before


@pytest.mark.parametrize(
    ("data", "fields", "status", "sentence"),
    [
        (b"", {}, 422, "The file holds no words."),
        (b" \n ", {}, 422, "The file holds no words."),
        (b"%PDF-1.7 ...", {}, 422, "This is a PDF file and no text."),
        (b"\x89PNG\r\n\x1a\n\0\0", {"name": "photo.txt"}, 422, "This is a PNG file and no text."),
        ("Привет, мир".encode("koi8-r"), {"encoding": "utf-8"}, 422, "byte 1 in line 1 is 0xf0"),
        (b"words", {"encoding": "klingon"}, 422, "klingon"),
        (b"words", {"format": "wordstar"}, 422, "wordstar"),
        (b"words", {"article": "77"}, 422, "Select a valid choice."),
        (b"words", {"words": "More words."}, 422, "Leave one of the two out."),
        (b"words " * 900_000, {}, 413, "an article&#x27;s text may have"),
        (b"<!DOCTYPE TEI [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><TEI>&x;</TEI>", {"format": "tei"}, 422, "DOCTYPE"),
    ],
)
def test_what_is_no_text_is_refused_in_words(as_bob: Client, data, fields, status, sentence) -> None:
    before = rows()
    answer = upload(as_bob, data, fields.pop("name", "story.txt"), **fields)
    assert answer.status_code == status
    assert sentence in answer.content.decode()
    assert rows() == before


def test_a_docx_that_unpacks_to_too_much_is_refused(as_bob: Client) -> None:
    before = rows()
    answer = upload(as_bob, bomb(), "bomb.docx")
    assert answer.status_code in {413, 422}
    assert "Save it anew" in answer.content.decode() or "save it anew" in answer.content.decode()
    assert rows() == before


def test_a_file_of_200_megabytes_is_refused_before_it_is_read(as_bob: Client) -> None:
    class Unread(io.BytesIO):
        def read(self, *_: Any) -> bytes:
            raise AssertionError("the body was read")

    said: dict[str, Any] = {"CONTENT_LENGTH": str(200_000_000), "wsgi.input": Unread()}
    answer = as_bob.generic("POST", START, b"", "multipart/form-data; boundary=x", **said)
    assert answer.status_code == 413
    assert "an article’s text may have 5,242,880 bytes" in answer.content.decode()
    long = as_bob.post(START, {"words": "word " * 500_000})
    assert (long.status_code, "Upload it as a file." in long.content.decode()) == (413, True)


def test_a_form_without_its_token_is_refused(bob) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(bob)
    assert strict.post(START, {"words": "Words."}).status_code == 403
    assert Intake.objects.count() == 0


def test_pasted_words_keep_their_lines_and_passages_are_joined_and_divided(as_bob: Client) -> None:
    as_bob.post(START, {"words": "A title\r\n\r\nOne line.\r\n\r\nAnother line.\r\n"})
    found = opened()
    assert bytes(found.original) == b"A title\n\nOne line.\n\nAnother line.\n"
    address = f"/desk/import/{found.pk}/"
    as_bob.post(address, state(found) | {"do": "save", "join": "1"})
    found.refresh_from_db()
    assert [(row[0], row[1]) for row in found.blocks] == [(0, 7), (9, 33)]
    as_bob.post(address, state(found) | {"split": "1"})
    found.refresh_from_db()
    assert [(row[0], row[1]) for row in found.blocks] == [(0, 7), (9, 18), (20, 33)]
    as_bob.post(address, state(found) | {"do": "apply", "chosen": ["1", "2"], "set": "furniture"})
    found.refresh_from_db()
    assert [row[2] for row in found.blocks][1:] == ["furniture", "furniture"]
    for wrong in ({"role-99": "body"}, {"role-0": "poem"}, {"join": "2"}, {"split": "x"}):
        assert as_bob.post(address, state(found) | wrong).status_code == 422, wrong


def test_another_encoding_is_chosen_after_a_look(as_bob: Client) -> None:
    upload(as_bob, "Привет, мир. Это статья о торговле.".encode("koi8-r"), encoding="windows-1251")
    found = opened()
    address = f"/desk/import/{found.pk}/"
    assert "Привет" not in as_bob.get(address).content.decode()
    as_bob.post(address, state(found) | {"do": "read", "encoding": "koi8-r", "format": "plain"})
    assert "Привет, мир." in as_bob.get(address).content.decode()
    found.refresh_from_db()
    refused = as_bob.post(address, state(found) | {"do": "read", "encoding": "utf-8", "format": "plain"})
    assert refused.status_code == 422
    assert "byte 1 in line 1 is 0xf0" in refused.content.decode()


def test_a_stale_form_loses_nothing(as_bob: Client, as_carol: Client) -> None:
    as_bob.post(START, {"words": "A title\n\nWords."})
    found = opened()
    address = f"/desk/import/{found.pk}/"
    as_carol.post(address, state(found) | {"title": "Carol's title"})
    mine = as_bob.post(address, state(found) | {"title": "Bob's title", "role-1": "heading"})
    assert mine.status_code == 409
    assert "saved in another window" in mine.content.decode()
    assert 'value="Bob&#x27;s title"' in mine.content.decode()
    assert '<option value="heading" selected>' in mine.content.decode()
    found.refresh_from_db()
    assert found.metadata["csl"]["title"] == "Carol's title"
    assert as_bob.post(f"{address}publish/", {"started_from": 0, "base": 0}).status_code == 409
    wrong = as_bob.post(address, state(found) | {"slug": "article-1", "title": "", "issued": "May", "language": "?"})
    page = wrong.content.decode()
    assert wrong.status_code == 422
    for words in ("of this name", "This field is required.", "Write the day as 2011-12-26", "Write a language tag"):
        assert words in page
    assert as_bob.post(address, {"do": "discard", "started_from": found.edits}).headers["Location"] == START
    assert as_bob.get(address).status_code == 404
    assert "No import is under way." in as_bob.get(START).content.decode()


def test_a_new_text_of_an_article_is_compared_before_it_is_published(as_bob: Client) -> None:
    upload(as_bob, captures.second_text().encode(), "new.txt", article="1")
    found = opened()
    page = as_bob.get(f"/desk/import/{found.pk}/preview/").content.decode()
    assert "From text version 1 to text version 2" in page
    assert "<b>New</b> ¶2a" in page
    assert "<b>Gone</b> ¶7" in page
    assert "<del>21 </del><ins>26 </ins>" in page
    assert "Carried: the same words" in page
    publish = f"/desk/import/{found.pk}/publish/"
    assert as_bob.post(publish, {"started_from": 0, "base": 0}).status_code == 409
    done = as_bob.post(publish, {"started_from": 0, "base": 1}, follow=True)
    assert "Article 1, text version 2, published." in done.content.decode()
    assert Revision.objects.get(article__slug="article-1", number=2).file_name == "new.txt"
    assert upload(as_bob, captures.second_text().encode(), article="1").status_code == 409
    back = upload(as_bob, bytes(captures.first().original), article="1")  # the newspaper went back to its first text
    assert back.status_code == 302


def test_who_may_import(client: Client, as_alice: Client, as_bob: Client) -> None:
    assert client.get(START).status_code == 302
    assert as_alice.get(START).status_code == 403
    assert as_alice.post(START, {"words": "Words."}).status_code == 403
    assert as_bob.get("/desk/import/999/").status_code == 404
    assert as_bob.post("/desk/import/999/publish/", {}).status_code == 404
    assert as_bob.get("/desk/import/999/publish/").status_code == 405
    assert Intake.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "kept"),
    [("C:\\x\\story.txt", "story.txt"), ("a/b\n.txt", "b.txt"), ("x" * 300, "x" * 255), ("خبر.txt", "خبر.txt")],
)
def test_the_name_of_a_file_is_one_that_a_header_holds(name: str, kept: str) -> None:
    assert importing.clean_name(name) == kept


def test_the_address_of_an_article_is_one_of_its_own() -> None:
    assert importing.free_slug("Trade: 5 % up!") == "trade-5-up"
    assert importing.free_slug("Article 1") == "article-1-2"
    assert importing.free_slug("Café naïve: Łódź") == "cafe-naive-lodz"
    assert [importing.free_slug(title) for title in ("تجارت", "Россия и NATO")] == ["", ""]


def test_the_same_bytes_twice_lead_to_the_import_that_is_under_way(as_bob: Client) -> None:
    upload(as_bob, b"One title\n\nThe words of it.\n")
    first = opened()
    again = upload(as_bob, b"One title\n\nThe words of it.\n", "other.txt")
    page = again.content.decode()
    assert (again.status_code, Intake.objects.count()) == (409, 1)
    assert f"Already under way as import {first.pk}." in page
    assert f'<a href="/desk/import/{first.pk}/">Open the import</a>' in page
    importing.discard(first.pk, 0)
    assert upload(as_bob, b"One title\n\nThe words of it.\n").status_code == 302


def test_address_and_language_of_a_text_in_other_letters_are_asked_for(as_bob: Client) -> None:
    upload(as_bob, "История России\n\nСлова этой статьи.\n".encode())
    page = as_bob.get(f"/desk/import/{opened().pk}/").content.decode()
    values = dict(re.findall(r'<input[^>]*name="(slug|language)"(?:[^>]*?value="([^"]*)")?', page))
    assert values == {"slug": "", "language": ""}


def test_the_bytes_of_an_import_are_never_replaced_and_never_deleted(as_bob: Client) -> None:
    upload(as_bob, b"A title\n\nThe words of the article.\n")
    columns = ", ".join(f'"{field.column}"' for field in Intake._meta.fields)
    lite, found = connection.vendor == "sqlite", opened()
    given = columns.replace('"original"', "NULL" if lite else "'forged'::bytea")
    again = f"INTO edition_intake ({columns}) SELECT {given} FROM edition_intake"
    connection.check_constraints()  # PostgreSQL truncates no table whose foreign keys are still to be checked
    for sql, message in (
        (f"REPLACE {again}" if lite else f"INSERT {again} ON CONFLICT (id) DO UPDATE SET name = ''", "never replaced"),
        ("DELETE FROM edition_intake", "A row of edition_intake is never deleted."),
        *([] if lite else [("TRUNCATE edition_intake", "A row of edition_intake is never deleted.")]),
    ):
        with pytest.raises(DatabaseError, match=message), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    assert bytes(Intake.objects.get(pk=found.pk).original) == b"A title\n\nThe words of the article.\n"
