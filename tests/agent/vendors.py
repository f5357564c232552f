"""Every vendor at once, small and quick: films are bought from several, and one bill says what was."""

import re
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

from google.oauth2.credentials import Credentials

from tests.emulator import fal, google, luma, openai_images, replicate, runway, vertex
from tests.emulator.vendor import Vendor
from tests.small import QUARTER
from tools.film.shape import SHORT_SIDES
from tools.providers.fal import Fal
from tools.providers.google_images import GoogleImages
from tools.providers.luma import Luma
from tools.providers.openai_images import OpenAIImages
from tools.providers.replicate import Replicate
from tools.providers.runway import Runway
from tools.providers.vertex import Vertex

LABEL = re.compile(r"\[((?:still|draft|clip)/[\w/]+)\]")
WITH_A_PAGE = ("fal", "runway", "luma", "replicate")
"""Vendors with a page of jobs and their ids; the others answer at once, with the picture."""


class SmallRunway(runway.RunwayEmulator):
    """Runway names its shapes in pixels, which are not scaled with ours."""

    def order_of(self, name, body):
        order = super().order_of(name, body)
        return order.model_copy(update={"width": order.width // 4, "height": order.height // 4})


KINDS = {
    "runway": SmallRunway,
    "luma": luma.LumaEmulator,
    "google": google.GoogleEmulator,
    "replicate": replicate.ReplicateEmulator,
    "vertex": vertex.VertexEmulator,
}
SECRETS = {
    "fal": fal.KEY,
    "runway": runway.KEY,
    "luma": luma.KEY,
    "google": google.KEY,
    "replicate": replicate.KEY,
    "openai": openai_images.KEY,
    "vertex": vertex.TOKEN,
}
"""What must never be seen again, by vendor."""


@dataclass(frozen=True)
class Billed:
    """One line of a vendor's bill."""

    vendor: str
    job_id: str
    key: str
    """Our own name of the order, which only this test knows."""
    credits: float | None
    """What it cost, from vendors that say so."""
    stopped: bool = False
    """It was being made when it was stopped, so it is charged and cannot be had."""


@dataclass
class Vendors:
    """Use as a context. The same pictures and clips serve every film."""

    folder: Path
    port: int
    each: dict = field(default_factory=dict)

    def __enter__(self):
        self._stack = ExitStack()
        self._stack.enter_context(mock.patch.dict(SHORT_SIDES, QUARTER))
        for name, kind in KINDS.items():
            self.each[name] = self._opened(kind(self._place(name), studio=self.folder / "studio"))
        self.each["fal"] = self._opened(fal.FalEmulator(self._place("fal"), self.port, studio=self.folder / "studio"))
        self.each["openai"] = self._opened(openai_images.OpenAIEmulator())
        return self

    def __exit__(self, *_):
        self._stack.close()

    def begin(self, on_request: Callable[[str, str], None], running_looks: int, queued_looks: int = 0) -> None:
        """Another person's film: an empty bill."""
        for vendor in self.each.values():
            vendor.jobs, vendor.on_request = {}, on_request
            vendor.faults.clear()
            vendor.posts.clear()
            if isinstance(vendor, Vendor | fal.FalEmulator):
                vendor.running_looks, vendor.queued_looks = running_looks, queued_looks

    @property
    def addresses(self) -> dict[str, str]:
        """Where the vendors are, in the variables that their own clients read where there are such."""
        at = {name: vendor.url for name, vendor in self.each.items() if name != "fal"}
        return {
            "SSL_CERT_FILE": str(self.each["fal"].certificate),
            "RUNWAYML_BASE_URL": at["runway"],
            "LUMAAI_BASE_URL": at["luma"],
            "OPENAI_BASE_URL": at["openai"],
            "EMULATED_GOOGLE": at["google"],
            "EMULATED_VERTEX": at["vertex"],
            "EMULATED_REPLICATE": f"{at['replicate']}/v1",
            "EMULATED_FAL": f"https://127.0.0.1:{self.port}/platform",
        }

    def bill(self) -> list[Billed]:
        """Everything that any vendor charges for; what was stopped before it began is free."""
        return [
            Billed(name, job_id, LABEL.search(str(job.body))[1], getattr(job, "credits", None) or None, stopped)
            for name, vendor in self.each.items()
            for job_id, job in list(vendor.jobs.items())
            if not (stopped := getattr(job, "cancelled", False)) or getattr(job, "began", True)
        ]

    def _opened(self, vendor):
        return self._stack.enter_context(vendor)

    def _place(self, name):
        place = self.folder / name
        place.mkdir(parents=True)
        return place


def sellers_at(addresses, names, folder):
    """Those vendors, each through its own client."""
    makers = {
        "fal": lambda: Fal(fal.KEY, loopback=True, platform=addresses["EMULATED_FAL"]),
        "runway": lambda: Runway(runway.KEY, loopback=True),
        "luma": lambda: Luma(luma.KEY, loopback=True),
        "replicate": lambda: Replicate(replicate.KEY, loopback=True, platform=addresses["EMULATED_REPLICATE"]),
        "google": lambda: GoogleImages(google.KEY, folder / ".google", platform=addresses["EMULATED_GOOGLE"]),
        "vertex": lambda: Vertex(
            vertex.PROJECT,
            vertex.LOCATION,
            credentials=Credentials(token=vertex.TOKEN),
            platform=addresses["EMULATED_VERTEX"],
        ),  # fmt: skip
        "openai": lambda: OpenAIImages(openai_images.KEY, folder / ".openai"),
    }
    return {name: makers[name]() for name in names}
