from django.urls import URLPattern, path

from .api import FollowOne, Follows

urlpatterns: list[URLPattern] = [
    path("api/v1/follows/", Follows.as_view(), name="api-follows"),
    path("api/v1/follows/<str:id>/", FollowOne.as_view(), name="api-follow"),
]
