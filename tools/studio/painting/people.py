"""People as silhouettes: a skeleton in a pose, fleshed out with soft limbs. Never a face."""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from tools.studio.painting.canvas import Mask

Joint = tuple[float, float]
Bitmap = NDArray[np.uint8]


@dataclass(frozen=True)
class Pose:
    """Joints as shares of the body's height: x from the middle, y from the top. Limbs go shoulder, elbow, hand."""

    head: Joint = (0.0, 0.075)
    neck: Joint = (0.0, 0.165)
    hips: Joint = (0.0, 0.49)
    arms: tuple[tuple[Joint, Joint, Joint], tuple[Joint, Joint, Joint]] = (
        ((-0.088, 0.205), (-0.125, 0.345), (-0.118, 0.475)),
        ((0.088, 0.205), (0.125, 0.345), (0.122, 0.475)),
    )
    legs: tuple[tuple[Joint, Joint, Joint], tuple[Joint, Joint, Joint]] = (
        ((-0.050, 0.50), (-0.055, 0.73), (-0.060, 0.955)),
        ((0.050, 0.50), (0.058, 0.73), (0.066, 0.955)),
    )
    tall: float = 1.0
    """Share of the standing height that the pose takes up."""


POSES = {
    "stand": Pose(),
    "hip": Pose(
        hips=(0.012, 0.49),
        arms=(((-0.086, 0.205), (-0.118, 0.345), (-0.085, 0.46)), ((0.088, 0.205), (0.165, 0.33), (0.085, 0.44))),
        legs=(((-0.045, 0.50), (-0.062, 0.73), (-0.078, 0.955)), ((0.055, 0.50), (0.062, 0.73), (0.045, 0.955))),
    ),
    "walk": Pose(
        head=(0.018, 0.075),
        neck=(0.012, 0.165),
        arms=(((-0.07, 0.205), (-0.13, 0.33), (-0.15, 0.455)), ((0.09, 0.205), (0.14, 0.33), (0.185, 0.43))),
        legs=(((-0.035, 0.50), (-0.075, 0.71), (-0.165, 0.925)), ((0.035, 0.50), (0.11, 0.71), (0.135, 0.955))),
    ),
    "run": Pose(
        head=(0.075, 0.09),
        neck=(0.055, 0.175),
        arms=(((-0.02, 0.21), (-0.125, 0.30), (-0.055, 0.405)), ((0.105, 0.22), (0.175, 0.345), (0.27, 0.285))),
        legs=(((-0.03, 0.50), (-0.105, 0.69), (-0.275, 0.77)), ((0.035, 0.50), (0.165, 0.64), (0.125, 0.87))),
    ),
    "cheer": Pose(
        arms=(((-0.088, 0.205), (-0.165, 0.11), (-0.135, -0.03)), ((0.088, 0.205), (0.17, 0.12), (0.155, -0.02))),
    ),
    "hold": Pose(
        head=(0.012, 0.08),
        arms=(((-0.078, 0.205), (-0.095, 0.335), (-0.012, 0.33)), ((0.078, 0.205), (0.102, 0.33), (0.045, 0.265))),
    ),
    "work": Pose(
        head=(0.075, 0.13),
        neck=(0.05, 0.20),
        arms=(((-0.045, 0.235), (-0.03, 0.385), (0.10, 0.455)), ((0.11, 0.24), (0.15, 0.37), (0.215, 0.45))),
    ),
    "reach": Pose(
        head=(0.02, 0.075),
        arms=(((-0.088, 0.205), (-0.125, 0.345), (-0.115, 0.47)), ((0.088, 0.205), (0.185, 0.245), (0.275, 0.225))),
    ),
    "sit": Pose(
        hips=(0.0, 0.50),
        arms=(((-0.085, 0.205), (-0.12, 0.345), (0.03, 0.455)), ((0.088, 0.205), (0.125, 0.345), (0.13, 0.45))),
        legs=(((-0.04, 0.52), (0.16, 0.53), (0.15, 0.745)), ((0.045, 0.53), (0.22, 0.545), (0.225, 0.76))),
        tall=0.79,
    ),
    "ride": Pose(
        head=(0.125, 0.11),
        neck=(0.09, 0.185),
        arms=(((0.05, 0.225), (0.12, 0.325), (0.225, 0.385)), ((0.11, 0.235), (0.165, 0.335), (0.245, 0.385))),
        legs=(((-0.05, 0.50), (0.10, 0.60), (0.035, 0.80)), ((-0.02, 0.50), (0.135, 0.67), (0.075, 0.86))),
        tall=0.9,
    ),
}


def figure(
    pose: str, pixels: int, *, dress: bool = False, long_hair: bool = False, hat: bool = False, flip: bool = False
) -> Mask:
    """A person `pixels` high (standing height) in a square mask; the feet stand on its lower edge."""
    bones = POSES[pose]
    scale = 3 if pixels < 500 else 2
    side = max(24, int(pixels * scale * 1.06))
    unit = side / 1.06
    mask = np.zeros((side, side), np.uint8)

    def at(joint: Joint) -> tuple[int, int]:
        return int(side / 2 + joint[0] * unit), int((joint[1] + 0.05) * unit)

    for limb in bones.legs:
        _limb(mask, [at(joint) for joint in limb], [0.056 * unit, 0.040 * unit, 0.026 * unit])
        foot = at((limb[2][0] + 0.045, limb[2][1] + 0.018))
        _limb(mask, [at(limb[2]), foot], [0.030 * unit, 0.022 * unit])
    if pose == "sit":  # a plain stool, so that nobody sits on air
        cv2.rectangle(mask, at((-0.095, 0.565)), at((0.075, 0.785)), 255, -1)
    _torso(mask, bones, at, unit)
    for limb in bones.arms:
        _limb(mask, [at(joint) for joint in limb], [0.034 * unit, 0.025 * unit, 0.018 * unit])
        cv2.circle(mask, at(limb[2]), max(1, int(0.024 * unit)), 255, -1)
    if dress:
        _dress(mask, bones, at)
    _limb(mask, [at(bones.neck), at((bones.head[0] * 0.7, bones.head[1] + 0.05))], [0.034 * unit, 0.028 * unit])
    cv2.ellipse(mask, at(bones.head), (int(0.049 * unit), int(0.063 * unit)), bones.head[0] * 90, 0, 360, 255, -1)
    if long_hair:
        _limb(
            mask,
            [at((bones.head[0] - 0.012, bones.head[1] - 0.01)), at((bones.neck[0] - 0.035, bones.neck[1] + 0.055))],
            [0.062 * unit, 0.040 * unit],
        )
    if hat:
        cv2.ellipse(
            mask, at((bones.head[0], bones.head[1] - 0.032)), (int(0.095 * unit), int(0.018 * unit)), 0, 0, 360, 255, -1
        )
        cv2.ellipse(
            mask,
            at((bones.head[0], bones.head[1] - 0.045)),
            (int(0.052 * unit), int(0.045 * unit)),
            0,
            180,
            360,
            255,
            -1,
        )
    return _smooth(mask, unit, pixels, flip=flip)


def bust(pixels: int, *, long_hair: bool = False, hat: bool = False, flip: bool = False) -> Mask:
    """Head and shoulders from behind, a little turned; `pixels` is the height of the mask and its width."""
    side = max(32, pixels * 2)
    mask = np.zeros((side, side), np.uint8)

    def at(x: float, y: float) -> tuple[int, int]:
        return int(x * side), int(y * side)

    half = [
        (0.50, 0.52),
        (0.435, 0.53),
        (0.425, 0.60),
        (0.36, 0.655),
        (0.22, 0.70),
        (0.12, 0.78),
        (0.07, 0.92),
        (0.055, 1.02),
    ]
    shoulders = [at(x, y) for x, y in half] + [at(1 - x, y) for x, y in reversed(half)]
    cv2.fillPoly(mask, [np.array(shoulders, np.int32)], 255, cv2.LINE_AA)
    cv2.rectangle(mask, at(0.447, 0.42), at(0.553, 0.62), 255, -1)
    cv2.ellipse(mask, at(0.50, 0.325), (int(0.115 * side), int(0.150 * side)), 0, 0, 360, 255, -1, cv2.LINE_AA)
    if long_hair:
        cv2.ellipse(mask, at(0.50, 0.290), (int(0.128 * side), int(0.140 * side)), 0, 0, 360, 255, -1, cv2.LINE_AA)
        half_hair = [(0.374, 0.28), (0.352, 0.40), (0.340, 0.475), (0.372, 0.505), (0.425, 0.490), (0.50, 0.500)]
        locks = [at(x, y) for x, y in half_hair] + [at(1 - x, y) for x, y in reversed(half_hair)]
        cv2.fillPoly(mask, [np.array(locks, np.int32)], 255, cv2.LINE_AA)
    else:
        for x in (0.382, 0.618):
            cv2.ellipse(mask, at(x, 0.345), (int(0.016 * side), int(0.034 * side)), 0, 0, 360, 255, -1, cv2.LINE_AA)
    if hat:
        cv2.ellipse(mask, at(0.50, 0.255), (int(0.215 * side), int(0.032 * side)), 0, 0, 360, 255, -1, cv2.LINE_AA)
        cv2.ellipse(mask, at(0.50, 0.25), (int(0.128 * side), int(0.125 * side)), 0, 180, 360, 255, -1, cv2.LINE_AA)
    soft = cv2.GaussianBlur(mask, (0, 0), side * 0.012)
    crisp: Mask = np.clip((soft.astype(np.float32) - 110) / 40, 0, 1)
    crisp = cv2.resize(crisp, (pixels, pixels), interpolation=cv2.INTER_AREA)
    return np.ascontiguousarray(crisp[:, ::-1] if flip else crisp)


def _limb(mask: Bitmap, joints: list[tuple[int, int]], widths: list[float]) -> None:
    for (a, b), (wide, thin) in zip(
        zip(joints, joints[1:], strict=False), zip(widths, widths[1:], strict=False), strict=True
    ):
        steps = max(2, int(np.hypot(b[0] - a[0], b[1] - a[1]) / max(1.0, thin * 0.5)))
        for step in range(steps + 1):
            share = step / steps
            centre = (round(a[0] + (b[0] - a[0]) * share), round(a[1] + (b[1] - a[1]) * share))
            cv2.circle(mask, centre, max(1, round(wide + (thin - wide) * share)), 255, -1)


def _torso(mask: Bitmap, bones: Pose, at: Callable[[Joint], tuple[int, int]], unit: float) -> None:
    left, right = bones.arms[0][0], bones.arms[1][0]
    hips = bones.hips
    waist_y = left[1] + (hips[1] - left[1]) * 0.62
    waist_x = left[0] + 0.088 + (hips[0] - left[0] - 0.088) * 0.62
    outline = [
        (bones.neck[0] - 0.03, bones.neck[1] + 0.005),
        (left[0] - 0.018, left[1] - 0.012),
        (left[0] - 0.012, left[1] + 0.06),
        (waist_x - 0.066, waist_y),
        (hips[0] - 0.078, hips[1] + 0.035),
        (hips[0] + 0.078, hips[1] + 0.035),
        (waist_x + 0.066, waist_y),
        (right[0] + 0.012, right[1] + 0.06),
        (right[0] + 0.018, right[1] - 0.012),
        (bones.neck[0] + 0.03, bones.neck[1] + 0.005),
    ]
    cv2.fillPoly(mask, [np.array([at(joint) for joint in outline], np.int32)], 255)


def _dress(mask: Bitmap, bones: Pose, at: Callable[[Joint], tuple[int, int]]) -> None:
    hips = bones.hips
    skirt = [
        (hips[0] - 0.075, hips[1] - 0.08),
        (hips[0] - 0.15, 0.80),
        (hips[0] + 0.15, 0.80),
        (hips[0] + 0.075, hips[1] - 0.08),
    ]
    cv2.fillPoly(mask, [np.array([at(joint) for joint in skirt], np.int32)], 255)


def _smooth(mask: Bitmap, unit: float, pixels: int, *, flip: bool) -> Mask:
    """Joints melt into each other: blurred, then cut at the middle again."""
    soft = cv2.GaussianBlur(mask, (0, 0), max(0.8, unit * 0.009))
    crisp: Mask = np.clip((soft.astype(np.float32) - 105) / 50, 0, 1)
    side = int(pixels * 1.06)
    crisp = cv2.resize(crisp, (side, side), interpolation=cv2.INTER_AREA)
    return np.ascontiguousarray(crisp[:, ::-1] if flip else crisp)
