"""What the site tells an account of its own changes: on the next page, and by a letter for the sake of safety."""

from django.utils.translation import gettext_lazy as _

# By the template that allauth would have rendered; what is not named here is not said.
MESSAGES = {
    "account/messages/cannot_delete_primary_email.txt": _("An account keeps its address until another is confirmed."),
    "account/messages/email_confirmation_failed.txt": _("This address could not be confirmed."),
    "account/messages/email_confirmation_sent.txt": _("A letter is on its way. Open the link in it."),
    "account/messages/email_confirmed.txt": _("Address confirmed."),
    "account/messages/email_deleted.txt": _("The change of address was cancelled."),
    "account/messages/password_changed.txt": _("Password changed"),
    "account/messages/password_set.txt": _("Password set"),
    "account/messages/unverified_primary_email.txt": _("Confirm the address first."),
    "mfa/messages/recovery_codes_generated.txt": _("Recovery codes were made. Keep them."),
    "mfa/messages/totp_activated.txt": _("The authenticator app is set."),
    "mfa/messages/totp_deactivated.txt": _("The authenticator app is no longer asked for."),
    "mfa/messages/webauthn_added.txt": _("The passkey is set. From now on you can log in with it."),
    "mfa/messages/webauthn_removed.txt": _("Passkey removed"),
}

NOTICES = {
    "account/email/email_changed": _("Your account has a new e-mail address."),
    "account/email/email_confirm": _("Your e-mail address was confirmed."),
    "account/email/email_deleted": _("An e-mail address was removed from your account."),
    "account/email/password_changed": _("Your password was changed."),
    "account/email/password_reset": _("A new password was set by a link from a letter."),
    "account/email/password_set": _("Your account has a password now."),
    "mfa/email/recovery_codes_generated": _("New recovery codes were made."),
    "mfa/email/totp_activated": _("An authenticator app was set."),
    "mfa/email/totp_deactivated": _("The authenticator app was removed."),
    "mfa/email/webauthn_added": _("A passkey was added."),
    "mfa/email/webauthn_removed": _("A passkey was removed."),
    "people/unprotected": _("An administrator removed your passkeys, your authenticator app and your recovery codes."),
}

MISMATCH = _("Name and password do not belong together. Try again, or ask for a new password.")
ERRORS = {
    "account_inactive": _("This account is closed."),
    "duplicate_email": _("Your account has this address already."),
    "email_password_mismatch": MISMATCH,
    "email_taken": _("This address cannot be used."),
    "enter_current_password": _("Give the password that you have now."),
    "incorrect_code": _("This code is not right. Codes of an app change every half minute; each is taken once."),
    "incorrect_password": _("This is not your password."),
    "invalid_login": MISMATCH,
    "rate_limited": _("Too many tries. Wait five minutes, then try again."),
    "same_as_current": _("Your account has this address already."),
    "too_many_login_attempts": _("Too many tries. Wait five minutes, then try again."),
    "username_password_mismatch": MISMATCH,
}
SECOND_FACTOR_ERRORS = {
    "incorrect_code": ERRORS["incorrect_code"],
    "cannot_generate_recovery_codes": _("Set a passkey or an authenticator app first."),
}
