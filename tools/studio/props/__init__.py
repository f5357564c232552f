"""Things that the painter can draw: our own shapes as data, found by the words of a prompt."""

from tools.studio.props.library import Part, Prop, find_props

__all__ = ["Part", "Prop", "find_props"]
