"""Addresses: a contract (published addresses never die). The pages that show notes are in `annotations.urls`.

A page stands in English at its plain address, and below `/ur/` and `/ru/`; what machines fetch has no language.
"""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.auth import views as auth
from django.urls import URLPattern, URLResolver, include, path

from edition import converters as converters
from edition.views import accounts, health, quotation_api, texts, verify

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

account_pages: list[URLPattern | URLResolver] = [
    path("accounts/login/", accounts.LogIn.as_view(), name="login"),
    path("accounts/logout/", accounts.LogOut.as_view(), name="logout"),
    path("accounts/language/", accounts.language, name="language"),
    path("accounts/password/", auth.PasswordChangeView.as_view(), name="password_change"),
    path("accounts/password/done/", auth.PasswordChangeDoneView.as_view(), name="password_change_done"),
    path("accounts/reset/", auth.PasswordResetView.as_view(), name="password_reset"),
    path("accounts/reset/sent/", auth.PasswordResetDoneView.as_view(), name="password_reset_done"),
    path(
        "accounts/reset/<uidb64>/<token>/",
        auth.PasswordResetConfirmView.as_view(),
        name="password_reset_confirm",
    ),
    path("accounts/reset/done/", auth.PasswordResetCompleteView.as_view(), name="password_reset_complete"),
]

pages: list[URLPattern | URLResolver] = [
    *account_pages,
    path("verify/", verify.page, name="verify"),
    path("", include("annotations.urls")),
]

urlpatterns: list[URLPattern | URLResolver] = [*machine, *i18n_patterns(*pages, prefix_default_language=False)]

handler400 = "edition.views.errors.bad_request"
handler404 = "annotations.views.errors.not_found"
