"""Secrets of the second factor: encrypted where they are kept, readable with the site's key alone."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth.models import User
from django.core.cache import cache

from edition.people import encryption

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXP"


def kept(type_: str) -> Authenticator:
    return Authenticator.objects.get(type=type_)


def opens(app: Authenticator, secret: str) -> bool:
    cache.clear()  # a code is taken once
    counter = next(iter(yield_hotp_counters_from_time()))
    return bool(TOTP(app).validate_code(format_hotp_value(hotp_value(secret, counter))))


def test_the_key_of_an_app_is_not_readable_in_the_database(alice: User) -> None:
    TOTP.activate(alice, SECRET)
    app = kept(Authenticator.Type.TOTP)
    assert SECRET not in str(app.data)
    assert (encryption.decrypt(app.data["secret"]), opens(app, SECRET)) == (SECRET, True)


def test_recovery_codes_come_out_of_an_encrypted_seed(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RecoveryCodes, "generate_seed", classmethod(lambda cls: "0123456789abcdef"))
    codes = RecoveryCodes.activate(alice)
    assert "0123456789abcdef" not in str(kept(Authenticator.Type.RECOVERY_CODES).data)
    assert codes.validate_code(codes.generate_codes()[0])


def test_a_new_key_of_the_site_still_opens_with_the_old_one_beside_it(alice: User, settings) -> None:
    TOTP.activate(alice, SECRET)
    app, old = kept(Authenticator.Type.TOTP), settings.SECRET_KEY
    settings.SECRET_KEY = "another key of the site, long enough to be one"
    assert [opens(app, secret) for secret in (SECRET, "")] == [False, False]
    settings.SECRET_KEY_FALLBACKS = [old]
    assert opens(app, SECRET)
