"""Our Events in the words of MUC-4's keys: figures, effects, dates, places and perpetrators."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct
from muc_key import Days

from rashomon.ledger import fold
from rashomon.lexicon import load
from rashomon.model import Account, Claim, Event, Extraction, Finding
from rashomon.places.fold import fold as plain
from rashomon.values import Name, Place, Quantity, When

NINE = {"SV": "EL SALVADOR", "GT": "GUATEMALA", "HN": "HONDURAS", "AR": "ARGENTINA", "BO": "BOLIVIA", "CL": "CHILE",
        "CO": "COLOMBIA", "EC": "ECUADOR", "PE": "PERU"}  # fmt: skip
COUNTRIES = NINE | {"US": "UNITED STATES", "VE": "VENEZUELA", "NI": "NICARAGUA", "PA": "PANAMA", "ES": "SPAIN", "CU": "CUBA",
                    "MX": "MEXICO", "BR": "BRAZIL", "CR": "COSTA RICA", "DE": "WEST GERMANY", "IT": "ITALY", "FR": "FRANCE",
                    "PY": "PARAGUAY", "UY": "URUGUAY", "DO": "DOMINICAN REPUBLIC", "HT": "HAITI"}  # fmt: skip
EFFECTS = {"killed": "DEATH", "injured": "INJURY"}
PEOPLE = ("killed", "injured", "casualties", "captured", "missing")
THINGS = ("damaged", "destroyed")
MEN = frozenset({"person", "civilian", "child", "military"})  # captured arms are no human targets
LEXICON = load()
FIGHTING = {"military personnel", "police officers", "fighters", "security personnel", "commanders", "combatants"}
ARMED = {"army", "military", "police", "soldier", "troop", "patrol", "garrison", "barrack", "guerrilla", "rebel", "force", "unit",
         "brigade", "battalion", "regiment", "guard", "convoy", "officer", "base", "position"}  # fmt: skip
REBELS = {"fighters"}
WEEKDAY = re.compile(r"\b(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY", re.IGNORECASE)
ORGANISATION = re.compile(
    r"\b(?:army|armed forces|air force|navy|military|police|national guard|security forces|government|regime|cartels?"
    r"|mafias?|death squads?)(?: (?:members|personnel|agents|elements|units|officers|troops|patrol))?\Z"
)
DIGIT = re.compile(r"\d")
SENTENCE_END = re.compile(r'[.?!][")\]]*\s+|\n\s*\n')
ACCUSED, BY_AUTHORITIES = "SUSPECTED OR ACCUSED", "SUSPECTED OR ACCUSED BY AUTHORITIES"
POSSIBLE = "POSSIBLE"
AUTHORITIES = {"official", "military"}
SMALL = {"the", "a", "an", "of", "and", "in", "on", "at", "to", "de", "la", "el", "los", "las", "del", "y", "his", "her", "their", "who",
         "was", "were", "group", "members", "member", "s", "by", "from", "with"}  # fmt: skip


class Answer(Struct, frozen=True):
    """One filler of ours and the sentences that it was read from."""

    value: str
    words: frozenset[str]
    shown: str
    size: int = 1


class Incident(Struct, frozen=True):
    """One Event in the words of the keys."""

    event: Event
    words: frozenset[str]
    numbers: tuple[Answer, ...]
    effects: tuple[Answer, ...]
    organisations: tuple[Answer, ...]
    when: Days
    where: tuple[str, ...]
    where_names: frozenset[str]
    shown: str
    told: bool  # whether the text says when or where it was


def incidents(extraction: Extraction, day: date | None) -> list[Incident]:
    """The Events of one text that the keys would have."""
    ledger = fold([extraction])
    levels = {report.id: report.level for report in extraction.reports}
    claims: dict[str, list[Claim]] = {}
    for claim in ledger.claims:
        claims.setdefault(claim.report, []).append(claim)
    anchors = {report.id: report.anchor for report in extraction.reports}
    found = []
    for event in ledger.events:
        if event.type not in ("ASSAULT", "COERCE") or all(levels.get(each) == "aggregate" for each in event.reports):
            continue
        own = [claim for report in event.reports for claim in claims.get(report, ())]
        spans = [(anchors[each].start, anchors[each].end) for each in event.reports]
        incident = _incident(event, own, spans, extraction.document.text, day)
        if _kept(incident):
            found.append(incident)
    return found


def _incident(
    event: Event, claims: Sequence[Claim], spans: list[tuple[int, int]], text: str, day: date | None
) -> Incident:
    by_id = {claim.id: claim for claim in claims}
    spans = spans + [(span.start, span.end) for claim in claims for span in claim.evidence if claim.question != "where"]
    numbers: dict[tuple[str, str], Answer] = {}
    effects: dict[tuple[str, str], Answer] = {}
    for finding, account in _figures(event):
        evidence = [(span.start, span.end) for each in account.claims if each in by_id for span in by_id[each].evidence]
        quantity = next((by_id[each].value for each in account.claims if each in by_id), None)
        if not isinstance(quantity, Quantity):
            continue
        said = " ".join(text[start:end] for start, end in evidence)
        words = content(_sentences(text, evidence) + " " + (finding.item or ""))
        if finding.question == "captured" and "Abduction" not in (event.subtype or ""):
            continue  # an arrest
        if finding.item in REBELS:
            continue  # a guerrilla is no target of these incidents, by the guide
        nought, size = quantity.high == 0, quantity.exact or 1
        shown = f"{finding.question} {finding.item} {_number(quantity)} <{' '.join(said.split())}>"
        if not nought:
            number = _number(quantity)
            numbers.setdefault((number, finding.item or ""), Answer(number, words, shown, size))
        if finding.question in EFFECTS:
            effect = f"NO {EFFECTS[finding.question]}" if nought else EFFECTS[finding.question]
        elif finding.question == "casualties" and nought:
            effect = "NO INJURY OR DEATH"
        else:
            continue
        effects.setdefault((effect, f"{finding.item} {_number(quantity)}"), Answer(effect, words, shown, size))
    place = event.where
    country = COUNTRIES.get(place.country or "", place.country or "") if place else ""
    names = frozenset(plain(each).casefold() for each in (place.name, place.said) if each) if place else frozenset()
    told = place is not None and not _is_concluded(claims, place.name)
    where = (
        (country, place.name)
        if place and told and place.country and plain(place.name).upper() != country
        else (country,)
    )
    names = names | _named_beside(claims, country) if told else frozenset()
    where = where if country else _country_of_a_party(event)
    return Incident(
        event=event, words=content(_sentences(text, spans)), numbers=tuple(numbers.values()),
        effects=_joined(effects.values()), organisations=_organisations(claims, text),
        when=_days(event.when, day, by_default=_is_default(claims, event.when)), where=where, where_names=names,
        shown=f"{event.type} {event.subtype} {[each.shown for each in effects.values()]} "
        + " / ".join(" ".join(text[start:end].split()) for start, end in spans[:3]),
        told=any(claim.question in ("when", "where") and claim.factuality != "PR+" for claim in claims),
    )  # fmt: skip


def _is_arms(finding: Finding) -> bool:
    """Whether what was captured are arms, by the item lexicon's classes."""
    item = LEXICON.item_of(finding.item) if finding.question == "captured" and finding.item else None
    return finding.question == "captured" and (item is None or item.class_ not in MEN)


def _figures(event: Event) -> list[tuple[Finding, Account]]:
    """Each finding on people with the account that is told as the key would: affirmed, newest, not worked out."""
    figures: list[tuple[Finding, Account]] = []
    for finding in event.findings:
        told = [each for each in finding.accounts if not each.derived and not each.factuality.endswith("-")]
        if finding.question in PEOPLE and told and not _is_arms(finding):
            figures.append((finding, told[0]))
    kept = []
    for finding, account in figures:
        parts = [other for each, other in figures if each.question == finding.question and each is not finding]
        if (
            finding.item == "people"
            and len(parts) > 1
            and account.low
            and account.low == sum(each.low or 0 for each in parts)
        ):
            continue
        kept.append((finding, account))
    return kept


def _number(quantity: Quantity) -> str:
    if quantity.exact is not None:
        return f"~{quantity.exact}" if quantity.approx and quantity.exact > 2 else str(quantity.exact)
    if quantity.high is None:
        return "PLURAL" if quantity.approx or (quantity.low or 0) < 3 else f"{quantity.low}-"
    return f"{quantity.low}-{quantity.high}" if quantity.low else f"-{quantity.high}"


def _joined(effects: Iterable[Answer]) -> tuple[Answer, ...]:
    """NO DEATH and NO INJURY of one sentence are one filler."""
    found = list(effects)
    no = {each.value: each for each in found if each.value.startswith("NO ")}
    if "NO DEATH" in no and "NO INJURY" in no:
        both = Answer("NO INJURY OR DEATH", no["NO DEATH"].words | no["NO INJURY"].words, no["NO DEATH"].shown)
        return (*(each for each in found if each.value not in ("NO DEATH", "NO INJURY")), both)
    return tuple(found)


def _organisations(claims: Iterable[Claim], text: str) -> tuple[Answer, ...]:
    """Each actor once, as far as the report commits itself to it: admitted over fact over accused."""
    ranks = ("CLAIMED OR ADMITTED", "REPORTED AS FACT", BY_AUTHORITIES, ACCUSED, POSSIBLE)
    best: dict[str, Answer] = {}
    for claim in claims:
        if claim.question != "actor" or not isinstance(claim.value, Name) or claim.factuality.endswith("-"):
            continue
        name = claim.value.name
        said = claim.value.said or name
        if claim.value.id is None and name.islower() and not ORGANISATION.search(name):
            continue  # "guerrillas", "drug traffickers": individuals in the keys, and no organisation
        if claim.origin.name == name or (claim.value.id is not None and claim.origin.side == claim.value.id):
            value = ranks[0]
        elif claim.factuality == "PS+":
            value = POSSIBLE
        elif claim.attribution == "none" or claim.origin.kind == "media":
            value = "REPORTED AS FACT" if claim.factuality == "CT+" else ACCUSED
        else:
            value = BY_AUTHORITIES if claim.origin.kind in AUTHORITIES else ACCUSED
        shown = f"{name} {value} <{' '.join(' '.join(text[s.start : s.end] for s in claim.evidence).split())}>"
        answer = Answer(value, content(f"{name} {said}"), shown)
        if name not in best or ranks.index(value) < ranks.index(best[name].value):
            best[name] = answer
    return tuple(best.values())


def _named_beside(claims: Iterable[Claim], country: str) -> frozenset[str]:
    """The other places in that country that the happening is told to be at: with the first they make up the key's chain."""
    values = [claim.value for claim in claims if claim.question == "where" and claim.factuality != "PR+"]
    places = [each for each in values if isinstance(each, Place)]
    return frozenset(
        plain(name).casefold()
        for each in places
        if COUNTRIES.get(each.country or "", each.country) == country
        for name in (each.name, each.said)
        if name
    )


def _country_of_a_party(event: Event) -> tuple[str, ...]:
    """Without a place, the country of those it was done to, or by, where it is one of the nine."""
    sides = [each.id for each in (*event.recipient, *event.actor) if each.id in NINE]
    return (NINE[sides[0]],) if sides else ()


def _is_concluded(claims: Iterable[Claim], name: str) -> bool:
    """Whether a place is only concluded, from the dateline or from other sentences: the keys want no more than its country."""
    told = [claim for claim in claims if claim.question == "where" and getattr(claim.value, "name", None) == name]
    return bool(told) and all(claim.factuality == "PR+" for claim in told)


def _is_default(claims: Iterable[Claim], when: When | None) -> bool:
    """Whether a day was only concluded from a dateline or a statement: that day or the one before."""
    told = [claim for claim in claims if claim.question == "when"]
    days = when.days() if when else None
    if not told:
        return True  # the ledger's own: nobody says it
    return days is not None and days[0] < days[1] and when is not None and when.precision == "day" and all(
        claim.factuality == "PR+" for claim in told
    )  # fmt: skip


def _days(when: When | None, day: date | None, *, by_default: bool) -> Days:
    days = when.days() if when else None
    if when is not None and days is not None and by_default:
        return None, days[1]
    if when is None or days is None or (WEEKDAY.search(when.said) and not DIGIT.search(when.said)):
        return None, day
    return days[0], days[0] if when.precision == "night" else days[1]


def _kept(incident: Incident) -> bool:
    """Whether the keys' guide would have such an incident."""
    parties = {each.id for each in (*incident.event.actor, *incident.event.recipient)}
    where = incident.event.where
    if where is not None and where.country and where.country not in NINE and not parties & set(NINE):
        return False
    figures = _figures(incident.event)
    if figures and not incident.told and all(_is_vague(account) for _, account in figures):
        return False  # "many judges have been killed": nothing specific, says the guide
    harmed = [each.item for each, _ in figures if each.question in EFFECTS]
    things = any(finding.question in THINGS for finding in incident.event.findings)
    aimed_at = incident.numbers or incident.effects or incident.event.target
    if not (aimed_at or things or "Abduction" in (incident.event.subtype or "")):
        return False  # "guerrillas attacked on Tuesday", "two were arrested": the keys want a target
    things = things or any(not content(target.name) & ARMED for target in incident.event.target)
    return not harmed or things or any(item not in FIGHTING for item in harmed)


def _is_vague(account: Account) -> bool:
    """ "Many", "more than 1,000": no ceiling, and no known group either ("the priests" are two or more)."""
    return account.high is None and (account.low or 0) != 2


def _sentences(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The sentences that the spans stand in."""
    ends = [0, *(match.end() for match in SENTENCE_END.finditer(text)), len(text)]
    found = []
    for start, end in spans:
        first = max((each for each in ends if each <= start), default=0)
        last = min((each for each in ends if each >= end), default=len(text))
        found.append(text[first:last])
    return " ".join(found)


def content(words: str) -> frozenset[str]:
    """Content words, folded, without the marks of a plural."""
    found = set()
    for word in re.findall(r"\w+", plain(words).casefold()):
        if word not in SMALL and len(word) > 1:
            word = re.sub(r"(police|gun|wo|sea|crew|clergy|^)men$", r"\1man", word)
            found.add(re.sub(r"(?<=[^s])s$", "", re.sub(r"ies$", "y", word)))
    return frozenset(found)
