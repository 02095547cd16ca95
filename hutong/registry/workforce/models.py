"""What a posting alone does not say: that somebody only stands in."""

from django.db import models

from hutong.foundation.access.models import Posting
from hutong.foundation.kernel.keys import new_key
from hutong.foundation.places.models import Place


class StandIn(models.Model):
    """A posting that fills a gap for a time; the gap stays a gap until somebody is appointed."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    posting = models.OneToOneField(Posting, models.PROTECT, related_name="stand_in")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    reason = models.TextField()
