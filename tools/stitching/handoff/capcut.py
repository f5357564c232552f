"""The cut as a draft of CapCut's desktop application (the international one): a folder with two JSON files in it.

The format is nowhere documented. What is known comes from drafts that CapCut wrote and from the libraries that write
such drafts (pyCapCut, capcut-cli), looked at on 2026-11-25. Times are whole microseconds, at the film's frames.
"""

import json
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tools.film.finish import Transition
from tools.stitching.edit import Clip, Edit
from tools.stitching.handoff.capcut_skeleton import PLATFORM, content_skeleton, meta_skeleton
from tools.stitching.handoff.laying import Sound, Words, sounds, words
from tools.stitching.handoff.media import Media, Medium
from tools.stitching.handoff.naming import in_a_line, plain, titled
from tools.stitching.sound.cues import Cue, Kind

CONTENT = "draft_content.json"
"""What CapCut for Windows reads."""
INFO = "draft_info.json"
"""The same under the name that CapCut for Mac reads."""
META = "draft_meta_info.json"
HERE = "##_draftpath_placeholder_0E685133-18CE-45ED-8CB8-2904A212EC80_##"
"""How CapCut writes the draft's own folder, so that the draft may lie anywhere."""
_TRANSITIONS = {
    Transition.DISSOLVE: ("Dissolve", "6724845717472416269"),
    Transition.DIP: ("Black Fade", "6724239388189921806"),
}
"""CapCut's own numbers for its free transitions, as pyCapCut 0.0.4 lists them."""
_CAPTION_HEIGHT, _CAPTION_SIZE, _TITLE_SIZE = -0.5, 9.0, 13.0
"""Half picture heights above the middle; sizes in CapCut's own unit."""
_TEXT_LAYER = 15_000
_SECOND = 1_000_000
_LOUDEST = 10.0
"""The end of CapCut's own slider: +20 dB."""

Json = dict[str, Any]


def as_capcut(edit: Edit, media: Media, *, made: int) -> dict[str, str]:
    """The draft's files by name. `made` is the time of writing in whole seconds since 1970."""
    draft = _Draft(edit, media)
    draft.lay()
    content = json.dumps(draft.content(made), ensure_ascii=False, separators=(",", ":"))
    meta = json.dumps(draft.meta(made), ensure_ascii=False, separators=(",", ":"))
    return {CONTENT: content, INFO: content, META: meta}


@dataclass
class _Draft:
    """The draft while it is written: tracks of segments, and the materials that segments name by their ids."""

    edit: Edit
    media: Media
    materials: dict[str, list[Json]] = field(default_factory=dict)
    tracks: list[Json] = field(default_factory=list)
    known: dict[tuple[str, str], str] = field(default_factory=dict)
    count: int = 0

    def lay(self) -> None:
        own = {number: cue for number, clip in enumerate(self.edit.clips) if (cue := self._own_sound(number, clip))}
        self._track(
            "video", "Picture", [self._picture(number, own.get(number)) for number in range(len(self.edit.clips))]
        )
        folded = list(own.values())
        for kind, groups in sounds(self.edit, self.media).items():
            for group in groups:
                left = [each for each in group if each.cue not in folded]
                self._track("audio", kind.value.capitalize(), [self._sound(each) for each in left])
        spoken, titles = words(self.edit)
        self._track("text", "Captions", [self._words(each) for each in spoken])
        for shown in titles:
            self._track("text", "Titles", [self._words(each) for each in shown])

    def content(self, made: int) -> Json:
        skeleton = content_skeleton()
        skeleton["materials"] |= self.materials
        return skeleton | {
            "canvas_config": {"width": self.edit.width, "height": self.edit.height, "ratio": "original"},
            "create_time": made,
            "update_time": made,
            "duration": self._at(self.edit.frames),
            "fps": float(self.edit.fps),
            "id": self._id("draft"),
            "name": titled(self.edit.name, self.edit.mode),
            "platform": dict(PLATFORM),
            "last_modified_platform": dict(PLATFORM),
            "tracks": self.tracks,
        }

    def meta(self, made: int) -> Json:
        """CapCut calls media lost that this file does not list."""
        listed = [self._listed(medium, made) for medium in self.media.values()]
        groups = [{"type": number, "value": listed if number == 0 else []} for number in (0, 1, 2, 3, 6, 7, 8)]
        return meta_skeleton() | {
            "draft_id": self._id("draft"),
            "draft_name": titled(self.edit.name, self.edit.mode),
            "draft_materials": groups,
            "tm_draft_create": made * _SECOND,
            "tm_draft_modified": made * _SECOND,
            "tm_duration": self._at(self.edit.frames),
        }

    def _picture(self, number: int, own: Cue | None) -> Json:
        clip, start = self.edit.clips[number], self.edit.starts[number]
        medium = self.media[clip.file]
        segment = self._segment(self._video(medium), start, start + clip.frames)
        segment |= {
            "source_timerange": self._range(clip.start, clip.start + clip.frames),
            "clip": _placed(scale=self._filling(medium)),
            "volume": 0.0 if own is None else _amplitude(medium.gain_db + own.gain_db),
            "desc": in_a_line(f"{clip.shot_id} {clip.about.description}", 120),
        }
        self._needed(segment)
        following = self.edit.clips[number + 1] if number + 1 < len(self.edit.clips) else None
        if following is not None and following.join is not None:
            name, effect = _TRANSITIONS[following.join.kind]
            length = self._at(following.join.before + following.join.after)
            told = {"name": name, "effect_id": effect, "resource_id": effect, "duration": length, "is_overlap": True}
            self._refer(segment, "transitions", {"type": "transition", "platform": "all", **told})
        return segment

    def _own_sound(self, number: int, clip: Clip) -> Cue | None:
        """The cue that is this clip's own sound in step with its picture: CapCut plays it with the picture."""
        begin, apart = self.edit.starts[number], Decimal(self.edit.starts[number] - clip.start) / self.edit.fps
        close = Decimal(1) / (2 * self.edit.fps)
        end = begin + clip.frames
        for cue in self.edit.cues:
            if cue.kind is Kind.NATIVE and cue.file == clip.file and abs(cue.start - cue.offset - apart) <= close:
                if abs(cue.start * self.edit.fps - begin) <= 1 and abs(cue.end * self.edit.fps - end) <= 1:
                    return cue
        return None

    def _sound(self, sound: Sound) -> Json:
        segment = self._segment(self._audio(sound.medium), sound.start, sound.end)
        segment |= {
            "source_timerange": self._range(sound.offset, sound.offset + sound.frames),
            "clip": None,
            "volume": _amplitude(sound.levels[0].db),
        }
        self._needed(segment)
        if sound.cue.fade_in or sound.cue.fade_out:
            fades = {"fade_in_duration": _micro(sound.cue.fade_in), "fade_out_duration": _micro(sound.cue.fade_out)}
            self._refer(segment, "audio_fades", {"type": "audio_fade", "fade_type": 0, **fades})
        if len(sound.levels) > 1:
            points = [(_micro(level.at - sound.cue.start), _amplitude(level.db)) for level in sound.levels]
            segment["common_keyframes"] = [self._keyframes("KFTypeVolume", points)]
        return segment

    def _words(self, said: Words) -> Json:
        text = plain(said.text)
        white = {"render_type": "solid", "solid": {"alpha": 1.0, "color": [1.0, 1.0, 1.0]}}
        black = {"content": {"solid": {"alpha": 1.0, "color": [0.0, 0.0, 0.0]}}, "width": 0.08}
        style = {
            "fill": {"alpha": 1.0, "content": white},
            "range": [0, len(text.encode("utf-16-le")) // 2],
            "size": _TITLE_SIZE if said.title else _CAPTION_SIZE,
            "bold": True,
            "italic": False,
            "underline": False,
            "strokes": [black],
        }
        name = self._id("text")
        material: Json = {
            "id": name,
            "type": "text" if said.title else "subtitle",
            "content": json.dumps({"styles": [style], "text": text}, ensure_ascii=False),
            "alignment": 1,
            "check_flag": 15,
            "force_apply_line_max_width": False,
            "global_alpha": 1.0,
            "letter_spacing": 0.0,
            "line_feed": 1,
            "line_max_width": 0.82,
            "line_spacing": 0.02,
            "typesetting": 0,
        }
        self.materials.setdefault("texts", []).append(material)
        segment = self._segment(name, said.start, said.end)
        height = 0.0 if said.title else _CAPTION_HEIGHT
        return segment | {
            "source_timerange": None,
            "clip": _placed(height=height),
            "volume": 1.0,
            "render_index": _TEXT_LAYER,
        }

    def _video(self, medium: Medium) -> str:
        corners = {
            f"{end}_{side}_{axis}": 0.0 for end in ("upper", "lower") for side in ("left", "right") for axis in "xy"
        }
        corners |= {"upper_right_x": 1.0, "lower_right_x": 1.0, "lower_left_y": 1.0, "lower_right_y": 1.0}
        return self._material(
            "videos",
            medium,
            {
                "type": "video",
                "material_name": medium.name,
                "width": medium.width,
                "height": medium.height,
                "has_audio": medium.channels > 0,
                "crop": corners,
                "crop_ratio": "free",
                "crop_scale": 1.0,
                "check_flag": 63_487,
            },
        )

    def _audio(self, medium: Medium) -> str:
        return self._material(
            "audios", medium, {"type": "extract_music", "name": medium.name, "check_flag": 3, "wave_points": []}
        )

    def _material(self, kind: str, medium: Medium, told: Json) -> str:
        """The id of the file among the materials of that kind; it is listed once."""
        if (kind, medium.name) not in self.known:
            name = self.known[kind, medium.name] = self._id(kind, medium.name)
            shared = {"id": name, "path": f"{HERE}/{medium.name}", "duration": _micro(medium.seconds)}
            shared |= {"category_name": "local", "local_material_id": self._id("file", medium.name)}
            self.materials.setdefault(kind, []).append({**shared, **told})
        return self.known[kind, medium.name]

    def _segment(self, material: str, start: int, end: int) -> Json:
        return {
            "id": self._id("segment"),
            "material_id": material,
            "target_timerange": self._range(start, end),
            "speed": 1.0,
            "visible": True,
            "reverse": False,
            "last_nonzero_volume": 1.0,
            "render_index": 0,
            "track_render_index": 0,
            "track_attribute": 0,
            "enable_adjust": True,
            "uniform_scale": {"on": True, "value": 1.0},
            "extra_material_refs": [],
            "common_keyframes": [],
            "keyframe_refs": [],
        }

    def _needed(self, segment: Json) -> None:
        """What CapCut gives every segment of media, and misses where it is not."""
        self._refer(segment, "speeds", {"type": "speed", "mode": 0, "speed": 1.0, "curve_speed": None})
        self._refer(segment, "canvases", {"type": "canvas_color", "color": "", "blur": 0.0, "image": ""})
        self._refer(
            segment, "sound_channel_mappings", {"type": "", "audio_channel_mapping": 0, "is_config_open": False}
        )
        self._refer(segment, "vocal_separations", {"type": "vocal_separation", "choice": 0, "production_path": ""})

    def _refer(self, segment: Json, kind: str, material: Json) -> None:
        name = self._id(kind)
        self.materials.setdefault(kind, []).append({"id": name, **material})
        segment["extra_material_refs"].append(name)

    def _keyframes(self, prop: str, points: Iterable[tuple[int, float]]) -> Json:
        straight = {"curveType": "Line", "graphID": "", "left_control": _ORIGIN, "right_control": _ORIGIN}
        listed = [{"id": self._id("key"), "time_offset": at, "values": [value], **straight} for at, value in points]
        return {"id": self._id("keys"), "material_id": "", "property_type": prop, "keyframe_list": listed}

    def _track(self, kind: str, name: str, segments: Sequence[Json]) -> None:
        if segments:
            told = {"id": self._id("track"), "type": kind, "name": name, "segments": list(segments)}
            self.tracks.append({"attribute": 0, "flag": 0, "is_default_name": False, **told})

    def _listed(self, medium: Medium, made: int) -> Json:
        length = _micro(medium.seconds)
        return {
            "id": self._id("file", medium.name),
            "file_Path": f"{HERE}/{medium.name}",
            "extra_info": medium.name,
            "metetype": "video" if medium.has_picture else "music",
            "duration": length,
            "width": medium.width,
            "height": medium.height,
            "create_time": made,
            "import_time": made,
            "import_time_ms": made * _SECOND,
            "item_source": 1,
            "md5": "",
            "roughcut_time_range": {"start": 0, "duration": length},
            "sub_time_range": {"start": -1, "duration": -1},
            "type": 0,
        }

    def _filling(self, medium: Medium) -> float:
        """How much a picture of another shape grows to fill the film's: CapCut shows it whole."""
        wide, high = medium.width / self.edit.width, medium.height / self.edit.height
        return max(wide, high) / min(wide, high)

    def _range(self, start: int, end: int) -> Json:
        return {"start": self._at(start), "duration": self._at(end) - self._at(start)}

    def _at(self, frame: int) -> int:
        return round(frame * _SECOND / self.edit.fps)

    def _id(self, *what: str) -> str:
        """An id that is the same whenever the same cut is exported."""
        if len(what) == 1 and what[0] != "draft":
            self.count += 1
            what = (*what, str(self.count))
        told = "/".join((self.edit.name, *what))
        return str(uuid.uuid5(uuid.NAMESPACE_URL, told)).upper()


_ORIGIN = {"x": 0.0, "y": 0.0}


def _placed(*, scale: float = 1.0, height: float = 0.0) -> Json:
    return {
        "alpha": 1.0,
        "rotation": 0.0,
        "flip": {"horizontal": False, "vertical": False},
        "scale": {"x": scale, "y": scale},
        "transform": {"x": 0.0, "y": height},
    }


def _amplitude(db: float) -> float:
    return round(min(_LOUDEST, float(10 ** (db / 20))), 6)


def _micro(seconds: Decimal | Fraction) -> int:
    return round(Fraction(seconds) * _SECOND)
