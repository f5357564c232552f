"""The rules of the house that no linter knows."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:work|root|home|Users)/[A-Za-z_.]+/")
REGISTRY = re.compile(r"python" + r"hosted\.org|py" + r"pi\.org|registry\.np" + r"mjs|deb\.debi" + r"an\.org")
KEY = re.compile(r"\b(?:sk-[A-Za-z0-9]{20,}|key_[0-9a-f]{32,})\b")


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def readable() -> list[tuple[Path, str]]:
    texts = []
    for path in tracked():
        try:
            texts.append((path, path.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue
    return texts


def test_no_file_of_code_is_longer_than_500_lines():
    long = {path.name: len(text.splitlines()) for path, text in readable() if path.suffix == ".py"}
    assert {name: lines for name, lines in long.items() if lines > 500} == {}


def test_no_path_of_a_machine_no_registry_and_no_key_is_in_the_tree():
    found = [
        (path.relative_to(ROOT).as_posix(), rule.pattern)
        for path, text in readable()
        for rule in (MACHINE_PATH, REGISTRY, KEY)
        if path != Path(__file__) and rule.search(text)
    ]
    assert found == []


def test_every_test_folder_is_a_package_so_that_none_hides_a_room():
    folders = {path.parent for path in (ROOT / "tests").rglob("*.py")}
    assert [folder for folder in folders if not (folder / "__init__.py").exists()] == []


def test_no_file_in_the_tree_is_large():
    assert {path.name: path.stat().st_size for path in tracked() if path.stat().st_size > 1_500_000} == {}
