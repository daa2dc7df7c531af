"""Addresses: a contract (published addresses never die). The pages that show notes are in `annotations.urls`.

A page stands in English at its plain address, and below `/ur/` and `/ru/`; what machines fetch has no language.
"""

from allauth.account.decorators import secure_admin_login
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from edition import converters as converters
from edition.views import health, quotation_api, texts, verify

# The administration is entered by the same door as the desk.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

machine: list[URLPattern | URLResolver] = [
    path("articles/<sic_slug:slug>/verbatim", texts.verbatim, name="verbatim"),
    path("articles/<sic_slug:slug>/<version:number>/verbatim", texts.verbatim, name="verbatim"),
    path("articles/<sic_slug:slug>/original", texts.original, name="original"),
    path("articles/<sic_slug:slug>/<version:number>/original", texts.original, name="original"),
    path("articles/<sic_slug:slug>/<version:number>/quote", quotation_api.quote, name="quote"),
    path("api/verify", quotation_api.verify, name="api_verify"),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("robots.txt", health.robots, name="robots"),
    path("admin/", admin.site.urls),
    path("", include("annotations.machine_urls")),
]

pages: list[URLPattern | URLResolver] = [
    path("", include("edition.account_urls")),
    path("verify/", verify.page, name="verify"),
    path("", include("annotations.urls")),
]

urlpatterns: list[URLPattern | URLResolver] = [*machine, *i18n_patterns(*pages, prefix_default_language=False)]

handler400 = "edition.views.errors.bad_request"
handler404 = "annotations.views.errors.not_found"
