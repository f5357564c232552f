"""Orders as the planner places them: at the provider and the endpoint that the edition names."""

from tools.catalog.load import load_edition
from tools.film.route import Mode
from tools.providers.port import Order
from tools.providers.terms import model_in


def placed(order: Order, sellers: tuple[str, ...] | None = None) -> Order:
    """The same order, addressed; an unknown model stays without an address."""
    model = model_in(load_edition("2026-11", sellers), order.model)
    if model is None:
        return order
    mode = Mode.FIRST_LAST if order.end_image is not None else Mode.IMAGE_TO_VIDEO
    endpoint = model.endpoint if order.kind == "still" else model.endpoint_for(mode)
    return order.model_copy(update={"provider": model.provider, "endpoint": endpoint})
