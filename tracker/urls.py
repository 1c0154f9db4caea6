"""Every address of the tracker, in sight."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.urls")),
    path("", include("accounts.urls")),
    path("api/v1/", include("projects.api.urls")),
    path("", include("projects.urls")),
]
