"""Kdenlive's own importer makes a project of what we export, and MLT, which plays it, shows the right pictures.

Both are optional: `apt-get install melt`, and `pip install otio-kdenlive-adapter` (what Kdenlive imported with up to
version 25). Frames are told apart by their grey, which counts them.
"""

import os
import shutil
import subprocess

import av
import opentimelineio as otio
import pytest

from tests.tools.stitching.handoff.test_delivering import RATES, a_production, record
from tools.stitching.assembling import assemble
from tools.stitching.handoff import Format, hand_off

STEP = 3
READERS = {Format.OTIO: "otio_json", Format.FCP7XML: "fcp_xml", Format.FCPXML: "fcpx_xml"}


@pytest.fixture(scope="module")
def kdenlive():
    if shutil.which("melt") is None:
        pytest.skip("melt is not installed (apt-get install melt)")
    reason = "Kdenlive's importer is not installed (pip install otio-kdenlive-adapter)"
    return pytest.importorskip("otio_kdenlive_adapter.adapters.kdenlive", reason=reason)


@pytest.fixture(scope="module")
def folder(kdenlive, tmp_path_factory):
    home = tmp_path_factory.mktemp("film")
    for kind in ("takes", "audio"):
        (home / kind).mkdir()
    for number, rate in enumerate(RATES, start=1):
        counted = f"nullsrc=s=90x160:r={rate}:d=2,format=gray,geq=lum='{_first(number)}+N*{STEP}'"
        record("-i", counted, "-qp", "0", "-pix_fmt", "gray", home / f"takes/s{number:02d}-1.mp4")
    record("-i", "sine=d=1:r=24000", home / "audio/s01-voice.wav")
    record("-i", "sine=f=220:d=6:r=48000", home / "audio/music.wav")
    return home


def _first(number):
    return 10 + 60 * (number % 2)


@pytest.mark.parametrize("wanted", READERS)
@pytest.mark.parametrize("fps", [24, 30])
def test_mlt_shows_each_frame_of_the_film(kdenlive, folder, wanted, fps):
    edit = assemble(a_production(fps=fps), {})
    delivery = hand_off(a_production(fps=fps), folder, wanted)
    timeline = otio.adapters.read_from_file(str(delivery.folder / delivery.files[0]), READERS[wanted])
    timeline = timeline[0] if wanted is Format.FCPXML else timeline
    project = kdenlive.write_to_string(timeline).replace('width="1920" height="1080"', 'width="90" height="160"')
    project = project.replace('display_aspect_num="16" display_aspect_den="9"', 'display_aspect_num="9" display_aspect_den="16"')  # fmt: skip
    (delivery.folder / "film.kdenlive").write_text(project)
    consumer = ["-consumer", "avformat:seen.mkv", "vcodec=ffv1", "an=1", "pix_fmt=yuv420p", "real_time=-1"]
    subprocess.run(
        ["melt", "-quiet", "film.kdenlive", "in=0", f"out={edit.frames - 1}", *consumer],
        cwd=delivery.folder, check=True, capture_output=True, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    with av.open(str(delivery.folder / "seen.mkv")) as container:
        greys = [frame.to_ndarray(format="gray").mean() for frame in container.decode(video=0)]
    expected = [
        _first(number) + STEP * ((clip.start + frame) * rate / fps)
        for number, (clip, rate) in enumerate(zip(edit.clips, RATES, strict=True), start=1)
        for frame in range(clip.frames)
    ]
    assert len(greys) == edit.frames
    assert all(abs(grey - wished) <= STEP + 1 for grey, wished in zip(greys, expected, strict=True))
