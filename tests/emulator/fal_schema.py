"""Whether a body is what fal's own client types allow for its endpoint."""

import json
from pathlib import Path

INPUTS = json.loads((Path(__file__).parent / "fal_inputs.json").read_text(encoding="utf-8"))["endpoints"]
KINDS = {"string": str, "number": (int, float), "boolean": bool, "array": list, "object": dict}


def complaints(endpoint, body):
    """What is wrong with the body, as fal's `detail` says it; empty when nothing is."""
    known = INPUTS.get(endpoint)
    if known is None:
        return [_wrong([], "endpoint", "unknown endpoint")]
    missing = [
        _wrong(["body", name], "missing", "Field required") for name in known if _left_out(known[name], name, body)
    ]
    return missing + [wrong for name, value in body.items() if (wrong := _of_field(known.get(name), name, value))]


def _left_out(rule, name, body):
    return rule.get("required", False) and name not in body


def _of_field(rule, name, value):
    if rule is None:
        return _wrong(["body", name], "extra_forbidden", "not a parameter of this endpoint")
    if value in rule.get("one_of", ()) and not isinstance(value, bool):
        return None
    kinds = tuple(KINDS[kind] for kind in rule.get("type", ()))
    fits = any(isinstance(value, kind) for kind in kinds) and (not isinstance(value, bool) or "boolean" in rule["type"])
    if fits and "items" in rule:
        return next((wrong for item in value if (wrong := _of_item(rule["items"], name, item))), None)
    return None if fits else _wrong(["body", name], "value_error", f"{value!r:.60} is not allowed here")


def _of_item(rule, name, item):
    if "fields" not in rule:
        return _of_field(rule, name, item)
    if not isinstance(item, dict):
        return _wrong(["body", name], "value_error", f"{item!r:.60} is not allowed here")
    fields = rule["fields"]
    if missing := [each for each in fields if _left_out(fields[each], each, item)]:
        return _wrong(["body", name, missing[0]], "missing", "Field required")
    return next((wrong for each in item if (wrong := _of_field(fields.get(each), each, item[each]))), None)


def _wrong(place, kind, message):
    return {"loc": place, "type": kind, "msg": message}
