"""Every address of the tracker. Pages also exist with a language before them (``language_routing``)."""

from django.contrib import admin
from django.urls import include, path

from accounts.views.passkeys import log_in_by_passkey
from accounts.views.passwords import change_password
from projects.api.docs import docs
from tracker import health, mail_views, metrics

handler500 = "tracker.failures.failed"

urlpatterns = [
    # The API first: its lists are asked for most often, and each address before it costs them a comparison.
    path("api/docs/", docs, name="api-docs"),
    path("api/", include("accounts.api.urls")),
    path("api/", include("projects.api.urls")),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
    path("dev/mail/", mail_views.inbox, name="dev-mail"),
    path("dev/mail/<slug:name>/", mail_views.message, name="dev-mail-message"),
    path("dev/mail/<slug:name>/html/", mail_views.html, name="dev-mail-html"),
    path("dev/mail/<slug:name>/raw/", mail_views.raw, name="dev-mail-raw"),
    path("admin/", admin.site.urls),
    path("accounts/password/change/", change_password, name="account_change_password"),
    path("accounts/2fa/webauthn/login/", log_in_by_passkey, name="mfa_login_webauthn"),
    path("accounts/", include("allauth.urls")),
    path("", include("accounts.urls")),
    path("", include("projects.urls")),
]
