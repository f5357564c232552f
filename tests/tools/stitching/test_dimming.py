"""HDR is brought down as other people's filters do it, and needs none of them."""

import subprocess

import numpy as np
import pytest

from tools import ffmpeg
from tools.stitching.dimming import write_table

CURVES = {"pq": "smpte2084", "hlg": "arib-std-b67"}


def shown(folder, curve, *filters):
    """Greys and muted colours of every hue as HDR, through these filters, as RGB."""
    hues = "lum='64+X*876/255':cb='512+70*sin(Y/20)*(X/255)':cr='512+70*cos(Y/28)*(X/255)'"
    said = f"setparams=range=tv:color_primaries=bt2020:color_trc={curve}:colorspace=bt2020nc"
    source = f"nullsrc=s=256x256:r=1:d=1,format=yuv444p10le,geq={hues},{said}"
    chain = ",".join([source, *filters, "scale=in_color_matrix=bt709:in_range=tv,format=rgb24"])
    command = [
        ffmpeg.program(),
        "-loglevel",
        "error",
        "-f",
        "lavfi",
        "-i",
        chain,
        "-frames:v",
        "1",
        "-f",
        "rawvideo",
        "-",
    ]
    told = subprocess.run(command, cwd=folder, capture_output=True, check=True).stdout
    return np.frombuffer(told, np.uint8).reshape(256, 256, 3).astype(float)


@pytest.mark.parametrize("light", CURVES)
def test_the_table_says_what_zimg_and_hable_say_within_a_few_steps(tmp_path, light):
    filters = subprocess.run([ffmpeg.program(), "-filters"], capture_output=True, text=True, check=True).stdout
    if " zscale " not in filters:
        pytest.skip("this ffmpeg was built without zscale")
    write_table(light, tmp_path / "table.cube")
    ours = shown(
        tmp_path, CURVES[light], "scale=in_color_matrix=bt2020,format=gbrp16le", "lut3d=file=table.cube:interp=tetrahedral",
        "scale=out_color_matrix=bt709:out_range=tv,format=yuv444p",
    )  # fmt: skip
    theirs = shown(
        tmp_path, CURVES[light], "zscale=transfer=linear:npl=100,format=gbrpf32le", "zscale=primaries=bt709",
        "tonemap=hable:desat=0", "zscale=transfer=bt709:matrix=bt709:range=tv,format=yuv444p",
    )  # fmt: skip
    difference = np.abs(ours - theirs)
    assert np.median(difference) <= 4 and np.percentile(difference, 90) <= 12
    assert np.all(np.diff(ours.mean(axis=(0, 2))) > -1.5), "what is brighter is never shown darker"
