from django.urls import URLPattern, path

from .api import FollowOne, Follows
from .views.following import following, toggle_following
from .views.preferences import preferences
from .views.unsubscribe import unsubscribe

urlpatterns: list[URLPattern] = [
    path("following/", following, name="following"),
    path("following/toggle/", toggle_following, name="following-toggle"),
    path("following/preferences/", preferences, name="following-preferences"),
    path("following/unsubscribe/<str:token>/", unsubscribe, name="unsubscribe"),
    path("api/v1/follows/", Follows.as_view(), name="api-follows"),
    path("api/v1/follows/<str:id>/", FollowOne.as_view(), name="api-follow"),
]
