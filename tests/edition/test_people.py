"""People: invitations answered once, roles, public names, and what an administrator may do with accounts."""

import hashlib
import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client
from django.utils import timezone

from edition.models import Invitation, Profile
from edition.people import invitations, public_name, roles
from edition.people.forms import ProfileForm
from edition.people.invitations import InvitationError
from tests.support.cast import PASSWORD, make_user

pytestmark = pytest.mark.django_db
ANSWER = {"username": "nadia", "public_name": "Nadia Noor", "password1": "entirely new words 7"}
ANSWER["password2"] = ANSWER["password1"]


@pytest.fixture
def token(admin_ann: User) -> str:
    return invitations.invite("nadia@example.org", "editor", admin_ann)[1]


def link_in(html: str) -> str:
    found = re.search(r'<code id="invitation-link">http://testserver(\S+)</code>', html)
    assert found
    return found[1]


def test_an_invitation_is_made_sent_and_shown_once(as_admin_ann: Client) -> None:
    posted = as_admin_ann.post("/desk/people/", {"address": "nadia@example.org", "role": "editor"})
    assert (posted.status_code, posted["Location"]) == (302, "/desk/people/")
    shown = as_admin_ann.get("/desk/people/")
    link = link_in(shown.content.decode())
    assert shown["Cache-Control"] == "no-store"
    (letter,) = mail.outbox
    assert letter.to == ["nadia@example.org"]
    assert f"http://testserver{link}" in str(letter.body)
    kept = Invitation.objects.get()
    assert kept.digest == hashlib.sha256(link.split("/")[-2].encode()).hexdigest()
    assert kept.expires_at - kept.created_at >= timedelta(days=13, hours=23)
    assert "invitation-link" not in as_admin_ann.get("/desk/people/").content.decode()


def test_an_answer_makes_an_account_that_is_logged_in(client: Client, token: str) -> None:
    asked = client.get(f"/accounts/invitation/{token}/").content.decode()
    assert "nadia@example.org was invited" in asked
    done = client.post(f"/accounts/invitation/{token}/", ANSWER)
    assert done["Location"] == "/accounts/security/passkeys/add/"
    assert "Set a passkey" in client.get(done["Location"]).content.decode()
    user = User.objects.get(username="nadia")
    assert (user.email, public_name(user), roles.role_of(user), user.is_staff) == (
        "nadia@example.org",
        "Nadia Noor",
        "editor",
        False,
    )
    assert EmailAddress.objects.filter(user=user, email=user.email, verified=True, primary=True).exists()
    assert client.get("/desk/").status_code == 200


@pytest.mark.parametrize(
    ("change", "status", "words"),
    [
        ({"accepted_at": timezone.now()}, 410, "answered already"),
        ({"revoked_at": timezone.now()}, 410, "taken back"),
        ({"expires_at": timezone.now() - timedelta(seconds=1)}, 410, "too old"),
        ({"digest": "0" * 64}, 404, "no such invitation"),
    ],
)
def test_an_invitation_that_is_over_makes_no_account(client: Client, token: str, change, status, words) -> None:
    Invitation.objects.update(**change)
    for response in (
        client.get(f"/accounts/invitation/{token}/"),
        client.post(f"/accounts/invitation/{token}/", ANSWER),
    ):
        assert response.status_code == status
        assert words in response.content.decode()
    assert not User.objects.filter(username="nadia").exists()


def test_a_link_works_once(client: Client, token: str) -> None:
    client.post(f"/accounts/invitation/{token}/", ANSWER)
    again = Client().post(f"/accounts/invitation/{token}/", {**ANSWER, "username": "eve"})
    assert again.status_code == 410
    assert not User.objects.filter(username="eve").exists()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"username": "ALICE"}, "already exists"),
        ({"username": "two words"}, "Enter a valid username"),
        ({"username": "alice@example.org"}, "This name cannot be used"),
        ({"public_name": " \u200e "}, "Give the name that readers shall see"),
        ({"password2": "other"}, "didn’t match"),
        ({"password1": "nadia@example.org", "password2": "nadia@example.org"}, "too similar to the email address"),
    ],
)
def test_an_answer_with_a_fault_comes_back_with_what_was_typed(client: Client, token, alice, wrong, words) -> None:
    response = client.post(f"/accounts/invitation/{token}/", {**ANSWER, **wrong})
    html = response.content.decode()
    assert response.status_code == 422
    assert words in html
    assert 'value="Nadia Noor"' in html or "public_name" in wrong
    assert invitations.find(token).accepted_at is None


def test_an_address_is_invited_once_and_never_one_with_an_account(admin_ann: User, alice: User, token: str) -> None:
    for address, code in (("Nadia@example.org", "open"), ("ALICE@example.org", "account")):
        with pytest.raises(InvitationError, match=code):
            invitations.invite(address, "editor", admin_ann)


def test_sending_again_makes_a_new_link_and_taking_back_ends_it(as_admin_ann: Client, token: str) -> None:
    key = Invitation.objects.get().pk
    as_admin_ann.post(f"/desk/people/invitations/{key}/resend/")
    newer = link_in(as_admin_ann.get("/desk/people/").content.decode())
    assert Client().get(f"/accounts/invitation/{token}/").status_code == 404
    assert Client().get(newer).status_code == 200
    as_admin_ann.post(f"/desk/people/invitations/{key}/revoke/")
    assert Client().get(newer).status_code == 410
    page = as_admin_ann.post(f"/desk/people/invitations/{key}/resend/", follow=True).content.decode()
    assert "answered or taken back meanwhile" in page


@pytest.mark.parametrize(
    "end", [lambda ann: roles.give(ann, "contributor"), lambda ann: roles.set_active(ann, active=False)]
)
def test_an_invitation_ends_with_the_right_to_invite(admin_user: User, admin_ann: User, token: str, end) -> None:
    end(admin_ann)
    assert Client().post(f"/accounts/invitation/{token}/", ANSWER).status_code == 410
    newer = invitations.invite("nadia@example.org", "editor", admin_user)[1]
    assert Client().post(f"/accounts/invitation/{newer}/", ANSWER).status_code == 302


def test_who_lost_the_right_past_the_desk_invites_nobody_until_another_does(admin_user, admin_ann, token) -> None:
    User.objects.filter(pk=admin_ann.pk).update(is_active=False)
    assert Client().post(f"/accounts/invitation/{token}/", ANSWER).status_code == 410
    newer = invitations.resend(Invitation.objects.get().pk, admin_user)[1]
    assert Client().post(f"/accounts/invitation/{newer}/", ANSWER).status_code == 302


def test_a_letter_that_cannot_be_sent_is_told_and_the_link_is_there(as_admin_ann: Client, settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    form = {"address": "nadia@example.org", "role": "contributor"}
    html = as_admin_ann.post("/desk/people/", form, follow=True).content.decode()
    assert "The letter could not be sent." in html
    assert Client().get(link_in(html)).status_code == 200


def test_an_address_that_is_none_is_told_at_its_field(as_admin_ann: Client) -> None:
    response = as_admin_ann.post("/desk/people/", {"address": "nadia", "role": "editor"})
    assert response.status_code == 422
    assert "Enter a valid email address." in response.content.decode()


@pytest.mark.parametrize(
    ("who", "status"), [("as_alice", 403), ("as_bob", 403), ("client", 302), ("as_admin_ann", 200)]
)
def test_people_are_for_administrators(request: pytest.FixtureRequest, who: str, status: int) -> None:
    assert request.getfixturevalue(who).get("/desk/people/").status_code == status


def test_a_role_is_one_group_and_administrators_reach_the_administration(as_admin_ann: Client, alice: User) -> None:
    for role, staff in (("administrator", True), ("editor", False)):
        as_admin_ann.post(f"/desk/people/{alice.pk}/role/", {"role": role})
        alice = User.objects.get(pk=alice.pk)
        assert (roles.role_of(alice), alice.groups.count(), alice.is_staff) == (role, 1, staff)


def test_a_closed_account_is_out_at_once_and_may_be_opened_again(
    as_admin_ann: Client, as_alice: Client, alice: User
) -> None:
    as_admin_ann.post(f"/desk/people/{alice.pk}/close/")
    assert as_alice.get("/desk/").status_code == 302
    assert not Client().login(username="alice", password=PASSWORD)
    as_admin_ann.post(f"/desk/people/{alice.pk}/open/")
    assert Client().login(username="alice", password=PASSWORD)
    assert as_alice.get("/desk/").status_code == 302


def test_the_sessions_of_others_go_on(as_admin_ann: Client, as_bob: Client, alice: User) -> None:
    as_admin_ann.post(f"/desk/people/{alice.pk}/close/")
    assert as_bob.get("/desk/").status_code == 200


def test_who_lost_the_passkey_is_let_in_by_password_and_told(
    as_admin_ann: Client, as_alice: Client, alice: User
) -> None:
    EmailAddress.objects.create(user=alice, email=alice.email, verified=True, primary=True)
    Authenticator.objects.create(user=alice, type=Authenticator.Type.TOTP, data={"secret": "x"})
    answer = {"login": "alice", "password": PASSWORD}
    assert Client().post("/accounts/login/", answer)["Location"] == "/accounts/security/authenticate/"
    assert as_alice.get("/desk/").status_code == 200
    as_admin_ann.post(f"/desk/people/{alice.pk}/unprotect/")
    assert as_alice.get("/desk/").status_code == 302
    assert Client().post("/accounts/login/", answer)["Location"] == "/desk/"
    (letter,) = mail.outbox
    assert "An administrator removed your passkeys" in str(letter.body)


@pytest.mark.parametrize("path", ["user", "user/{}/change", "user/{}/password", "user/add", "group", "group/1/change"])
def test_no_account_and_no_group_is_changed_past_the_desk(as_admin_ann: Client, admin_client, admin_ann, path) -> None:
    address = f"/admin/auth/{path.format(admin_ann.pk)}/"
    for client in (as_admin_ann, admin_client):
        assert client.post(address, {"is_superuser": "on"}).status_code == 404
    rights = {right for right in admin_ann.get_all_permissions() if right.startswith("auth.")}
    assert {"auth.change_user", "auth.delete_user", "auth.change_group", "auth.add_group"}.isdisjoint(rights)
    assert "auth.add_user" in rights


@pytest.mark.parametrize("act", ["role", "close", "unprotect"])
def test_nobody_changes_themselves_or_who_is_above_them(as_admin_ann: Client, admin_ann, admin_user, act: str) -> None:
    for user in (admin_ann, admin_user):
        assert as_admin_ann.post(f"/desk/people/{user.pk}/{act}/", {"role": "contributor"}).status_code == 403
        user.refresh_from_db()
        assert (user.is_active, user.is_staff, user.groups.filter(name="contributor").exists()) == (True, True, False)


def test_the_list_says_how_each_account_is_protected(
    as_admin_ann: Client, alice: User, django_assert_max_num_queries
) -> None:
    Authenticator.objects.create(user=alice, type=Authenticator.Type.TOTP, data={"secret": "x"})
    for number in range(60):
        make_user(f"person{number:02}", "Long-named Person")
    with django_assert_max_num_queries(14):
        html = as_admin_ann.get("/desk/people/").content.decode()
    row = html[html.index("Alice Abbasi") :].partition("</tr>")[0]
    assert re.search(r'data-label="Protected by"><div class="acts"><span>\s*app<', row)
    assert html.count("</tr>") == 51
    assert "Person" in as_admin_ann.get("/desk/people/?page=2").content.decode()


# --- public names ---------------------------------------------------------------------------------


def test_the_public_name_is_what_was_chosen_else_the_full_name(alice: User, dave: User) -> None:
    assert public_name(alice) == "Alice Abbasi"
    Profile.objects.create(user=alice, public_name="A. Abbasi")
    assert public_name(alice) == "A. Abbasi"
    User.objects.filter(pk=dave.pk).update(first_name="", last_name="")
    assert public_name(User.objects.get(pk=dave.pk)) == ""


@pytest.mark.parametrize(
    ("typed", "stored", "error"),
    [
        ("0000-0002-1825-0097", "0000-0002-1825-0097", ""),
        ("https://orcid.org/0000-0002-1694-233x/", "0000-0002-1694-233X", ""),
        ("0000000218250097", "0000-0002-1825-0097", ""),
        ("", "", ""),
        ("0000-0002-1825-0098", "", "checksum"),
        ("0000-0002-1825-009", "", "shape"),
        ("X000-0002-1825-0097", "", "shape"),
        ("https://example.org/0000-0002-1825-0097", "", "shape"),
    ],
)
def test_an_orcid_is_read_and_checked(alice: User, typed: str, stored: str, error: str) -> None:
    form = ProfileForm({"public_name": "Alice", "orcid": typed}, instance=Profile(user=alice))
    assert form.is_valid() is not bool(error)
    assert [fault.code for fault in form.errors.as_data().get("orcid", [])] == ([error] if error else [])
    if not error:
        assert form.save().orcid == stored


def test_one_orcid_is_one_persons(as_alice: Client, bob: User) -> None:
    Profile.objects.create(user=bob, public_name="Bob", orcid="0000-0002-1825-0097")
    response = as_alice.post("/accounts/profile/", {"public_name": "Alice", "orcid": "0000-0002-1825-0097"})
    assert response.status_code == 422
    assert "Another account has this ORCID iD." in response.content.decode()
