"""The addresses for programs under /api/; whatever is none of them answers with a problem."""

from django.urls import path, re_path

from .batches import Batches
from .collections import CollectionList, CollectionOne, CollectionWritten
from .index import Index, OpenAPI
from .record import COLLECTIONS
from .targets import TargetList, TargetOne
from .track_records import TrackRecordList
from .views import Nowhere

urlpatterns = [
    path("v1/", Index.as_view(), name="api-index"),
    path("v1/schema/", OpenAPI.as_view(), name="api-schema"),
    path("v1/batches/", Batches.as_view(), name="api-batches"),
    path("v1/targets/", TargetList.as_view(), name="api-targets"),
    path("v1/track-records/", TrackRecordList.as_view(), name="api-track-records"),
    path("v1/targets/<str:id>/", TargetOne.as_view(), name="api-target"),
]
for collection in COLLECTIONS:
    listed = CollectionList if collection.table is None else CollectionWritten
    urlpatterns += [
        path(f"v1/{collection.name}/", listed.as_view(collection=collection), name=f"api-{collection.name}"),
        path(
            f"v1/{collection.name}/<str:id>/",
            CollectionOne.as_view(collection=collection),
            name=f"api-{collection.name}-one",
        ),
    ]
urlpatterns.append(re_path(r"^.*\Z", Nowhere.as_view()))
