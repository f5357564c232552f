"""Whether a body is in the vendor's own words: its client's types, or what is known of its schema."""

from typing import get_args, get_type_hints

from google.genai.types import GenerateVideosConfig, GenerateVideosSource
from lumaai.types.generations import video_create_params
from openai.types import VideoCreateParams
from pydantic import TypeAdapter, ValidationError
from runwayml.types import image_to_video_create_params
from typing_extensions import TypedDict

from tests.emulator import fal_schema, replicate

RUNWAY = {
    get_args(get_type_hints(kind)["model"])[0]: TypeAdapter(kind)
    for kind in vars(image_to_video_create_params).values()
    if isinstance(kind, type) and "model" in getattr(kind, "__annotations__", {})
}
_FORM = {name: hint for name, hint in get_type_hints(VideoCreateParams).items() if name != "input_reference"}
VIDEOS = TypeAdapter(TypedDict("Form", _FORM))
LUMA = TypeAdapter(video_create_params.VideoCreateParams)
PICTURES = ("image", "last_frame", "reference_images")
"""What Google's client takes as pictures of its own kind, which test_vertex.py looks at."""


def complaints(seller, wire, body):
    """What is wrong with the body for that endpoint of that seller; empty when nothing is."""
    match seller:
        case "fal":
            return fal_schema.complaints(wire.id, body)
        case "runway":
            return _typed(RUNWAY[wire.model], {"model": wire.model, **body})
        case "luma":
            return _typed(LUMA, {"model": wire.model, **body})
        case "gateway":  # the file itself is looked at in test_openai_videos.py
            told = {name: value for name, value in body.items() if name != "input_reference"}
            return _typed(VIDEOS, {"model": wire.model, **told})
        case "vertex":
            known = {*GenerateVideosSource.model_fields, *GenerateVideosConfig.model_fields}
            told = {name: value for name, value in body.items() if name not in ("prompt", *PICTURES)}
            return [name for name in body if name not in known] or _typed(TypeAdapter(GenerateVideosConfig), told)
        case "replicate":  # its models' schemas are read live; here are those that are known
            known = replicate.INPUTS.get(wire.model, "").split()
            return [name for name in body if known and name not in known]
    raise AssertionError(f"nothing is known of {seller}")


def _typed(kind, body):
    try:
        kind.validate_python(body, strict=True, extra="forbid")
    except ValidationError as error:
        return error.errors()
    return []
