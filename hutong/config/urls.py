"""Which address leads where."""

from django.urls import include, path

from hutong.interfaces.api.children import router as children
from hutong.interfaces.api.gate import api
from hutong.interfaces.api.places import router as places

api.add_router("", children)
api.add_router("/places", places)

urlpatterns = [
    path("api/", api.urls),
    path("", include("hutong.interfaces.web.urls")),
]
