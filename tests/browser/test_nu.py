"""Every kind of page is valid HTML: the Nu checker has no error and no warning, with and without an account."""

import re
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.support import nu
from tests.support.notes import CONTENTS, bring
from tests.support.pages import ADMINISTRATION, DESK, PAGES, STATES

pytestmark = [pytest.mark.any_engine, pytest.mark.usefixtures("edition")]


def html(client: Client, address: str) -> str:
    response = client.get(address)
    content = b"".join(response) if response.streaming else response.content
    return content.decode()


def invitation_pages(administrator: Client) -> dict[str, str]:
    """An invitation as who made it sees it, as who is invited does, and the passkey that is offered after it."""
    made = administrator.post("/desk/people/", {"address": "nadia@example.org", "role": "editor"}, follow=True)
    shown = made.content.decode()
    found = re.search(r"/accounts/invitation/[^<]+", shown)
    assert found
    invited, password = Client(), "entirely new words 7"
    asked = html(invited, found[0])
    account = {"username": "nadia", "public_name": "Nadia", "password1": password, "password2": password}
    offered = invited.post(found[0], account, follow=True).content.decode()
    app = html(invited, "/accounts/security/app/activate/")
    return {"an invitation made": shown, "an invitation": asked, "a passkey offered": offered, "an app": app}


def test_what_the_checker_finds_is_found(tmp_path: Path):
    broken = '<!doctype html><html lang="en"><title>x</title><p id="a"><div id="a"></p>'
    says = [finding.says for finding in nu.check({"broken": broken}, tmp_path)]
    assert any("Duplicate ID" in sentence for sentence in says)


def test_nothing_is_found(
    client: Client, as_bob: Client, as_admin_ann: Client, alice: User, carol: User, tmp_path: Path
):
    pages = {address: html(client, address) for address in (*PAGES, *STATES)}
    pages |= {f"{address} as an editor": html(as_bob, address) for address in DESK}
    pages |= {f"{address} as an administrator": html(as_admin_ann, address) for address in ADMINISTRATION}
    pages |= invitation_pages(as_admin_ann)
    for kind, content in CONTENTS.items():
        note = bring("submitted", alice, carol, content)
        pages[f"the review of a {kind}"] = html(as_bob, f"/desk/notes/{note.number}/")
        pages[f"the form of a {kind}"] = html(as_bob, f"/desk/notes/{note.number}/edit/")
    findings = nu.check(pages, tmp_path)
    assert not findings, "\n".join(f"{page}: {says}  {at}" for page, says, at in findings[:40])
