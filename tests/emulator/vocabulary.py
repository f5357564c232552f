"""Whether a body is in the vendor's own words: its client's types, or what is known of its schema."""

from typing import get_args, get_type_hints

from lumaai.types.generations import video_create_params
from pydantic import TypeAdapter, ValidationError
from runwayml.types import image_to_video_create_params

from tests.emulator import fal_schema, replicate

RUNWAY = {
    get_args(get_type_hints(kind)["model"])[0]: TypeAdapter(kind)
    for kind in vars(image_to_video_create_params).values()
    if isinstance(kind, type) and "model" in getattr(kind, "__annotations__", {})
}
LUMA = TypeAdapter(video_create_params.VideoCreateParams)


def complaints(seller, wire, body):
    """What is wrong with the body for that endpoint of that seller; empty when nothing is."""
    match seller:
        case "fal":
            return fal_schema.complaints(wire.id, body)
        case "runway":
            return _typed(RUNWAY[wire.model], {"model": wire.model, **body})
        case "luma":
            return _typed(LUMA, {"model": wire.model, **body})
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
