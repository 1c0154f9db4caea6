"""Every address of the tracker, in sight."""

from django.contrib import admin
from django.urls import include, path

from tracker import health, mail_views

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("dev/mail/", mail_views.inbox, name="dev-mail"),
    path("dev/mail/<slug:name>/", mail_views.message, name="dev-mail-message"),
    path("dev/mail/<slug:name>/html/", mail_views.html, name="dev-mail-html"),
    path("dev/mail/<slug:name>/raw/", mail_views.raw, name="dev-mail-raw"),
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.urls")),
    path("", include("accounts.urls")),
    path("api/", include("projects.api.urls")),
    path("", include("projects.urls")),
]
