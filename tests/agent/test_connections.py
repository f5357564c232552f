"""A connection that is never made: no byte of the order has left, so it may be sent again."""

import os
import socket
from contextlib import ExitStack, contextmanager

import pytest

from tests.agent.test_faults import Shop, sentence
from tools.catalog.wire import wires
from tools.providers import fal, openai_images, runway
from tools.providers.openai_images import OpenAIImages
from tools.providers.port import Unreachable
from tools.providers.runway import Runway


@contextmanager
def a_machine_that_takes_no_connection(port=0):
    """Everything that it can hold is held already, so that another connection is not even begun."""
    with socket.socket() as server, ExitStack() as holding:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.bind(("127.0.0.1", port))
        server.listen(0)
        for _ in range(4):
            held = holding.enter_context(socket.socket())
            held.setblocking(False)
            held.connect_ex(server.getsockname())
        yield server.getsockname()[1]


@pytest.mark.parametrize("way", ["no connection", "no handshake"])
def test_an_order_that_finds_no_connection_in_time_was_not_sent_and_may_be_sent_again(tmp_path, monkeypatch, way):
    shop = Shop(tmp_path / "film")
    monkeypatch.setattr(fal, "SUBMIT_SECONDS", 0.2)
    port = int(os.environ["FAL_QUEUE_RUN_HOST"].rpartition(":")[2])
    with ExitStack() as stack:
        if way == "no connection":
            stack.enter_context(a_machine_that_takes_no_connection(port))
        else:
            stack.enter_context(socket.create_server(("127.0.0.1", port)))
        error = shop.go()
    assert isinstance(error, Unreachable) and "ConnectTimeout" in sentence(error)
    assert shop.state() == "released", "no byte of it has left"


@pytest.mark.parametrize("seller", ["runway", "openai"])
def test_the_vendors_own_clients_tell_a_connection_that_was_never_made_from_an_answer_that_was_lost(
    tmp_path, monkeypatch, seller
):
    monkeypatch.setattr(runway, "TIMEOUT_SECONDS", 0.2)
    monkeypatch.setattr(openai_images, "TIMEOUT_SECONDS", 0.2)
    with a_machine_that_takes_no_connection() as port:
        monkeypatch.setenv("RUNWAYML_BASE_URL", f"http://127.0.0.1:{port}")
        monkeypatch.setenv("OPENAI_BASE_URL", f"http://127.0.0.1:{port}")
        order = Shop(tmp_path / "film").purchase.order.model_copy(update={"endpoint": "gen4_turbo"})
        still = {"kind": "still", "endpoint": next(iter(wires("openai"))), "start_image": None}
        vendor, order = {
            "runway": (Runway("key_0123456789"), order),
            "openai": (OpenAIImages("sk-0123456789", tmp_path / "kept"), order.model_copy(update=still)),
        }[seller]
        with pytest.raises(Unreachable, match="ConnectTimeout"):
            vendor.submit(order)
