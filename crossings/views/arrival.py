"""What came in with a form of the desk: a picture, or lines."""

from __future__ import annotations

from flask import request

from crossings import reading
from crossings.models.inspection import Source
from crossings.services.inspecting import Arrival


def arrival_sent() -> Arrival:
    """The way in that was used."""
    picture = request.files.get("picture")
    if picture and picture.filename:
        return reading.picture(picture.read())
    source = Source.WEDGE if request.form.get("source") == "wedge" else Source.PASTE
    return reading.lines(request.form.get("lines", ""), source)
