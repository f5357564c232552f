"""What a still model sends is made to fit, or refused."""

import pytest
from PIL import Image

from tools.film.shape import AspectRatio
from tools.film.storyboard import CameraMove, Framing
from tools.probing import BrokenMedia
from tools.providers.port import Order
from tools.stills.drive import check_still

ORDER = Order(
    kind="still", reference="still/s01/start/1", shot_id="s01", model="flux", prompt="A cup.", framing=Framing.CU,
    camera=CameraMove.STATIC, aspect_ratio=AspectRatio.PORTRAIT, width=1080, height=1920, seconds=0,
)  # fmt: skip


def drawn(folder, width, height):
    path = folder / "s01-start-1.png"
    Image.new("RGB", (width, height), "tan").save(path)
    return path


@pytest.mark.parametrize("size", [(1088, 1920), (1536, 2752), (1072, 1904), (1080, 1936)])
def test_a_still_in_a_models_own_steps_is_cropped_and_what_came_is_kept(tmp_path, size):
    path = drawn(tmp_path, *size)
    check_still(ORDER, path)
    assert Image.open(path).size == (1080, 1920)
    assert Image.open(tmp_path / "s01-start-1.bought.png").size == size


def test_an_exact_still_is_left_alone(tmp_path):
    path = drawn(tmp_path, 1080, 1920)
    before = path.read_bytes()
    check_still(ORDER, path)
    assert path.read_bytes() == before and len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("size", [(1024, 1024), (720, 1280), (1920, 1080), (1200, 1920)])
def test_a_still_of_another_shape_or_too_small_is_refused(tmp_path, size):
    path = drawn(tmp_path, *size)
    with pytest.raises(BrokenMedia, match="not 1080x1920"):
        check_still(ORDER, path)
    assert path.exists()
