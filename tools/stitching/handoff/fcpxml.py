"""The cut as FCPXML 1.8, for Final Cut Pro and DaVinci Resolve.

Written here and not with OpenTimelineIO's adapter, which knows no transitions, levels, captions or rates of media
that differ from the film's. Version 1.8 is the first with captions, and the newest that every reader of it takes.
Times are exact fractions of a second; what lies on the film lies on its frames.
"""

from collections.abc import Sequence
from fractions import Fraction
from xml.etree import ElementTree as xml

from tools.film.finish import Transition
from tools.stitching.edit import Clip, Edit, Join
from tools.stitching.handoff.laying import Sound, Words, sounds, words
from tools.stitching.handoff.media import Media, Medium
from tools.stitching.handoff.naming import in_a_line, plain, titled
from tools.stitching.sound.cues import Kind

VERSION = "1.8"
DISSOLVE = ("Cross Dissolve", "FxPlug:4731E73A-8DAC-4113-9A30-AE85B1761265")
DIP = ("Fade To Color", "FxPlug:F779C565-486D-4633-8035-0374B4DB8F5C")
TITLE = ("Basic Title", ".../Titles.localized/Bumper:Opener.localized/Basic Title.localized/Basic Title.moti")
"""What Final Cut calls its own effects, as its exports name them. Checked 2026-11-25."""
RATES = {"23.98": Fraction(24000, 1001), "29.97": Fraction(30000, 1001), "59.94": Fraction(60000, 1001)}
RATES |= {str(rate): Fraction(rate) for rate in (24, 25, 30, 48, 50, 60)}
"""The rates of media that the format has a word for."""
ROLES = {Kind.NATIVE: "effects", Kind.VOICE: "dialogue", Kind.MUSIC: "music", Kind.AMBIENCE: "effects.ambience"}
_OURS = "studio.greenlight."
_LOUDEST = 12.0
"""Decibels at the end of Final Cut's own slider."""
_TITLE_SIZE = 12
"""A title's letters are one part in so many of the picture's shorter side."""


def as_fcpxml(edit: Edit, media: Media, *, language: str = "en", declare_rates: bool = False) -> str:
    """The whole document. `media` by their file in the edit.

    `declare_rates` gives media of another rate than the film's their format, as Final Cut's own exports do and Resolve
    expects. Without it they are left for the editor to look at, which OpenTimelineIO's reader needs: it would count
    what is seen of them in frames of theirs, cut to whole ones.
    """
    return _Document(edit, media, language, declare_rates=declare_rates).text()


class _Document:
    """The document while it is written: its resources, and the ids that were given out."""

    def __init__(self, edit: Edit, media: Media, language: str, *, declare_rates: bool) -> None:
        self.edit, self.media, self.language, self.declare_rates = edit, media, language, declare_rates
        self.root = xml.Element("fcpxml", version=VERSION)
        self.resources = xml.SubElement(self.root, "resources")
        self.ids: dict[object, str] = {}
        self.format = self._format(Fraction(edit.fps), edit.width, edit.height)

    def text(self) -> str:
        library = xml.SubElement(self.root, "library")
        event = xml.SubElement(library, "event", name=titled(self.edit.name, self.edit.mode))
        project = xml.SubElement(event, "project", name=titled(self.edit.name, self.edit.mode))
        sequence = xml.SubElement(
            project,
            "sequence",
            format=self.format,
            duration=self._frames(self.edit.frames),
            tcStart="0s",
            tcFormat="NDF",
            audioLayout="stereo",
            audioRate="48k",
        )
        self._fill(xml.SubElement(sequence, "spine"))
        xml.indent(self.root)
        body = xml.tostring(self.root, encoding="unicode")
        return f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE fcpxml>\n{body}\n'

    def _fill(self, spine: xml.Element) -> None:
        made: list[xml.Element] = []
        for clip, start in zip(self.edit.clips, self.edit.starts, strict=True):
            if clip.join is not None:
                self._transition(spine, clip.join, start)
            made.append(self._clip(spine, clip, start))
        spoken, titles = words(self.edit)
        heard = sounds(self.edit, self.media)
        anchored: list[list[xml.Element]] = [[] for _ in made]
        for lane, shown in enumerate(titles, start=2):
            for each in shown:
                self._anchor(anchored, self._title(each), each.start, lane)
        for each in spoken:
            self._anchor(anchored, self._caption(each), each.start, 1)
        tracks = [(kind, group) for kind, groups in heard.items() for group in groups]
        for lane, (kind, group) in enumerate(tracks, start=1):
            for sound in group:
                self._anchor(anchored, self._sound(sound, kind), sound.start, -lane)
        for element, clip, items in zip(made, self.edit.clips, anchored, strict=True):
            element.extend(items)
            self._about(element, clip)

    def _clip(self, spine: xml.Element, clip: Clip, start: int) -> xml.Element:
        medium = self.media[clip.file]
        element = xml.SubElement(
            spine,
            "asset-clip",
            ref=self._asset(medium),
            name=f"{clip.shot_id} {in_a_line(clip.about.description, 60)}".strip(),
            offset=self._frames(start),
            start=self._frames(clip.start),
            duration=self._frames(clip.frames),
            srcEnable="video",
            videoRole="video",
        )
        if clip.about.prompt.strip():
            xml.SubElement(element, "note").text = plain(clip.about.prompt)
        rate = next((name for name, rate in RATES.items() if rate == medium.fps), None)
        if medium.fps != self.edit.fps and rate is not None:
            element.set("format", self._format(RATES[rate], medium.width, medium.height))
            xml.SubElement(element, "conform-rate", scaleEnabled="0", srcFrameRate=rate)
        if medium.width * self.edit.height != medium.height * self.edit.width:
            xml.SubElement(element, "adjust-conform", type="fill")
        return element

    def _about(self, element: xml.Element, clip: Clip) -> None:
        """Markers and what is known of the clip, which come last."""
        if clip.about.trimmed:
            start, length = self._frames(clip.start), self._frames(1)
            xml.SubElement(
                element, "marker", start=start, duration=length, value="Trim", note=in_a_line(clip.about.trimmed, 200)
            )
        known = {
            "shot": clip.shot_id,
            "take": str(clip.about.take),
            "model": clip.about.model,
            "provider": clip.about.provider,
            "credits": str(clip.about.credits),
            "still": clip.about.still or "",
            "description": clip.about.description,
        }
        metadata = xml.SubElement(element, "metadata")
        for key, value in known.items():
            xml.SubElement(metadata, "md", key=_OURS + key, value=plain(value))

    def _transition(self, spine: xml.Element, join: Join, cut: int) -> None:
        name, uid = DISSOLVE if join.kind is Transition.DISSOLVE else DIP
        offset, length = self._frames(cut - join.before), self._frames(join.before + join.after)
        element = xml.SubElement(spine, "transition", name=name, offset=offset, duration=length)
        xml.SubElement(element, "filter-video", ref=self._effect(name, uid), name=name)

    def _sound(self, sound: Sound, kind: Kind) -> xml.Element:
        element = xml.Element(
            "asset-clip",
            ref=self._asset(sound.medium),
            name=sound.medium.name,
            start=self._frames(sound.offset),
            duration=self._frames(sound.frames),
            srcEnable="audio",
            audioRole=ROLES[kind],
        )
        volume = xml.SubElement(element, "adjust-volume", amount=_decibels(sound.levels[0].db))
        fades = {"fadeIn": sound.cue.fade_in, "fadeOut": sound.cue.fade_out}
        if len(sound.levels) > 1 or any(fades.values()):
            moves = xml.SubElement(volume, "param", name="amount")
            for name, seconds in fades.items():
                if seconds:
                    xml.SubElement(moves, name, duration=_seconds(Fraction(seconds)))
        if len(sound.levels) > 1:
            moving = xml.SubElement(moves, "keyframeAnimation")
            for level in sound.levels:
                at = Fraction(level.at - sound.cue.start) + Fraction(sound.offset, self.edit.fps)
                xml.SubElement(moving, "keyframe", time=_seconds(at), value=_decibels(level.db), curve="linear")
        return element

    def _caption(self, said: Words) -> xml.Element:
        role = f"SRT?captionFormat=SRT.{self.language}"
        element = xml.Element("caption", name=in_a_line(said.text, 40), duration=self._frames(said.frames), role=role)
        xml.SubElement(element, "text").text = plain(said.text)
        return element

    def _title(self, shown: Words) -> xml.Element:
        style = f"ts{len(self.ids) + 1}"
        self.ids[shown, style] = style
        element = xml.Element(
            "title",
            ref=self._effect(*TITLE),
            name=in_a_line(shown.text, 40),
            start="3600s",
            duration=self._frames(shown.frames),
        )
        styled = xml.SubElement(xml.SubElement(element, "text"), "text-style", ref=style)
        styled.text = plain(shown.text)
        size = str(min(self.edit.width, self.edit.height) // _TITLE_SIZE)
        definition = xml.SubElement(element, "text-style-def", id=style)
        xml.SubElement(
            definition, "text-style", font="Helvetica", fontSize=size, fontFace="Bold", fontColor="1 1 1 1",
            alignment="center",
        )  # fmt: skip
        return element

    def _anchor(self, anchored: Sequence[list[xml.Element]], item: xml.Element, start: int, lane: int) -> None:
        """Hang it from the clip over which it begins, at that clip's own time."""
        starts = self.edit.starts
        number = max(index for index, begin in enumerate(starts) if begin <= start)
        item.set("lane", str(lane))
        item.set("offset", self._frames(self.edit.clips[number].start + start - starts[number]))
        anchored[number].append(item)

    def _asset(self, medium: Medium) -> str:
        if medium in self.ids:
            return self.ids[medium]
        name = self.ids[medium] = f"r{len(self.ids) + 1}"
        told = {"id": name, "name": medium.name, "src": medium.name, "start": "0s"}
        told["duration"] = _seconds(medium.seconds)
        if medium.fps is not None:
            told["hasVideo"] = "1"
            if medium.fps == self.edit.fps or self.declare_rates:
                told["format"] = self._format(medium.fps, medium.width, medium.height)
        if medium.channels:
            told |= {"hasAudio": "1", "audioSources": "1", "audioChannels": str(medium.channels)}
            told["audioRate"] = str(medium.sample_rate)
        asset = xml.SubElement(self.resources, "asset", told)
        metadata = xml.SubElement(asset, "metadata")
        xml.SubElement(metadata, "md", key=_OURS + "source", value=plain(medium.source))
        return name

    def _format(self, fps: Fraction, width: int, height: int) -> str:
        key = (fps, width, height)
        if key not in self.ids:
            self.ids[key] = f"r{len(self.ids) + 1}"
            frame = f"{fps.denominator}/{fps.numerator}s"
            shape = {"width": str(width), "height": str(height), "colorSpace": "1-1-1 (Rec. 709)"}
            xml.SubElement(self.resources, "format", {"id": self.ids[key], "frameDuration": frame, **shape})
        return self.ids[key]

    def _effect(self, name: str, uid: str) -> str:
        if uid not in self.ids:
            self.ids[uid] = f"r{len(self.ids) + 1}"
            xml.SubElement(self.resources, "effect", id=self.ids[uid], name=name, uid=uid)
        return self.ids[uid]

    def _frames(self, frames: int) -> str:
        return _seconds(Fraction(frames, self.edit.fps))


def _decibels(db: float) -> str:
    return f"{min(_LOUDEST, db):g}dB"


def _seconds(time: Fraction) -> str:
    return f"{time.numerator}s" if time.denominator == 1 else f"{time.numerator}/{time.denominator}s"
