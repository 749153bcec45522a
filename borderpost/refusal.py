"""The one exception for "no, and this is what to do next"."""

from __future__ import annotations

from flask_babel.speaklater import LazyString


class Refused(Exception):
    """A rule of the subject forbids the act.

    ``sentence`` is translatable and tells the person what to do next; ``field`` names
    the form field it belongs to, '' when it concerns the whole form. ``attempt`` is a code for the
    audit log, where trying is worth a line of its own.
    """

    def __init__(self, sentence: LazyString | str, *, field: str = "", attempt: str = "") -> None:
        super().__init__(str(sentence))
        self.sentence = sentence
        self.field = field
        self.attempt = attempt
