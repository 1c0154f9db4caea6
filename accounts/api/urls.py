"""The addresses of one person's own things below /api/; the rest of the API is in ``projects.api.urls``."""

from django.urls import path

from .follows import FollowOne, Follows
from .preferences import Preferences
from .snoozes import SnoozeOne, Snoozes

urlpatterns = [
    path("v1/follows/", Follows.as_view(), name="api-follows"),
    path("v1/follows/<path:id>/", FollowOne.as_view(), name="api-follow"),
    path("v1/snoozes/", Snoozes.as_view(), name="api-snoozes"),
    path("v1/snoozes/<str:id>/", SnoozeOne.as_view(), name="api-snooze"),
    path("v1/preferences/", Preferences.as_view(), name="api-preferences"),
]
