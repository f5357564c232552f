"""A second planter, which shares nothing with the first: ffmpeg's own sources and the studio's clips, and its filters."""

import re
import subprocess
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random

from tools import ffmpeg
from tools.film.shape import AspectRatio
from tools.film.storyboard import CameraMove, Framing
from tools.providers.port import Order
from tools.studio.motion import animate
from tools.studio.painter import paint

KINDS = (
    "freeze", "loop", "double", "black", "filled", "flash", "tint flash", "elsewhere", "shifted", "ripple", "lens",
    "roll", "dissolve", "hue",
)  # fmt: skip
WIDE, HIGH = 320, 180
PLACES = (
    "a baker in a bakery at dawn", "a coffee cup on a wooden table", "the sea at sunset", "a street at night",
    "a forest in the morning", "a bicycle in a garden", "a woman by the window", "mountains under snow",
)  # fmt: skip
CAMERAS = ("pan", "push-in", "pull-out", "tilt", "orbit", "handheld")


@dataclass(frozen=True)
class Made:
    """A clip to be made by ffmpeg: its inputs, the graph that draws it, and what is wrong with it."""

    name: str
    inputs: tuple[str, ...]
    graph: str
    rate: int
    seconds: float
    kind: str | None = None
    end: str = "head"
    frames: int = 0
    crf: int = 23


@dataclass(frozen=True)
class Scene:
    """Inputs and a graph that ends in an unnamed stream of WIDE x HIGH."""

    inputs: tuple[str, ...]
    graph: str


def faulty(seed, count, folder):
    """So many clips with one fault each; every kind at both ends in turn."""
    return [_faulty(seed, number, folder) for number in range(count)]


def _faulty(seed, number, folder):
    random = Random(seed * 1000 + number)
    kind, end = KINDS[number % len(KINDS)], ("head", "tail")[number // len(KINDS) % 2]
    rate, seconds = random.choice((24, 25, 30) if kind == "double" else (24, 25, 30, 60)), random.uniform(2.6, 3.4)
    names = {"freeze": MOVING, "loop": MOVING, "double": BRISK}.get(kind, CLEAR if kind in PLAIN else CLEAR - BUSY)
    name = random.choice(sorted(names))
    rate = 60 if name == "60 frames" else rate
    frames = max(4, round(random.uniform(0.2, 0.55) * rate))
    seconds = round(seconds * rate) / rate
    scene = SCENES[name](random, rate, seconds, folder)
    other = SCENES[random.choice(("mandelbrot", "studio", "testsrc2"))](Random(random.random()), rate, seconds, folder)
    graph, inputs = PLANTING[kind](scene, other, frames, rate, random)
    graph = graph.replace("[count]", str(round(seconds * rate)))
    if end == "tail":
        graph = graph.replace("[scene]", ",reverse[scene]") + ",reverse"
    return Made(
        f"{number:02d}-{kind}-{end}-{name}-{rate}".replace(" ", "-"), inputs, graph.replace("[scene]", ""), rate, seconds,
        kind, end, frames, random.choice((20, 23, 26)),
    )  # fmt: skip


def clean(seed, count, folder):
    """So many clips with nothing wrong, every scene in turn."""
    made = []
    for number in range(count):
        random = Random(seed * 1000 + 500 + number)
        name = sorted(SCENES)[number % len(SCENES)]
        rate = 60 if name == "60 frames" else random.choice((24, 25, 30))
        seconds = random.uniform(2.6, 4.1)
        scene = SCENES[name](random, rate, seconds, folder)
        told = f"{number:02d}-{name}-{rate}".replace(" ", "-")
        made.append(Made(told, scene.inputs, scene.graph, rate, seconds, crf=random.choice((20, 23, 26))))
    return made


def write(made, folder):
    """Draw it, spoil it, encode it with x264; return the file."""
    path = Path(folder) / f"{made.name}.mp4"
    coding = ["-c:v", "libx264", "-preset", "veryfast", "-threads", "1", "-crf", str(made.crf), "-pix_fmt", "yuv420p"]
    length = ["-t", f"{made.seconds:.3f}"] if made.kind is None else []
    graph = ["-filter_complex_threads", "1", "-filter_complex", f"{made.graph}[out]", "-map", "[out]"]
    command = [
        ffmpeg.program(),
        "-y",
        "-loglevel",
        "error",
        *made.inputs,
        *graph,
        *coding,
        *length,
        "-r",
        str(made.rate),
        str(path),
    ]
    subprocess.run(command, check=True)
    return path


# --- scenes ---------------------------------------------------------------------------------------------------------


def _lavfi(source, rate, seconds, after="null"):
    return Scene(
        ("-f", "lavfi", "-i", source),
        f"[0:v]trim=end={seconds:.3f},{after},fps={rate},scale={WIDE}:{HIGH},setsar=1,format=yuv420p",
    )


def mandelbrot(random, rate, seconds, folder):
    scale = random.uniform(0.3, 2)
    x, y = random.choice(((-0.743643887, 0.131825904), (-0.7453, 0.1127), (0.3245, 0.0485)))
    source = f"mandelbrot=s={WIDE}x{HIGH}:r={rate}:start_x={x}:start_y={y}:start_scale={scale:.2f}:end_scale={scale * random.uniform(0.2, 0.6):.3f}:end_pts={seconds * rate:.0f}"
    return _lavfi(source, rate, seconds)


def life(random, rate, seconds, folder):
    source = f"life=s=80x45:r={rate}:mold=12:ratio={random.uniform(0.08, 0.2):.2f}:seed={random.randrange(9999)}:death_color=0x203060:life_color=0xe0d0a0,trim=start_frame=60,setpts=PTS-STARTPTS"
    return _lavfi(source, rate, seconds)


def gradients(random, rate, seconds, folder):
    source = (
        f"gradients=s={WIDE}x{HIGH}:r={rate}:seed={random.randrange(9999)}:speed={random.uniform(0.005, 0.03):.3f}:n=4"
    )
    return _lavfi(source, rate, seconds)


def cellauto(random, rate, seconds, folder):
    source = f"cellauto=s=160x90:r={rate}:rule={random.choice((30, 110, 90))}:seed={random.randrange(9999)}"
    return _lavfi(source, rate, seconds)


def sierpinski(random, rate, seconds, folder):
    source = f"sierpinski=s={WIDE}x{HIGH}:r={rate}:seed={random.randrange(9999)}:type={random.choice(('carpet', 'triangle'))}"
    return _lavfi(source, rate, seconds)


def testsrc2(random, rate, seconds, folder):
    return _lavfi(f"testsrc2=s={WIDE}x{HIGH}:r={rate}", rate, seconds)


def studio(random, rate, seconds, folder):
    clip = _studio_clip(random.randrange(len(PLACES)), random.choice(CAMERAS), rate, folder)
    return Scene(
        ("-i", str(clip)), f"[0:v]trim=end={seconds:.3f},fps={rate},scale={WIDE}:{HIGH},setsar=1,format=yuv420p"
    )


def _over_still(random, rate, seconds, folder, middle, after="null", wide=0.5):
    """A painted still seen through a window whose `middle` (x, y) moves, by parts of a pixel; all in shares of it."""
    still = _still(random.randrange(len(PLACES)), folder)
    x, y, wide = (re.sub(r"\bt\b", f"(in/{rate})", str(each)) for each in (*middle, wide))
    (left, right), (top, foot) = (
        [f"{side}*(({at}){sign}({wide})/2)" for sign in "-+"] for side, at in (("W", x), ("H", y))
    )
    corners = f"x0='{left}':y0='{top}':x1='{right}':y1='{top}':x2='{left}':y2='{foot}':x3='{right}':y3='{foot}'"
    shown = f"perspective={corners}:eval=frame,scale={WIDE}:{HIGH},{after},setsar=1,format=yuv420p"
    return Scene(("-loop", "1", "-framerate", str(rate), "-t", f"{seconds:.3f}", "-i", str(still)), f"[0:v]{shown}")


STANDING = ("0.5", "0.5")


def _pan(random, speed):
    """A steady pan of so many widths a second."""
    return f"{random.uniform(0.26, 0.35):.3f}+{speed / 2:.4f}*t", f"{random.uniform(0.3, 0.7):.2f}"


def fast_pan(random, rate, seconds, folder):
    still = _still(random.randrange(len(PLACES)), folder)
    tiled = f"scale={2 * WIDE}:{2 * HIGH},split=3[a][b][c];[b]hflip[d];[a][d][c]hstack=3"
    graph = f"[0:v]{tiled},crop={WIDE}:{HIGH}:x='{random.uniform(1.0, 1.2) * WIDE:.1f}*t':y=60,setsar=1,format=yuv420p"
    return Scene(("-loop", "1", "-framerate", str(rate), "-t", f"{seconds:.3f}", "-i", str(still)), graph)


def sixty(random, rate, seconds, folder):
    return _over_still(random, 60, seconds, folder, _pan(random, random.uniform(0.1, 0.28)))


def shaking(random, rate, seconds, folder):
    a, b, c, d = (random.uniform(3, 25) for _ in range(4))
    x, y = f"0.5+0.022*sin({a:.1f}*t)+0.014*sin({b:.1f}*t)", f"0.5+0.028*sin({c:.1f}*t+1)+0.022*sin({d:.1f}*t)"
    return _over_still(random, rate, seconds, folder, (x, y))


def candle(random, rate, seconds, folder):
    a, b, c = random.uniform(6, 14), random.uniform(18, 32), random.uniform(45, 80)
    light = f"eq=brightness='0.03*sin({a:.1f}*t)+0.02*sin({b:.1f}*t+1)+0.015*sin({c:.1f}*t)-0.1':gamma_b=0.8:eval=frame"
    return _over_still(random, rate, seconds, folder, STANDING, light)


def night(random, rate, seconds, folder):
    dark = f"eq=brightness=-0.28:contrast=0.5,noise=alls={random.randint(4, 10)}:allf=t"
    return _over_still(random, rate, seconds, folder, _pan(random, random.uniform(0, 0.15)), dark)


def grain(random, rate, seconds, folder):
    return _over_still(
        random,
        rate,
        seconds,
        folder,
        _pan(random, random.uniform(0, 0.1)),
        f"noise=alls={random.randint(10, 24)}:allf=t+u",
    )


def strobe(random, rate, seconds, folder):
    period, phase = random.uniform(0.15, 0.4), random.uniform(0, 0.4)
    return _over_still(
        random,
        rate,
        seconds,
        folder,
        STANDING,
        f"eq=brightness='0.45*lt(mod(t+{phase:.2f},{period:.2f}),0.05)-0.1':eval=frame",
    )


def _with(scene, layer, mode="screen"):
    return Scene(
        scene.inputs,
        f"{scene.graph}[under];{layer},scale={WIDE}:{HIGH},setsar=1,format=yuv420p[over];[under][over]blend=c0_mode={mode}:c1_mode=normal:c2_mode=normal:shortest=1",
    )


def rain(random, rate, seconds, folder):
    drops = f"color=black:s=160x9:r={rate}:d={seconds:.3f},noise=c0s=100:c0f=t:c0_seed={random.randrange(9999)},lutyuv=y='max(16,(val-45)*5)',scale={WIDE}:{HIGH}:flags=bilinear,lutyuv=y='val*0.5'"
    return _with(_over_still(random, rate, seconds, folder, STANDING, "eq=brightness=-0.1"), drops)


def glitter(random, rate, seconds, folder):
    sparks = f"color=black:s=128x72:r={rate}:d={seconds:.3f},noise=c0s=100:c0f=t:c0_seed={random.randrange(9999)},lutyuv=y='if(gt(val,62),230,16)'"
    return _with(_over_still(random, rate, seconds, folder, _pan(random, 0.03)), sparks)


def fireworks(random, rate, seconds, folder):
    bursts = "+".join(
        f"230*exp(-pow(hypot(X-{random.randint(15, 65)},Y-{random.randint(8, 35)})-40*mod(T+{random.uniform(0, 2):.2f},{period:.2f}),2)/6)*exp(-2.5*mod(T+{random.uniform(0, 0.1):.2f},{period:.2f}))"
        for period in (random.uniform(0.5, 0.9), random.uniform(0.6, 1.2), random.uniform(0.4, 0.8))
    )
    layer = f"color=black:s=80x45:r={rate}:d={seconds:.3f},geq=lum='clip(16+{bursts},16,235)':cb=128:cr=128"
    return _with(_over_still(random, rate, seconds, folder, STANDING, "eq=brightness=-0.3:contrast=0.6"), layer)


def confetti(random, rate, seconds, folder):
    flakes = f"life=s=107x60:r={rate}:ratio=0.06:seed={random.randrange(9999)}:stitch=1,trim=start_frame=60,setpts=PTS-STARTPTS,trim=end={seconds:.3f},scroll=v=-0.02"
    return _with(_over_still(random, rate, seconds, folder, STANDING), flakes)


def cut_inside(random, rate, seconds, folder):
    """The camera itself cuts in the middle, as multi-shot models do."""
    half = seconds * random.uniform(0.42, 0.58)
    one, other = (
        _over_still(random, rate, length, folder, _pan(random, random.uniform(0.02, 0.2)))
        for length in (half, seconds - half)
    )
    second = other.graph.replace("[0:v]", "[1:v]")
    return Scene((*one.inputs, *other.inputs), f"{one.graph}[one];{second}[two];[one][two]concat=n=2")


def slow_push(random, rate, seconds, folder):
    wide = f"0.7-{random.uniform(0.01, 0.06):.4f}*t"
    return _over_still(random, rate, seconds, folder, STANDING, wide=wide)


SCENES = {
    "mandelbrot": mandelbrot, "life": life, "gradients": gradients, "cellauto": cellauto, "sierpinski": sierpinski,
    "testsrc2": testsrc2, "studio": studio, "fast pan": fast_pan, "60 frames": sixty, "shaking": shaking,
    "candle": candle, "night": night, "grain": grain, "strobe": strobe, "rain": rain, "glitter": glitter,
    "fireworks": fireworks, "confetti": confetti, "cut inside": cut_inside, "slow push": slow_push,
}  # fmt: skip
MOVING = {"mandelbrot", "cellauto", "fast pan", "60 frames", "shaking", "cut inside"}
"""Scenes all of which moves, so that a picture that stands still is seen."""
BRISK = {"cellauto", "fast pan", "shaking"}
"""Scenes that move so much that a frame shown twice is still one after x264: of slower ones it makes two."""
CLEAR = {
    "mandelbrot", "studio", "fast pan", "60 frames", "shaking", "candle", "grain", "rain", "cut inside", "slow push",
    "testsrc2", "confetti",
}  # fmt: skip
"""Scenes in which a person sees each fault: in a strobe light nobody sees a flash, in a swarm of cells no ripple."""
BUSY = {"rain", "confetti"}
"""Scenes in which so much else moves that only what is plain is seen."""
PLAIN = {"black", "filled", "flash", "tint flash", "elsewhere"}


@cache
def _still(number, folder):
    path = Path(folder) / f"still-{number}.png"
    paint(_order(number, "static", 0, "still")).image.save(path, compress_level=1)
    return path


@cache
def _studio_clip(number, camera, rate, folder):
    path = Path(folder) / f"studio-{number}-{camera}-{rate}.mp4"
    order = _order(number, camera, rate, "clip").model_copy(update={"start_image": _still(number, folder)})
    animate(order, path, lambda _: None)
    return path


def _order(number, camera, rate, kind):
    return Order(
        kind=kind, reference=f"{kind}/s01/1", shot_id="s01", model="x", prompt=PLACES[number],
        framing=Framing(("WS", "MS", "CU")[number % 3]), camera=CameraMove(camera), aspect_ratio=AspectRatio("16:9"),
        width=2 * WIDE, height=2 * HIGH, fps=rate, seconds=Decimal("3.6") if kind == "clip" else Decimal(0),
        mood=("warm", "upbeat", "dreamy", "tense")[number % 4], seed=number,
    )  # fmt: skip


# --- faults: each gives the whole graph, in which [scene] marks where the scene that is to be spoiled ends ------------


def _alone(scene, filters):
    return f"{scene.graph}[scene],{filters}", scene.inputs


def _two(scene, other, joining):
    """A graph of two scenes; the inputs of the other one are counted on from those of the first."""
    first = sum(each == "-i" for each in scene.inputs)
    moved = other.graph.replace("[0:v]", f"[{first}:v]")
    return f"{scene.graph}[scene][good];{moved}[bad];{joining}", (*scene.inputs, *other.inputs)


def freeze(scene, other, frames, rate, random):
    return _alone(scene, f"trim=start_frame={frames},setpts=PTS-STARTPTS,tpad=start={frames}:start_mode=clone")


def loop(scene, other, frames, rate, random):
    return _alone(scene, f"loop=loop={frames}:size=1:start=0,setpts=N/{rate}/TB")


def double(scene, other, frames, rate, random):
    times = random.choice((2, 3))
    return _alone(scene, f"select='gte(n,{frames})+not(mod(n,{times}))',fps={rate}")


def black(scene, other, frames, rate, random):
    return _alone(scene, f"fade=in:start_frame={frames - 1}:nb_frames=1")


def filled(scene, other, frames, rate, random):
    colour = random.choice(("white", "gray", "0x304878", "black"))
    return _alone(scene, f"drawbox=enable='lt(n,{frames})':color={colour}:t=fill")


def flash(scene, other, frames, rate, random):
    lasting = random.randint(1, 4)
    return _alone(
        scene, f"eq=brightness='{random.uniform(0.2, 0.5):.2f}*between(n,{frames - lasting},{frames - 1})':eval=frame"
    )


def tint_flash(scene, other, frames, rate, random):
    lasting = random.randint(1, 4)
    part = random.choice(("gg=0.4:bb=0.4", "rr=0.4:gg=0.6", "rr=0.5:bb=0.5", "rr=0.6:rg=0.6"))
    return _alone(scene, f"colorchannelmixer={part}:enable='between(n,{frames - lasting},{frames - 1})'")


def elsewhere(scene, other, frames, rate, random):
    return _two(scene, other, f"[good][bad]overlay=enable='lt(n,{frames})':shortest=1")


def shifted(scene, other, frames, rate, random):
    grown = random.uniform(1.1, 1.3)
    moved = f"scale=iw*{grown:.2f}:-2,crop={WIDE}:{HIGH}:x='(iw-ow)*{random.random():.2f}':y='(ih-oh)*{random.random():.2f}'"
    return (
        f"{scene.graph}[scene],split[good][more];[more]{moved},setsar=1[bad];[good][bad]overlay=enable='lt(n,{frames})'",
        scene.inputs,
    )


def ripple(scene, other, frames, rate, random):
    deep, waves = random.uniform(8, 18), random.uniform(1.5, 4)
    calm = f"max(0,1-pow(N/{frames},2))"
    field = f"color=gray:s={WIDE // 8}x{HIGH // 8}:r={rate}:d=5,geq=lum='128+{deep:.1f}*{calm}*sin({waves:.2f}*6.283*Y/H+N*0.2)':cb=128:cr=128,scale={WIDE}:{HIGH}:flags=bicubic,setsar=1,split[mx][my]"
    return (
        f"{field};[my]transpose=1,scale={WIDE}:{HIGH},setsar=1[my2];{scene.graph}[scene][good];[good][mx][my2]displace=edge=mirror,trim=end_frame=[count]",
        scene.inputs,
    )


def lens(scene, other, frames, rate, random):
    strength = random.uniform(0.25, 0.5) * random.choice((-1, 1))
    orders = ";".join(
        f"{number / rate - 0.002:.4f} lenscorrection k1 {strength * (1 - number / frames):.4f}"
        if number
        else f"0 lenscorrection k1 {strength:.4f}"
        for number in range(frames + 1)
    )
    return _alone(scene, f"sendcmd=c='{orders}',lenscorrection=k1={strength:.4f}:k2=0:i=bilinear")


def roll(scene, other, frames, rate, random):
    turn = random.uniform(0.12, 0.3) * random.choice((-1, 1))
    return _alone(
        scene,
        f"scale=iw*1.3:-2,rotate=a='{turn:.3f}*max(0,1-n/{frames})*cos(n*0.25)':c=black,crop={WIDE}:{HIGH},setsar=1",
    )


def dissolve(scene, other, frames, rate, random):
    return _two(
        scene,
        other,
        f"[bad]fps={rate},settb=AVTB[b];[good]fps={rate},settb=AVTB[g];[b][g]xfade=fade:duration={frames / rate:.4f}:offset=0",
    )


def hue(scene, other, frames, rate, random):
    return _alone(scene, f"hue=h='{random.uniform(60, 170) * random.choice((-1, 1)):.0f}*max(0,1-n/{frames})'")


PLANTING = {
    "freeze": freeze, "loop": loop, "double": double, "black": black, "filled": filled, "flash": flash,
    "tint flash": tint_flash, "elsewhere": elsewhere, "shifted": shifted, "ripple": ripple, "lens": lens, "roll": roll,
    "dissolve": dissolve, "hue": hue,
}  # fmt: skip
