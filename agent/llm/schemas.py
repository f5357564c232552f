"""The tools as an OpenAI-compatible endpoint wants them: plain JSON Schema, every reference resolved."""

from functools import cache
from typing import Any

from agent.toolbox import TOOLS

Json = dict[str, Any]

_DROPPED = {"title", "default", "format"}
_UNSUPPORTED = {"minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum", "minItems", "maxItems", "pattern"}
"""Keywords that strict schemas do not know; our own validation has them."""


@cache
def tool_schemas(*, strict: bool) -> list[Json]:
    """Every tool. Strict ones have all properties required and nullable, as OpenAI's strict mode demands.

    They are the same for every question, and take longer to make than all else of it.
    """
    tools = []
    for tool in TOOLS.values():
        schema = tool.arguments.model_json_schema()
        plain = _resolved(schema, schema.get("$defs", {}), strict=strict)
        function: Json = {"name": tool.name, "description": tool.about, "parameters": plain}
        if strict:
            function["strict"] = True
        tools.append({"type": "function", "function": function})
    return tools


def _resolved(node: Any, known: Json, *, strict: bool) -> Any:  # noqa: ANN401  (JSON Schema)
    if isinstance(node, list):
        return [_resolved(each, known, strict=strict) for each in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        return _resolved(known[node["$ref"].rsplit("/", 1)[1]], known, strict=strict)
    dropped = _DROPPED | (_UNSUPPORTED if strict else set()) | {"$defs"}
    told = {key: _resolved(value, known, strict=strict) for key, value in node.items() if key not in dropped}
    if "properties" in node:  # a property may itself be called like a keyword
        told["properties"] = {name: _resolved(each, known, strict=strict) for name, each in node["properties"].items()}
        if strict:
            required = set(node.get("required", ()))
            told["properties"] = {
                n: each if n in required else _nullable(each) for n, each in told["properties"].items()
            }
            told["required"] = list(told["properties"])
    if node.get("type") == "object":
        told.setdefault("properties", {})
        told["additionalProperties"] = False
    return told


def _nullable(schema: Json) -> Json:
    options = schema.get("anyOf")
    if options is not None:
        return schema if {"type": "null"} in options else {**schema, "anyOf": [*options, {"type": "null"}]}
    about = {key: value for key, value in schema.items() if key == "description"}
    return {"anyOf": [{k: v for k, v in schema.items() if k != "description"}, {"type": "null"}], **about}
