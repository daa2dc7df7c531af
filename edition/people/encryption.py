"""Secrets of the second factor at rest: encrypted with a key made of settings.SECRET_KEY, so no backup tells them."""

import base64
import secrets
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac

SALT = "edition.people.encryption"


@lru_cache(maxsize=4)
def _box(*keys: str) -> MultiFernet:
    digests = (salted_hmac(SALT, "second factor", secret=key, algorithm="sha256").digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


def _keys() -> MultiFernet:
    return _box(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)


def encrypt(text: str) -> str:
    """Return `text` as a Fernet token."""
    return _keys().encrypt(text.encode()).decode()


def decrypt(token: str) -> str:
    """Return what `encrypt` was given.

    For what no key of the settings opens it is 160 random bits in base32, which no code matches: an empty or fixed
    secret would let in whoever knows it.
    """
    try:
        return _keys().decrypt(token.encode()).decode()
    except InvalidToken:
        return base64.b32encode(secrets.token_bytes(20)).decode()
