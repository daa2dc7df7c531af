"""The language of the interface: the address says it, and no cookie ever does.

A page stands at a plain address in English, below `/ur/` in Urdu, below `/ru/` in Russian; a machine's address
(`…/verbatim`, `/api/…`) has no language. So an anonymous page depends on its address alone. An account may prefer a
language: it decides where an address has none to say (the administration), where logging in leads to, and in what a
page opened from outside the site (typed, mailed, a bookmark) is shown. Links inside the site stay as they are.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.middleware import get_user
from django.contrib.auth.models import AnonymousUser, User
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.urls import is_valid_path
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info, override

from edition.models.accounts import Preference

# Each language in its own words: these are never translated.
NAMES: Mapping[str, str] = dict(settings.LANGUAGES)
SAFE = frozenset({"GET", "HEAD"})
LONGEST_LINK = 2000  # characters; the page holds the link in each language


@dataclass(frozen=True)
class Language:
    """One language of the current page."""

    code: str
    name: str
    path: str  # of the current page in this language
    full_path: str  # the same with the query
    current: bool

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`, the value of the attribute `dir`."""
        return "rtl" if get_language_info(self.code)["bidi"] else "ltr"


def of_path(path: str) -> str | None:
    """Return the language that a path names, or None where it begins with none.

    >>> of_path("/ur/articles/"), of_path("/articles/"), of_path("/urdu/")
    ('ur', None, None)
    """
    first = path.split("/", 2)[1] if path.startswith("/") else ""
    return first if first in NAMES else None


def without_language(path: str) -> str:
    """Return the path of the same page in English: `/ur/articles/` → `/articles/`."""
    code = of_path(path)
    # Two slashes at the beginning would lead to another host.
    return "/" + path.removeprefix(f"/{code}" if code else "").lstrip("/")


def in_language(path: str, code: str) -> str:
    """Return the path of the same page in the language `code`."""
    plain = without_language(path)
    return plain if code == settings.LANGUAGE_CODE else f"/{code}{plain}"


def is_page(path: str, code: str) -> bool:
    """Whether there is a page at `path` in the language `code`, perhaps for want of a slash at its end."""
    wanted = in_language(path, code)
    with override(code):
        return any(is_valid_path(path) for path in (wanted, f"{wanted}/"))


def _stands_at_plain_address(path: str, code: str) -> bool:
    """Whether `path` names a language that is not named there: English, or any where a machine fetches something."""
    if code != settings.LANGUAGE_CODE and is_page(path, code):
        return False
    return is_page(path, settings.LANGUAGE_CODE)


def languages(request: HttpRequest) -> list[Language]:
    """Return every language, with the address of the current page in it; a query too long for a link is left out."""
    full_path, current = request.get_full_path(), get_language()
    path = full_path.partition("?")[0]
    if len(full_path) > LONGEST_LINK:
        full_path = path
    return [
        Language(code, name, in_language(path, code), in_language(full_path, code), code == current)
        for code, name in NAMES.items()
    ]


def untranslated() -> SafeString:
    """Return the attributes of an element whose words are the edition's own and stay as they were written.

    Empty where the interface is in the language of the edition, so that its pages carry nothing needless.
    """
    if (get_language() or settings.LANGUAGE_CODE) == settings.LANGUAGE_CODE:
        return SafeString()
    return format_html(' lang="{}" dir="auto"', settings.LANGUAGE_CODE)


def context(request: HttpRequest) -> dict[str, object]:
    """Context processor: `languages` for menus and links; `untranslated` as in `<h2{{ untranslated }}>`."""
    return {"languages": languages(request), "untranslated": untranslated()}


def preferred(user: User | AnonymousUser) -> str | None:
    """Return the language that an account prefers, or None."""
    if isinstance(user, AnonymousUser):
        return None
    code = Preference.objects.filter(user=user).values_list("language", flat=True).first()
    return code if code in NAMES else None


def prefer(user: User, code: str) -> None:
    """Keep the language that an account prefers; with '' it prefers none."""
    Preference.objects.update_or_create(user=user, defaults={"language": code})


def in_preferred(address: str, user: User) -> str:
    """Return `address` in the language that the account prefers, if it is a page of this site that names none."""
    code = preferred(user)
    is_path = address.startswith("/") and not address.startswith("//")
    if not code or not is_path or of_path(address) is not None or not is_page(urlsplit(address).path, code):
        return address
    return in_language(address, code)


def _from_inside(request: HttpRequest) -> bool:
    """Whether a link or form of this site led here (Fetch Metadata where the browser sends it, else the referrer)."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    try:
        return urlsplit(request.headers.get("Referer", "")).netloc == request.get_host()
    except ValueError:  # no address at all
        return False


def _may_prefer(request: HttpRequest) -> bool:
    # To read the session of a reader without one would make each page vary by cookie.
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def _elsewhere(request: HttpRequest, code: str) -> HttpResponseRedirect | None:
    """Lead an account to the language it prefers, as it comes from outside to a page at a plain address."""
    if code == settings.LANGUAGE_CODE or request.method not in SAFE or _from_inside(request):
        return None
    if not is_page(request.path_info, code):
        return None
    response = HttpResponseRedirect(in_language(request.get_full_path(), code))
    patch_vary_headers(response, ("Cookie",))
    patch_cache_control(response, private=True)
    return response


class LanguageMiddleware:
    """Answers in the language of the address, and says so; Django's own middleware also asks the browser.

    Needs the session; stands before CommonMiddleware, whose slash is added to addresses of this language.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        code = of_path(request.path_info)
        if code and request.method in SAFE and _stands_at_plain_address(request.path_info, code):
            return HttpResponsePermanentRedirect(without_language(request.get_full_path()))
        if code is None and _may_prefer(request):
            wanted = preferred(get_user(request))
            if wanted and (elsewhere := _elsewhere(request, wanted)):
                return elsewhere
            code = None if wanted is None or is_page(request.path_info, wanted) else wanted
        return self._answer(request, code or settings.LANGUAGE_CODE)

    def _answer(self, request: HttpRequest, code: str) -> HttpResponse:
        with override(code):
            response = self.get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault("Content-Language", code)
        return response
