"""What every noun shares: frozen, strict about unknown fields, and exact numbers."""

from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Seconds = Annotated[Decimal, Field(ge=0, decimal_places=3)]
"""A length in seconds, exact to the millisecond. Never a float: shots must sum to the brief."""

Credits = Annotated[Decimal, Field(ge=0, decimal_places=2)]
"""An amount in credits; one credit is one US cent at list price. Never a float: it is money."""

ShotId = Annotated[str, Field(pattern=r"^s\d{2,3}$")]
"""`s01`, `s02` …: made by the product, so that it is always safe as a file name."""


SubjectId = Annotated[str, Field(pattern=r"^[sc]\d{2,3}$")]
"""What a picture is of: a shot, or a member of the cast such as `c01`."""


class Noun(BaseModel):
    """A frozen value that refuses fields nobody declared."""

    model_config = ConfigDict(frozen=True, extra="forbid")
