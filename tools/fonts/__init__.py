"""The typefaces that ship with the product, and who may draw what.

Lato by Łukasz Dziedzic (`OFL.txt`) and Noto by its project's authors (`OFL-Noto.txt`), all under the SIL Open Font
Licence 1.1, all as they came.
"""

from pathlib import Path

FOLDER = Path(__file__).parent
BLACK = FOLDER / "Lato-Black.ttf"
REGULAR = FOLDER / "Lato-Regular.ttf"
