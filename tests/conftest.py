"""Every test has a home of its own, no keys, and no stray thread pools."""

import os

import pytest

for variable in ("FAL_KEY", "OPENAI_API_KEY", "GEMINI_API_KEY", "RUNWAYML_API_SECRET"):
    os.environ.pop(variable, None)
os.environ.setdefault("LANGGRAPH_STRICT_MSGPACK", "true")


@pytest.fixture
def here(tmp_path, monkeypatch):
    """An empty current folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path
