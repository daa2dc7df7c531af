"""Addresses of accounts and of the people at the desk.

django-allauth's views stand at the site's own addresses, under its names and, where there was one, under that of
before; a published address never dies.
"""

from allauth.account import views as account
from allauth.decorators import rate_limit
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.generic import RedirectView

from edition.views import accounts, invitation, people, sessions, tokens
from edition.views.accounts import refusing

log_in = refusing(account.login)
log_out = accounts.LogOut.as_view()
password = refusing(account.password_change)
reset = refusing(account.password_reset)

entrance: list[URLPattern | URLResolver] = [
    path("login/", log_in, name="login"),
    path("login/", log_in, name="account_login"),
    path("logout/", log_out, name="logout"),
    path("logout/", log_out, name="account_logout"),
    path("signup/", accounts.no_sign_up, name="account_signup"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("invitation/<str:token>/", rate_limit(action="invitation")(invitation.invitation), name="invitation"),
    path("reset/", reset, name="password_reset"),
    path("reset/", reset, name="account_reset_password"),
    path("reset/sent/", account.password_reset_done, name="account_reset_password_done"),
    path("reset/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        refusing(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    # Links in letters that were sent by earlier versions of the site.
    path("reset/<uidb64>/<token>/", accounts.old_link),
]

own: list[URLPattern | URLResolver] = [
    path("", accounts.account, name="account"),
    path("profile/", accounts.profile, name="profile"),
    path("language/", accounts.language, name="language"),
    path("email/", refusing(account.email), name="account_email"),
    path("email/sent/", account.email_verification_sent, name="account_email_verification_sent"),
    re_path(r"^email/confirm/(?P<key>[-:\w]+)/$", account.confirm_email, name="account_confirm_email"),
    path("password/", password, name="password_change"),
    path("password/", password, name="account_change_password"),
    path("password/set/", refusing(account.password_set), name="account_set_password"),
    path("password/done/", RedirectView.as_view(pattern_name="account")),
    path("confirm/", refusing(account.reauthenticate), name="account_reauthenticate"),
    path("sessions/", sessions.sessions, name="usersessions_list"),
    path("sessions/<int:key>/end/", sessions.end, name="end_session"),
]

protection: list[URLPattern | URLResolver] = [
    path("", second_factor.index, name="mfa_index"),
    path("authenticate/", refusing(second_factor.authenticate), name="mfa_authenticate"),
    path("reauthenticate/", refusing(second_factor.reauthenticate), name="mfa_reauthenticate"),
    path("app/activate/", refusing(totp.activate_totp), name="mfa_activate_totp"),
    path("app/deactivate/", refusing(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("recovery-codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "recovery-codes/generate/",
        refusing(recovery_codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path("recovery-codes/download/", recovery_codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("passkeys/", RedirectView.as_view(pattern_name="mfa_index"), name="mfa_list_webauthn"),
    path("passkeys/add/", refusing(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path("passkeys/login/", accounts.LogInByPasskey.as_view(), name="mfa_login_webauthn"),
    path("passkeys/confirm/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("passkeys/<int:pk>/remove/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    path("passkeys/<int:pk>/edit/", refusing(passkeys.edit_webauthn), name="mfa_edit_webauthn"),
]

people_pages: list[URLPattern | URLResolver] = [
    path("", people.people, name="people"),
    path("<int:key>/role/", people.change_role, name="change_role"),
    path("<int:key>/close/", people.set_active, {"active": False}, name="close_account"),
    path("<int:key>/open/", people.set_active, {"active": True}, name="open_account"),
    path("<int:key>/unprotect/", people.unprotect, name="unprotect"),
    path("invitations/<int:key>/resend/", people.resend, name="resend_invitation"),
    path("invitations/<int:key>/revoke/", people.revoke, name="revoke_invitation"),
]

token_pages: list[URLPattern | URLResolver] = [
    path("", tokens.tokens, name="tokens"),
    path("<int:key>/revoke/", tokens.revoke, name="revoke_token"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include([*entrance, *own])),
    path("accounts/security/", include(protection)),
    path("desk/people/", include(people_pages)),
    path("desk/tokens/", include(token_pages)),
]
