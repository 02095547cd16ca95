"""Which address leads where."""

from django.urls import include, path

from hutong.interfaces.api.accounts import router as accounts
from hutong.interfaces.api.cases import router as cases
from hutong.interfaces.api.children import router as children
from hutong.interfaces.api.claims import router as claims
from hutong.interfaces.api.decisions import router as decisions
from hutong.interfaces.api.funds import router as funds
from hutong.interfaces.api.gate import api
from hutong.interfaces.api.papers import router as papers
from hutong.interfaces.api.places import router as places
from hutong.interfaces.api.posts import router as posts
from hutong.interfaces.api.rounds import router as rounds
from hutong.interfaces.api.simulations import router as simulations
from hutong.interfaces.api.tables import router as tables

api.add_router("", children)
api.add_router("", cases)
api.add_router("", claims)
api.add_router("", papers)
api.add_router("", funds)
api.add_router("/children", decisions)
api.add_router("/children", accounts)
api.add_router("/rounds", rounds)
api.add_router("/places", places)
api.add_router("", posts)
api.add_router("/simulations", simulations)
api.add_router("/tables", tables)

urlpatterns = [
    path("api/", api.urls),
    path("", include("hutong.interfaces.web.urls")),
]
