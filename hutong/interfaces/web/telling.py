"""What somebody is told after recording something of a child: what it changed of what is owed."""

from collections.abc import Callable, Iterable, Sequence

from django.contrib import messages

from hutong.foundation.kernel.text import Text
from hutong.interfaces.web.owing import changes
from hutong.interfaces.web.requests import OfficerRequest
from hutong.interfaces.web.templatetags.hutong import here
from hutong.programmes.benefits.queries import owed
from hutong.registry.people.models import Child


def telling_changes(
    request: OfficerRequest, child: Child, act: Callable[[], None]
) -> Sequence[Text] | None:
    """Do something, and say what it changed of what is owed; none if the child has gone elsewhere.

    A child that moved away is not in the scope any more, and nothing is said of it.
    """
    on = request.today
    before = owed(child, on=on, known_on=on)
    act()
    found = Child.objects.filter(pk=child.pk).select_related("residence", "hukou").first()
    return None if found is None else changes(before, owed(found, on=on, known_on=on))


def tell(request: OfficerRequest, done: Text, told: Iterable[Text] = ()) -> None:
    """What was done, and what became of what is owed or that nothing did."""
    messages.success(request, here(done))
    for sentence in list(told) or [Text("应得的保障没有变化。", "What is owed has not changed.")]:
        messages.success(request, here(sentence))
