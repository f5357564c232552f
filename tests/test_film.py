"""A whole film, from the command line, with every real part."""

from itertools import pairwise
from pathlib import Path

import av
import pytest

from tests.command import SMALL, document_of, greenlight
from tools.film.shape import AspectRatio, Size, size_of
from tools.probing import probe_image, probe_video

BRIEFS = {
    ("9:16", "1080p"): "A four second teaser for Fern & Co, a plant shop: leaves at dawn, calm",
    ("16:9", "720p"): 'A 4 second clip about a lighthouse keeper in a storm who says "Hold fast, boys.", no music',
    ("21:9", "480p"): "5s cinematic mood piece: a lone rider in the desert at night, no voice",
}


@pytest.mark.parametrize(("ratio", "resolution"), BRIEFS)
def test_a_brief_becomes_a_film_that_is_what_was_planned(here: Path, ratio: str, resolution: str):
    brief, size = BRIEFS[ratio, resolution], ("--ratio", ratio, "--resolution", resolution)
    planned = document_of("plan", brief, *size, cwd=here)
    made = document_of("make", brief, *size, "--yes", cwd=here)
    folder = here / made["production"]

    film = probe_video(folder / made["cut"]["file"])
    delivered = size_of(AspectRatio(ratio), resolution)
    assert Size(film.width, film.height) == delivered == (planned["brief"]["width"], planned["brief"]["height"])
    shots = len(made["shots"])
    assert abs(film.seconds - planned["cut"]["seconds"]) <= shots / planned["cut"]["fps"] + 0.001
    assert film.has_audio and film.profile == "High" and film.pixel_format == "yuv420p"

    assert (
        made["ledger"]["settled"]
        == made["ledger"]["approved"]
        == made["quote"]["credits"]
        == planned["quote"]["credits"]
    )
    assert made["ledger"]["reserved"] == made["ledger"]["unknown"] == 0
    width, height = AspectRatio(ratio).parts
    drawn = delivered if resolution == "1080p" else size_of(AspectRatio(ratio), "720p")
    for shot in made["shots"]:
        assert shot["locked"] and shot["stills"]
        for still in shot["stills"]:
            assert probe_image(folder / still) == drawn
        kept = [take for take in shot["takes"] if take["kept"]]
        assert len(kept) == 1
        clip = probe_video(folder / kept[0]["file"])
        assert abs(clip.width / clip.height - width / height) < 0.01

    if made["brief"]["voice"]:
        captions = (folder / "cut/captions.srt").read_text(encoding="utf-8").split()
        for shot in made["shots"]:
            assert all(word in captions for word in (shot["narration"] or "").split())
    assert (folder / "board.png").exists()


def test_the_links_of_a_chain_start_where_the_clip_before_them_ended(here: Path):
    brief = "A single shot of a river at dawn, 16 seconds, square, as a last-frame chain, no voice, no music"
    made = document_of("make", brief, *SMALL, "--yes", cwd=here, tiny=True)
    assert [shot["route"]["mode"] for shot in made["shots"]][1:] == ["chain"] * (len(made["shots"]) - 1)
    assert len(made["shots"]) > 1 and made["cut"]["seconds"] == 16
    takes = here / made["production"] / "takes"
    assert tuple(probe_image(takes / "s02-from.png"))[0] > 0
    assert made["ledger"]["settled"] == made["quote"]["credits"]


def test_the_same_command_again_goes_on_with_the_same_film_and_pays_nothing_more(here: Path):
    brief = "A 4 second square loop of a candle, no voice, no music"
    first = document_of("make", brief, *SMALL, "--yes", cwd=here, afresh=True)
    second = document_of("make", brief, *SMALL, "--yes", cwd=here)
    assert second["production"] == first["production"]
    assert second["ledger"] == first["ledger"]

    versions = document_of("deliver", first["production"], "--for", "preview,web-loop", "--seconds", "3", cwd=here)
    assert [(each["preset"], each["width"], each["loudness_lufs"] is None) for each in versions["versions"]] == [
        ("preview", 540, True),
        ("web-loop", 720, True),
    ]
    for each in versions["versions"]:
        assert abs(probe_video(here / each["file"]).seconds - each["seconds"]) < 0.01 and each["seconds"] <= 3
    refused = greenlight("deliver", first["production"], "--for", "4k", cwd=here)
    assert refused.returncode == 2 and "would only be blown up" in refused.stderr


def test_a_film_of_another_brief_never_lands_in_a_folder_that_is_taken(here: Path):
    greenlight("make", "A 4 second loop of a candle", "--project", "film", cwd=here)
    done = greenlight("make", "A 4 second loop of a train", "--project", "film", cwd=here)
    assert done.returncode == 2


def test_a_multi_shot_render_is_paid_once_and_cut_where_its_shots_change(here: Path):
    brief = "A multi-shot film about a lighthouse at night, square, two shots, 5 seconds, no captions, no voice"
    made = document_of("make", brief, *SMALL, "--yes", cwd=here, tiny=True)
    first, second = made["shots"]
    folder = here / made["production"]
    assert [path.name for path in sorted((folder / "takes").glob("*.mp4"))] == ["s01-1.mp4", "s01-draft-1.mp4"]
    assert first["takes"][-1]["file"] == second["takes"][-1]["file"] and second["takes"][-1]["credits"] == 0
    assert made["ledger"]["settled"] == made["quote"]["credits"]
    pictures = [frame.astype(float) for frame in small_frames(folder / made["cut"]["file"])]
    steps = [abs(after - before).mean() for before, after in pairwise(pictures)]
    assert steps.index(max(steps)) + 1 == round(first["seconds"] * made["cut"]["fps"])


def small_frames(path: Path):
    with av.open(str(path)) as container:
        yield from (frame.reformat(64, 64, format="gray").to_ndarray() for frame in container.decode(video=0))
