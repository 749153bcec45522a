"""PURE: which rule answers for a traveller, and why the others do not.

Of the rules that match, the most specific one answers, and of those the newest. *Specific* is,
in this order: a rule that names what the traveller is (resident, minor) before one that does
not; one that names the state, before one that names a group, before one that names everybody;
one that names the purpose before one that does not. *Newest* is the later first day. What is
still equal goes to the verified rule, then to the one whose code comes first. Documents only
say whether a rule matches: a newer text replaces an older one whatever papers that listed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from crossings.rules import dates, lasting
from crossings.rules.book import OWN, Category, Groups, Requirement, Rule
from crossings.rules.case import Case
from crossings.rules.faults import Fault, Why, fault_of
from crossings.rules.granting import Grant, granted
from crossings.rules.supporting import SupportingDocument, SupportingKind, Weighed, weighed

ADMISSIBLE = {
    Requirement.VISA_EXEMPT: True,
    Requirement.NATIONAL_VERIFICATION: True,
    Requirement.VISA_REQUIRED: False,
    Requirement.EVISA_REQUIRED: False,
    Requirement.ENTRY_SUSPENDED: False,
    Requirement.AUTHORISATION_REQUIRED: False,
}


@dataclass(frozen=True)
class Near:
    """A rule that does not answer, and why."""

    rule: Rule
    fault: Fault


@dataclass(frozen=True)
class Explanation:
    """What the rules say of a case. ``admissible`` is None while no rule says; False means
    "not on these papers alone": a visa or an authorisation may still open the way. It is the
    one answer to whether the rule is met: by nothing more than the document, or by ``met_by``,
    a linked supporting document that holds; and not by a document that ends too early, nor
    where the days of the rule's window are used up."""

    case: Case
    rule: Rule | None
    requirement: Requirement | None
    admissible: bool | None
    grant: Grant = Grant()
    supporting: tuple[Weighed, ...] = ()  # linked, could meet the requirement, the best first
    near: tuple[Near, ...] = ()
    beside: tuple[Rule, ...] = ()  # rules that add a fact and decide nothing
    expires_early: bool | None = None  # None: not asked, or the expiry is not known

    @property
    def max_days(self) -> int | None:
        """The days that the rule grants, or the visa that meets it where those are fewer; None
        when neither names any, and under a residence permit."""
        if self.rule is None or self.case.direction != "E":
            return None
        if self.met_by and self.met_by.kind == SupportingKind.PERMIT:
            return None
        visa = self.met_by.max_days if self.met_by else None
        return min((one for one in (self.rule.max_days, visa) if one), default=None)

    @property
    def last_lawful_day(self) -> date | None:
        """The last lawful day of a stay that begins now, None where nothing sets one."""
        return self.grant.last

    @property
    def met_by(self) -> SupportingDocument | None:
        """The linked supporting document by which the requirement is met."""
        best = self.supporting[0] if self.supporting else None
        return best.document if best and best.lack is None else None

    @property
    def undated(self) -> tuple[Rule, ...]:
        """Rules that are known and would fit, but nobody knows since when."""
        return tuple(one.rule for one in self.near if one.fault.why is Why.UNDATED)

    @property
    def outcome(self) -> tuple[object, ...]:
        """What it comes to: equal for two books that say the same of a case."""
        rule = self.rule
        return (
            rule.code if rule else "", rule.version if rule else 0, self.requirement or "",
            self.max_days, str(self.last_lawful_day or ""), self.expires_early,
            *map(str, (*self.supporting, self.grant.counted or "")),
            *(f"{one.code}:{one.version}" for one in (*self.undated, *self.beside)),
        )  # fmt: skip


def explain(case: Case, rules: Iterable[Rule], groups: Groups) -> Explanation:
    """What the rules say of a case, whatever their order. Where no rule of residents is known,
    a residence permit still meets the visa that is asked of others."""
    rules = tuple(rules)
    holding = case.holding()
    told = _explained(holding, rules, groups)
    if told.rule is None and holding is not case:
        of_others = _explained(case.holding(but=Category.RESIDENT), rules, groups)
        return of_others if of_others.met_by else told
    return told


def _explained(case: Case, rules: Iterable[Rule], groups: Groups) -> Explanation:
    ordered = sorted(rules, key=lambda rule: (rule.code, rule.version))
    judged = [(rule, fault_of(rule, case, groups)) for rule in ordered]
    fitting = [rule for rule, fault in judged if fault is None]
    deciding = sorted((one for one in fitting if one.decides), key=lambda one: _rank(one, case))
    near = [Near(rule, fault) for rule, fault in judged if fault and fault.is_near]
    near += [Near(rule, _beaten(rule, deciding[0], case)) for rule in deciding[1:]]
    chosen = deciding[0] if deciding else None
    return _told(case, chosen, near, [one for one in fitting if not one.decides])


def mark(case: Case, rules: Iterable[Rule], groups: Groups) -> str:
    """A short mark of what the rules say of a case, whatever purpose the officer chooses: it
    changes with any change that would be seen."""
    rules = tuple(rules)
    purposes = {"", *(name for rule in rules for name in rule.purposes)}
    told = [explain(case.on(purpose), rules, groups).outcome for purpose in sorted(purposes)]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]


def purposes_that_matter(case: Case, rules: Iterable[Rule], groups: Groups) -> list[Explanation]:
    """What the rules say where a purpose changes it, by purpose."""
    rules = tuple(rules)
    usual = explain(case.on(""), rules, groups).outcome
    named = sorted({name for rule in rules for name in rule.purposes})
    told = (explain(case.on(name), rules, groups) for name in named)
    return [one for one in told if one.outcome != usual]


def _told(case: Case, rule: Rule | None, near: list[Near], beside: list[Rule]) -> Explanation:
    # No book can make a national a foreigner at the own border: the right to enter one's own
    # country hangs on no rule (International Covenant on Civil and Political Rights, 12(4)).
    home = Requirement.NATIONAL_VERIFICATION if case.comes_home else None
    requirement = rule.requirement if rule else home
    supporting = weighed(case.supporting, requirement, case.country, case.day)
    met = supporting[0].document if supporting and supporting[0].lack is None else None
    grant = _granted(rule, case, met)
    early = _expires_early(rule, case) if rule else None
    is_full = grant.counted is not None and grant.counted.is_full
    admissible = (bool(met) or ADMISSIBLE[requirement]) if requirement else None
    return Explanation(
        case,
        rule,
        requirement,
        admissible=False if early or is_full else admissible,
        grant=grant,
        supporting=supporting,
        near=tuple(near),
        beside=tuple(beside),
        expires_early=early,
    )


def _granted(rule: Rule | None, case: Case, met: SupportingDocument | None) -> Grant:
    if rule is None or case.direction != "E":
        return Grant()
    return granted(case.day, rule.max_days, rule.window_days, met, case.past)


def _rank(rule: Rule, case: Case) -> tuple[object, ...]:
    return (
        *(-part for part in specificity(rule, case)),
        -dates.first_day(rule.effective_from).toordinal(),
        not rule.verified,
        rule.code,
        -rule.version,
    )


def specificity(rule: Rule, case: Case) -> tuple[int, int, int]:
    """How closely a rule that matches names this traveller: category, nationality, purpose."""
    if OWN in rule.nationals and case.nationality == case.country:
        nationality = 3
    elif case.nationality in rule.nationals:
        nationality = 2
    else:
        nationality = 1 if rule.nationals else 0
    return int(bool(rule.categories)), nationality, int(bool(rule.purposes))


def _beaten(rule: Rule, by: Rule, case: Case) -> Fault:
    broader = specificity(rule, case) < specificity(by, case)
    return Fault(Why.BROADER if broader else Why.OLDER, other=by.code)


def _expires_early(rule: Rule, case: Case) -> bool | None:
    """Whether the document ends before the months that the rule asks for are over."""
    if not rule.passport_months or not case.expiry:
        return None
    return dates.last_day(case.expiry) < lasting.months_on(case.day, rule.passport_months)
