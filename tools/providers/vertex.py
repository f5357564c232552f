"""Veo at Google itself (Vertex, now the Agent Platform), by its own client (the extra `google`)."""

import mimetypes
from collections.abc import Collection
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from google import genai
from google.auth import exceptions as auth
from google.genai import types

from tools.catalog.wire import Wire, wires
from tools.production.store import write_whole
from tools.providers.bodies import body_of
from tools.providers.failures import quoted
from tools.providers.google_client import asked, models_there
from tools.providers.port import BadKey, BadOrder, BrokenResult, JobStatus, Order, UnknownOutcome
from tools.providers.terms import Terms

if TYPE_CHECKING:
    from google.auth.credentials import Credentials

TIMEOUT_MILLISECONDS = 120_000
MIDDLE_OF_THE_ROAD = 0.5
"""The progress that is shown while Google works: it tells none."""


class Vertex:
    """Veo's operations. A job's id is the operation's name; the film comes with the answer, its cost is not told."""

    name = "vertex"
    find_is_authoritative = False
    poll_seconds = 5.0

    def __init__(
        self, project: str, location: str, *, credentials: "Credentials | None" = None, platform: str | None = None
    ) -> None:
        self._where = (project, location)
        self._credentials = credentials
        self._options = types.HttpOptions(base_url=platform, timeout=TIMEOUT_MILLISECONDS)

    @cached_property
    def _sdk(self) -> genai.Client:
        """Made when it is first used: signing in may take seconds, and a film may never come here."""
        project, location = self._where
        try:
            return genai.Client(
                vertexai=True,
                project=project,
                location=location,
                credentials=self._credentials,
                http_options=self._options,
            )
        except (auth.GoogleAuthError, ValueError) as error:
            raise BadKey(
                f"Google did not sign you in for {project} ({type(error).__name__}); run `gcloud auth "
                "application-default login` and look at GOOGLE_CLOUD_PROJECT."
            ) from error

    def submit(self, order: Order) -> str:
        """Start the operation, once: the client sends nothing a second time unless it is told to."""
        wire = wires(self.name).get(order.endpoint or "")
        if wire is None or order.kind == "still":
            raise BadOrder(f"{order.model} cannot be ordered from Google that way, so {order.reference} was not sent.")
        (source, config), sdk = _request(order, wire), self._sdk
        started = asked(
            self.name, lambda: sdk.models.generate_videos(model=wire.model, source=source, config=config), sent=True
        )
        if not isinstance(started.name, str) or not started.name:
            raise UnknownOutcome(f"Google took {order.reference} and did not say as what operation.")
        return started.name

    def poll(self, job_id: str) -> JobStatus:
        """Where the operation is. One that is done without a film was held back by the safety filter."""
        known = self._known(job_id)
        if not known.done:
            return JobStatus(state="running", progress=MIDDLE_OF_THE_ROAD)
        if known.error:
            return JobStatus(state="failed", reason=quoted(str(known.error.get("message", known.error))))
        if _film(known) is not None:
            return JobStatus(state="done", progress=1.0)
        told = known.response
        reasons = " ".join((told.rai_media_filtered_reasons if told else None) or ["no reason was given"])
        return JobStatus(
            state="failed", reason=f"Google's safety filter held it back ({quoted(reasons)}); change the words"
        )

    def fetch(self, job_id: str, destination: Path) -> None:
        """Write the film, which is in the answer itself, whole or not at all."""
        film = _film(self._known(job_id))
        if film is None:
            raise BrokenResult(f"Google has no film for {job_id}; `greenlight resume` looks again.")
        destination.parent.mkdir(parents=True, exist_ok=True)
        write_whole(destination, film)

    def cancel(self, job_id: str) -> None:
        """Veo's operations cannot be stopped."""

    def find(self, reference: str) -> str | None:
        """Google keeps no names of ours, so a lost order cannot be found."""
        return None

    def terms(self, endpoints: Collection[str]) -> Terms:
        """Which of these models are there. Google tells neither prices nor a balance."""
        return models_there(self.name, self._sdk, endpoints)

    def close(self) -> None:
        """Let go of the connections."""
        if "_sdk" in self.__dict__:
            self._sdk.close()

    def _known(self, job_id: str) -> types.GenerateVideosOperation:
        operation = types.GenerateVideosOperation.model_validate({"name": job_id})
        known = asked(self.name, lambda: self._sdk.operations.get(operation), sent=False)
        if known.name != job_id:
            raise BrokenResult("Google answered for another job; `greenlight resume` looks again.")
        return known


def _request(order: Order, wire: Wire) -> tuple[types.GenerateVideosSource, types.GenerateVideosConfig]:
    body = body_of(order, wire, _image)
    image = body.pop(wire.start, None) if wire.start else None
    source = types.GenerateVideosSource(prompt=str(body.pop(wire.prompt)), image=image)
    looks = body.pop(wire.looks, None) if wire.looks else None
    if isinstance(looks, list):
        kind = types.VideoGenerationReferenceType.ASSET
        body["reference_images"] = [
            types.VideoGenerationReferenceImage(image=each, reference_type=kind) for each in looks
        ]
    return source, types.GenerateVideosConfig.model_validate(body)


def _image(path: Path) -> types.Image:
    return types.Image(image_bytes=path.read_bytes(), mime_type=mimetypes.guess_type(path.name)[0] or "image/png")


def _film(known: types.GenerateVideosOperation) -> bytes | None:
    films = (known.response.generated_videos if known.response else None) or []
    return films[0].video.video_bytes if films and films[0].video is not None else None
