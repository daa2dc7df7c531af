"""Addresses: a contract (published addresses never die). The pages that show notes are in `annotations.urls`."""

from django.contrib import admin
from django.contrib.auth import views as auth
from django.urls import URLPattern, URLResolver, include, path

from edition import converters as converters
from edition.views import accounts, health, texts

urlpatterns: list[URLPattern | URLResolver] = [
    path("articles/<sic_slug:slug>/verbatim", texts.verbatim, name="verbatim"),
    path("articles/<sic_slug:slug>/<version:number>/verbatim", texts.verbatim, name="verbatim"),
    path("articles/<sic_slug:slug>/original", texts.original, name="original"),
    path("articles/<sic_slug:slug>/<version:number>/original", texts.original, name="original"),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("robots.txt", health.robots, name="robots"),
    path("accounts/login/", auth.LoginView.as_view(), name="login"),
    path("accounts/logout/", accounts.LogOut.as_view(), name="logout"),
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
    path("admin/", admin.site.urls),
    path("", include("annotations.urls")),
]

handler400 = "edition.views.errors.bad_request"
