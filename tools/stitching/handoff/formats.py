"""The formats in which a cut leaves for an editor."""

from enum import StrEnum


class Format(StrEnum):
    """One way out. A bundle holds the files that its editor opens best."""

    OTIO = "otio"
    FCPXML = "fcpxml"
    FCP7XML = "fcp7xml"
    EDL = "edl"
    CAPCUT = "capcut"
    RESOLVE = "resolve"
    PREMIERE = "premiere"
    SHOTLIST = "shotlist"

    @property
    def label(self) -> str:
        """What a person calls it."""
        return LABELS[self]

    @property
    def opening(self) -> str:
        """How it is opened, in a sentence or two."""
        return _OPENING[self]


LABELS = {
    Format.OTIO: "OpenTimelineIO",
    Format.FCPXML: "Final Cut Pro",
    Format.FCP7XML: "Final Cut 7 XML",
    Format.EDL: "an EDL",
    Format.CAPCUT: "CapCut",
    Format.RESOLVE: "DaVinci Resolve",
    Format.PREMIERE: "Premiere Pro",
    Format.SHOTLIST: "a shot list",
}

_TIMELINE = "In DaVinci Resolve: File > Import > Timeline"
_OPENING = {
    Format.OTIO: f"{_TIMELINE}. Other editors that read OpenTimelineIO have it under Import, too.",
    Format.FCPXML: "In Final Cut Pro: File > Import > XML.",
    Format.FCP7XML: f"In Premiere Pro: File > Import. {_TIMELINE}.",
    Format.EDL: f"{_TIMELINE}. In Premiere Pro and Avid: File > Import.",
    Format.CAPCUT: "Quit CapCut, move this folder into CapCut's folder of projects (com.lveditor.draft), start CapCut.",
    Format.RESOLVE: f"{_TIMELINE}, film.fcpxml. Then File > Import > Subtitle, captions.srt.",
    Format.PREMIERE: "In Premiere Pro: File > Import, film.xml. Then the same with captions.srt.",
    Format.SHOTLIST: "shotlist.csv opens in any spreadsheet, shotlist.md in any editor.",
}
