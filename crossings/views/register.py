"""The register: search, one crossing, its correction, a traveller, and the day's tally."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import cells, clock, listing, ways_on
from borderpost.access import requires
from borderpost.forms import attempted
from borderpost.locale import LOCALES
from borderpost.posts import queries as posts
from borderpost.posts.models import Post
from crossings import (
    Permission,
    codes,
    grant_words,
    minor_words,
    references,
    stay_words,
    supporting,
    supporting_words,
    words,
)
from crossings import sheet as sheets
from crossings.export import TALLY_COLUMNS
from crossings.forms import RegisterForm
from crossings.listed import REGISTER
from crossings.models import Crossing, Person, RegisterLine
from crossings.queries import counts, minors, persons, pictures, refusals, register_lines, stays
from crossings.queries import register as crossings
from crossings.queries.tally import PAPER, Tally
from crossings.queries.tally import tally as counted
from crossings.register_words import WAYS
from crossings.screening_words import DOCUMENT_RESULTS, RESULTS
from crossings.services import correcting, reading_log
from crossings.views.corrected import correction_sent

FOUND = 1_000  # crossings that a search counts: who reads twenty pages types one more word

bp = Blueprint("register", __name__, url_prefix="/register")


@bp.get("/")
@requires(Permission.READ)
def index() -> str | Answer:
    """Search the crossings of this post; the number of a refusal's form opens its crossing."""
    form = RegisterForm(request.args)
    wanted = form.wanted()
    if references.is_form_number(wanted.words):
        return _at_form(wanted.words)
    found = crossings.register(wanted, current_user.post_id)
    number = listing.count_to(found, FOUND if wanted.words else listing.MOST_COUNTED)
    if not wanted.is_empty:
        reading_log.searched(number.total, by=current_user, has_more=number.has_more)
    page = listing.page(
        crossings.keys(REGISTER.sorted(found, number.has_more)),
        counted=number,
        by_keys=crossings.by_keys,
    )
    return render_template(
        "crossings/register.html", form=form, page=page, wanted=wanted, listed=REGISTER
    )


@bp.get("/export.xlsx")
@bp.get("/export.csv")
@requires(Permission.EXPORT)
def export() -> Response:
    """The found crossings as CSV or XLSX, whole however many; its name says the filters."""
    wanted = RegisterForm(request.args).wanted()
    found = crossings.register(wanted, current_user.post_id)
    rows, filters = listing.count(found), wanted.filters()
    reading_log.exported(rows, by=current_user, **filters)
    name = "-".join(("register", *filters.values()))
    too_many = rows > listing.MOST_COUNTED
    return listing.as_file(name, REGISTER.files, REGISTER.sorted(found, too_many))


@bp.get("/<uuid:crossing_id>")
@requires(Permission.READ)
def show(crossing_id: UUID) -> str:
    """One crossing with what it rested on, and what replaced it."""
    crossing = _crossing(crossing_id)
    reading_log.read(crossing, by=current_user)
    crossing = _crossing(crossing_id)
    earlier = crossing.supersedes_id
    before = crossings.crossing(earlier, current_user.post_id) if earlier else None
    return render_template(
        "crossings/show.html",
        crossing=crossing,
        evidence=sheets.from_plain(crossing.evidence["fields"]),
        corrected_by=crossings.correction_of(crossing.id),
        last_day=grant_words.corrected(before, crossing) if before else "",
        supporting=supporting.from_plain(crossing.supporting),
        supporting_words=supporting_words,
        may_correct=_may_correct(crossing),
        zone=crossings.zone_lines(crossing.id),
        pictures=pictures.kinds(crossing),
        form=refusals.of_crossing(crossing.id),
        paper_line=_paper_line(crossing),
        at=cells.instant,
        adults=minors.adults_of(crossing),
        children=minors.children_of(crossing),
        minor_words=minor_words,
        languages=LOCALES,
        post=posts.post(crossing.post_id),
        codes=codes,
        words=words,
        alert_results=RESULTS,
        document_results=DOCUMENT_RESULTS,
    )


@bp.route("/<uuid:crossing_id>/correct", methods=["GET", "POST"])
@requires(Permission.CORRECT)
def correct(crossing_id: UUID) -> str | Answer:
    """Replace a crossing by a corrected one, with the reason."""
    crossing = _crossing(crossing_id)
    form = correction_sent(crossing)
    written: list[Crossing] = []

    def replace() -> None:
        written.append(
            correcting.correct(
                crossing_id, form.correction(), by=current_user, roles=current_user.roles
            )
        )

    if form.validate_on_submit() and attempted(replace, done=_("The correction is saved.")):
        return redirect(url_for("register.show", crossing_id=written[0].id))
    return render_template(
        "crossings/correct_crossing.html",
        crossing=_crossing(crossing_id),
        form=form,
        may_correct=_may_correct(_crossing(crossing_id)),
    )


@bp.get("/<uuid:crossing_id>/paper")
@requires(Permission.READ)
def paper(crossing_id: UUID) -> str:
    """The crossing on one printed page, in the traveller's language."""
    crossing = _crossing(crossing_id)
    reading_log.read(crossing, by=current_user)
    if request.args.get("lang") in LOCALES:
        g.page_locale = request.args["lang"]
    crossing = _crossing(crossing_id)
    return render_template(
        "crossings/paper.html",
        crossing=crossing,
        corrected_by=crossings.correction_of(crossing.id),
        post=posts.post(crossing.post_id),
        codes=codes,
    )


@bp.get("/travellers/<uuid:person_id>")
@requires(Permission.READ)
def traveller(person_id: UUID) -> str:
    """A traveller's documents and crossings at this post."""
    person = crossings.person(person_id, current_user.post_id) or abort(404)
    reading_log.read(person, by=current_user)
    person = crossings.person(person_id, current_user.post_id) or abort(404)
    return render_template(
        "crossings/traveller.html",
        person=person,
        history=crossings.history(person_id, current_user.post_id),
        stays=stays.of_person(person_id, current_user.post_id),
        **_files(person),
        codes=codes,
        stay_words=stay_words,
        ways=ways_on.of_person(person_id, current_user.post_id),
    )


def _files(person: Person) -> dict[str, Any]:
    """The traveller's files that this post saw, how they were joined, and whose might be
    joined too."""
    post_id, family = current_user.post_id, persons.family(person.id)
    files = persons.seen_at(family.members, post_id)
    known = {row.id: row for row in files}
    joined = [
        (merge, known[merge.absorbed_id if merge.absorbed_id != person.id else merge.kept_id])
        for merge in persons.merges(family.members)
        if {merge.absorbed_id, merge.kept_id} <= known.keys()
    ]
    may = Permission.MERGE in current_user.permissions
    like = persons.papers_of(person)
    alike = persons.alike(like, post_id, besides=family.members) if may else []
    documents = [document for row in files for document in row.documents]
    return {"documents": documents, "joined": joined, "alike": alike}


@bp.get("/tally")
@requires(Permission.TALLY)
def tally() -> str:
    """The counts of one day, today unless another is asked for."""
    found, post = _tally(), _post()
    estimates = counts.by_category(counts.counted(post.id if post else None, found.day))
    return render_template(
        "crossings/tally.html",
        tally=found,
        estimates=estimates,
        ways=found.by_way,
        way_words=WAYS,
        codes=codes,
    )


@bp.get("/tally.csv")
@requires(Permission.TALLY)
def export_tally() -> Response:
    """The counts of one day by nationality, as CSV."""
    found = _tally()
    return listing.as_csv(f"tally-{found.day}", TALLY_COLUMNS, found.by_nationality_and_way)


def _at_form(number: str) -> Answer:
    form = refusals.numbered(number.upper(), current_user.post_id) or abort(404)
    return redirect(url_for("register.show", crossing_id=form.crossing_id))


def _tally() -> Tally:
    """The day asked for, today when none is or it makes no sense."""
    post = _post()
    zone = post.zone if post else "UTC"
    day = request.args.get("day", clock.today(zone), type=date.fromisoformat)
    return counted(post.id if post else None, day, zone)


def _post() -> Post | None:
    return posts.post(current_user.post_id) if current_user.post_id else posts.this_post()


def _crossing(crossing_id: UUID) -> Crossing:
    return crossings.crossing(crossing_id, current_user.post_id) or abort(404)


def _paper_line(crossing: Crossing) -> RegisterLine | None:
    """The line of a register sheet that the crossing was captured from, if it was."""
    return register_lines.of_crossing(crossing) if crossing.capture_mode == PAPER else None


def _may_correct(crossing: Crossing) -> bool:
    may = Permission.CORRECT in current_user.permissions
    return may and correcting.may_correct(crossing, current_user.officer_id, current_user.roles)
