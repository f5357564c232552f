"""The two typefaces that ship with the product: Lato by Łukasz Dziedzic, SIL Open Font Licence 1.1 (`OFL.txt`)."""

from pathlib import Path

FOLDER = Path(__file__).parent
BLACK = FOLDER / "Lato-Black.ttf"
REGULAR = FOLDER / "Lato-Regular.ttf"
