"""Where a camera move ends, shared by the painter (who draws the end still) and by motion (which goes there)."""

from tools.film.storyboard import CameraMove

END_VIEWS = {
    CameraMove.PUSH_IN: (0.86, 0.0, -0.01),
    CameraMove.PULL_OUT: (0.97, 0.0, 0.0),
    CameraMove.PAN: (0.90, 0.04, 0.0),
    CameraMove.TILT: (0.90, 0.0, -0.04),
    CameraMove.ORBIT: (0.90, 0.035, -0.01),
    CameraMove.HANDHELD: (0.92, 0.015, 0.01),
    CameraMove.STATIC: (0.95, 0.0, 0.0),
}
"""How much of the start still's width is seen at the end, and how far its centre moved, in shares of the still."""
