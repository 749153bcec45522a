"""The importer of marks: what a line may say, by the words and the rules of the grid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import DataRequired, ValidationError

from borderpost.audit import Actor
from borderpost.imports.fields import CodeList, RowForm
from borderpost.imports.importer import Importer
from borderpost.officers.models import folded
from training import Permission, badge_codes, symbols, words
from training.models import Enrolment, Session
from training.numbers import Status, credit
from training.queries import room
from training.queries.room import Room, Rooms
from training.services import mark_loading
from training.services.mark_loading import Told, Written
from training.services.marking import Said

_REQUIRED = DataRequired(_l("Fill this in."))
_WORDS = CodeList(words.STATUSES)


class LineForm(RowForm):
    """One mark: of whom, in which session of which run."""

    about: Rooms

    run = StringField(_l("Run"), [_REQUIRED])
    session = StringField(_l("Session: its number, or its day and time"), [_REQUIRED])
    participant = StringField(_l("Service number, badge or name"), [_REQUIRED])
    mark = StringField(_l("Mark: P, E, A, or the minutes late"), [_REQUIRED])

    def validate_run(self, field: StringField) -> None:
        """A run that is under way."""
        if self.room() is None:
            raise ValidationError(
                _l("%(value)s is no run that is under way.", value=field.data[:40])
            )

    def validate_session(self, field: StringField) -> None:
        """A session of the run that was held and has begun."""
        if self.room() is None:
            return
        half = self.half()
        if half is None:
            raise ValidationError(_l("%(value)s is no session of this run. Write its number, or "
                                     "2026-03-02 08:00.", value=field.data[:40]))  # fmt: skip
        if half.cancelled_why:
            raise ValidationError(_l("A session that was not held is not marked."))
        if half.starts_at > self.about.now:
            raise ValidationError(_l("%(title)s has not begun yet.", title=half.title))

    def validate_participant(self, field: StringField) -> None:
        """One person with a seat in the run."""
        if (here := self.room()) is None or self.person() is not None:
            return
        if self._key() in here.people:
            raise ValidationError(_l("Several participants have this name. Write their number."))
        raise ValidationError(_l("%(value)s is nobody of this run.", value=field.data[:40]))

    def validate_mark(self, field: StringField) -> None:
        """What the grid takes, in a cell that is empty or says the same."""
        try:
            said = self.said()
        except ValueError as error:
            raise ValidationError(
                _l("%(value)s is no mark. Write P, E, A, or minutes.", value=field.data[:40])
            ) from error
        half, person = self.half(), self.person()
        if half is None:
            return
        if said.status is Status.LATE and not 0 < said.late_by < half.minutes:
            raise ValidationError(_l("Late by 1 to %(most)s minutes.", most=half.minutes - 1))
        known = self.about.marks.get((half.id, person.id)) if person else None
        if known is not None and known != self._worth(half, said):
            raise ValidationError(
                _l("This cell is marked already: %(status)s. Correct it in the grid.",
                   status=words.STATUSES[known[0]])
            )  # fmt: skip

    def room(self) -> Room | None:
        """The run that the line names."""
        return self.about.by_code.get((self.run.data or "").strip().upper())

    def half(self) -> Session | None:
        """The session that the line names."""
        here, text = self.room(), (self.session.data or "").strip().lstrip("0")
        if here is None:
            return None
        as_time = text.replace("T", " ")[: len("2026-03-02 08:00")]
        return here.sessions.get(text) or here.sessions.get(as_time)

    def person(self) -> Enrolment | None:
        """The participant whom the line names, if there is one alone."""
        here = self.room()
        return here.people.get(self._key()) if here else None

    def said(self) -> Said:
        """The mark. Raises ``ValueError``."""
        text = (self.mark.data or "").strip()
        named = _WORDS.by_word.get(text.casefold())
        if named in (Status.PRESENT, Status.EXCUSED, Status.ABSENT):
            return Said(Status(named))
        found = symbols.read(text)
        if found is None:
            raise ValueError("no mark")
        return Said(*found)

    def told(self) -> Told:
        """What is to be written of a good line."""
        half, person = self.half(), self.person()
        if half is None or person is None:
            raise LookupError("a line that was not checked")
        is_known = (half.id, person.id) in self.about.marks
        return Told(half.id, person.id, self.said(), is_known)

    def _key(self) -> str:
        text = self.participant.data or ""
        return folded(badge_codes.read(text) or text).strip()

    @staticmethod
    def _worth(half: Session, said: Said) -> tuple[str, int]:
        return said.status.value, credit(said.status, half.minutes, said.late_by)


def _write(lines: Sequence[LineForm], by: Actor) -> Sequence[Written]:
    return mark_loading.write([line.told() for line in lines], by)


def _same(line: LineForm) -> dict[str, object]:
    told = line.told()
    return {"participant": (told.session_id, told.enrolment_id)}


def outcome(line: Any) -> str:
    """``new``, or ``same`` for a cell that says so already."""
    return "same" if line.told().is_known else "new"


IMPORTER = Importer(
    name="attendance",
    label=_l("Marks of attendance"),
    advice=_l(
        "A list from a scanner or another program. It fills empty cells of runs that are under "
        "way; a mark that stands is corrected in the grid."
    ),
    permission=Permission.MARK,
    form=LineForm,
    example={"run": "PEPM-1-2026-1", "session": "1", "participant": "PN-0042", "mark": "P"},
    write=_write,
    undo=mark_loading.undo,
    prepare=lambda _by: room.rooms(),
    same=_same,
    outcome=outcome,
    aliases={
        "run": ("cours", "session de formation", "course run", "formation", "course"),
        "session": ("séance", "date", "half day", "demi-journée", "seance"),
        "participant": ("matricule", "nom", "name", "service number", "badge", "agent", "username",
                        "user", "numéro"),
        "mark": ("présence", "statut", "status", "attendance", "presence", "minutes"),
    },
)  # fmt: skip
