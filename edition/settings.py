"""Settings of Sic, from the environment, with defaults that are safe on one's own machine.

Nothing set: SQLite in `var/`, a secret made and kept there, 127.0.0.1 only. README lists the variables.
"""

import os
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF

from edition import environment

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("SIC_DATA_DIR", BASE_DIR / "var"))
DATA_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = environment.flag("DEBUG")
SECRET_KEY = os.environ.get("SECRET_KEY") or environment.secret(DATA_DIR / "secret_key")
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = environment.words("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "taggit",
    "corsheaders",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "edition",
    "annotations",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "edition.delivery.CompressionMiddleware",
    "csp.middleware.CSPMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "edition.delivery.DeliveryMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "edition.languages.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

# What programs fetch may be fetched by scripts of any site, always without cookies.
CORS_ALLOW_ALL_ORIGINS = True
_FILES = r"verbatim|original|quote|links|cite/[a-z-]+|download/[a-z-]+"
CORS_URLS_REGEX = rf"^/(api|oai|feeds|download)(/|$)|^/(.*/)?({_FILES})$"
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE"]
CORS_ALLOW_HEADERS = ["accept", "authorization", "content-type", "if-match", "if-none-match", "prefer", "slug"]
CORS_EXPOSE_HEADERS = [
    *("Allow", "Accept-Post", "Content-Location", "Content-Disposition", "Digest", "ETag", "Link", "Location"),
    *("Preference-Applied", "Repr-Digest", "WWW-Authenticate"),
]

# The address by which the site is known, such as https://sic.example: what is carried away or sent names it.
SITE_URL = os.environ.get("SITE_URL", "").rstrip("/")

ROOT_URLCONF = "edition.urls"
WSGI_APPLICATION = "edition.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "edition.languages.context",
            ],
        },
    },
]

SQLITE: dict[str, Any] = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": DATA_DIR / "sic.sqlite3",
    "OPTIONS": {
        # Readers never wait for a writer; a commit that was reported is on the disk; two writers
        # queue at BEGIN instead of failing half-way.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
    },
}


def _postgresql(url: str) -> dict[str, Any]:
    settings: dict[str, Any] = dict(dj_database_url.parse(url))
    if settings["ENGINE"] == "django.db.backends.postgresql":
        settings["OPTIONS"] = {
            "pool": {"min_size": 1, "max_size": 8, "timeout": 20},
            **settings.get("OPTIONS", {}),
        }
    return settings


def _database(url: str) -> dict[str, Any]:
    if url.startswith("sqlite:"):
        return {**SQLITE, "NAME": dj_database_url.parse(url)["NAME"]}
    return _postgresql(url)


DATABASES = {"default": _database(url) if (url := os.environ.get("DATABASE_URL")) else SQLITE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Shared by all processes: the limits on tries to log in are counted here.
CACHES = {
    "default": environment.cache("CACHE_URL"),
    # Books, which take seconds to make and megabytes to keep; each process of a machine finds those of the others.
    "exports": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "exports",
        "TIMEOUT": 7 * 24 * 3600,
        "OPTIONS": {"MAX_ENTRIES": 240},
    },
}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "home"

ACCOUNT_ADAPTER = "edition.people.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "edition.people.forms.LogInForm",
    "change_password": "edition.people.forms.PasswordForm",
    "set_password": "edition.people.forms.FirstPasswordForm",
    "reset_password": "edition.people.forms.ResetForm",
    "reset_password_from_key": "edition.people.forms.NewPasswordForm",
    "add_email": "edition.people.forms.AddressForm",
    "reauthenticate": "edition.people.forms.ConfirmForm",
}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
# Whoever is logged in and may not open a page is offered to log in with another account.
ACCOUNT_AUTHENTICATED_LOGIN_REDIRECTS = False
ACCOUNT_CHANGE_EMAIL = True
# A session alone, on a machine left open, changes no address: password or passkey is asked for first.
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# An address from an invitation is confirmed; accounts made on the command line may have none.
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if environment.flag("HTTPS") else "http"
ACCOUNT_SESSION_REMEMBER = True
# A failed try counts for the address it came from, and for that address together with the name that was tried, never
# for the name alone: who hammers a name from elsewhere does not lock its owner out.
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "20/m/ip,5/5m/key", "invitation": "20/m/ip"}

MFA_ADAPTER = "edition.people.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "edition.people.forms.CodeForm",
    "reauthenticate": "edition.people.forms.ConfirmCodeForm",
    "activate_totp": "edition.people.forms.AppForm",
    "add_webauthn": "edition.people.forms.PasskeyForm",
    "edit_webauthn": "edition.people.forms.PasskeyNameForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Sic"
# A clock that is half a minute wrong.
MFA_TOTP_TOLERANCE = 1

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ur", "اردو"), ("ru", "Русский")]
LOCALE_PATHS = [BASE_DIR / "edition" / "locale", BASE_DIR / "annotations" / "locale"]
FORMAT_MODULE_PATH = "edition.formats"
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
# Files that are looked for at the top of the site, whatever a page says: favicon.ico, apple-touch-icon.png.
WHITENOISE_ROOT = BASE_DIR / "edition" / "root"
# Static files are the site's own: no page of another site has a use for them.
WHITENOISE_ALLOW_ALL_ORIGINS = False
# Rendered pages that each process keeps for readers without an account; 0 renders every page anew.
PAGE_CACHE_MB = environment.number("PAGE_CACHE_MB", 32)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "edition.storage.HashedStorage"},
}

EMAIL_BACKEND = os.environ.get("EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = environment.number("EMAIL_PORT", 25)
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = environment.flag("EMAIL_USE_TLS")
EMAIL_TIMEOUT = environment.number("EMAIL_TIMEOUT", 10)  # seconds
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "sic@localhost")

# HTTPS=1 where the site is reached by https only: cookies, redirects and HSTS follow.
HTTPS = environment.flag("HTTPS")
SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = environment.number("HSTS_SECONDS", 31_536_000) if HTTPS else 0
# These two bind every host under the domain, and the second cannot be taken back: they are asked for by name.
SECURE_HSTS_INCLUDE_SUBDOMAINS = environment.flag("HSTS_SUBDOMAINS")
SECURE_HSTS_PRELOAD = environment.flag("HSTS_PRELOAD")
if environment.flag("BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
# A finding is at most 20 kB; nothing else that is typed comes near a megabyte.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
# A form with far too many rows comes back with a sentence; and each of 5,000 entries of a bibliography has a tick.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        # Positions on the overview strip are style attributes; style elements stay forbidden.
        "style-src-attr": ["'unsafe-inline'"],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}

# Errors and warnings go to standard error, where the service manager keeps them.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": True},
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "ERROR"},
    },
}

TAGGIT_CASE_INSENSITIVE = True
TAGGIT_STRIP_UNICODE_WHEN_SLUGIFYING = False
TAGGIT_TAGS_FROM_STRING = "edition.tags.from_string"
TAGGIT_STRING_FROM_TAGS = "edition.tags.to_string"

# The library behind edition.markup: "bleach", or "nh3" should bleach ever need replacing.
HTML_CLEANER = os.environ.get("HTML_CLEANER", "bleach")
