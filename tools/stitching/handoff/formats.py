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
