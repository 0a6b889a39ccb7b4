"""A made-up world of attacks and of the outlets that tell of them, as Extractions with the truth beside them.

Days pass, on each a fixed number of attacks happens, and each attack is told by a handful of outlets over the next
days: the more reports are asked for, the more days there are, so that a day is as crowded in a small world as in a large one.
What makes it hard is drawn at random, each with its own chance: copies of a text by another outlet, tolls that rise, dates known to a
week or not at all, places known to a region, attacks that resemble one another (the same town the next day, the
next town the same day, the same town some hours later), texts that tell of several attacks and add them up, and a country's
total for a night. Countries are boxes of invented towns under real codes; nothing in it happened.
"""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from msgspec import Struct

from rashomon.model import Claim, Document, Extraction, Report, Span, Speaker
from rashomon.values import Name, Place, Quantity, Value, When

START = date(2015, 1, 1)
ATTACKS_A_DAY = 60
REPORTS_AN_ATTACK = 4.2  # what the chances below come to, measured; it only says how many days to run

COPY, ROUND_UP, SUM, NIGHT_TOTAL, RISES = 0.15, 0.08, 0.5, 0.05, 0.6
WEEK_ONLY, UNDATED, REGION_ONLY = 0.05, 0.03, 0.05
RESEMBLES = 0.15
COUNTRIES = {
    "UA": (46.5, 23.0, 52.0, 39.5), "RU": (50.0, 33.0, 58.0, 50.0), "SY": (32.5, 36.0, 37.0, 42.0),
    "IQ": (30.0, 39.5, 37.0, 47.5), "YE": (13.0, 43.0, 17.5, 51.0), "SD": (10.0, 23.0, 21.0, 36.0),
    "ML": (12.0, -8.0, 19.0, 3.0), "SO": (0.0, 42.0, 11.0, 50.0), "MM": (16.0, 93.0, 26.0, 100.0),
    "AF": (30.0, 61.0, 37.5, 71.0), "CO": (1.0, -77.0, 10.0, -69.0), "CD": (-9.0, 16.0, 4.0, 30.0),
}  # fmt: skip
REGIONS, TOWNS = 10, 20  # regions a country, towns a region
ENEMIES = ("RU", "UA", "north-front", "river-movement", "red-army", "hill-union")
WEAPONS = (
    ("shahed", "Shahed"), ("iskander-m", "Iskander-M"), ("kalibr", "Kalibr"), ("artillery", "artillery"), ("mortar", "mortar"),
    ("car-bomb", "car bomb"), ("rocket", "rocket"), ("glide-bomb", "glide bomb"), ("mine", "mine"), ("small-arms", "small arms"),
)  # fmt: skip
TARGETS = (
    "market", "school", "hospital", "power plant", "bridge", "port", "depot", "barracks", "airfield", "factory", "checkpoint",
    "railway station", "apartment block", "bus", "police station", "mosque", "church", "camp", "refinery", "warehouse",
)  # fmt: skip
VOICES = (
    ("governor", "the governor", "official"), ("ministry", "the defence ministry", "military"), ("medics", "medics", "medic"),
    ("police", "police", "official"), ("residents", "residents", "witness"), ("monitor", "the monitoring group", "ngo"),
)  # fmt: skip
OUTLETS = tuple(f"{one} {other}" for one in ("Daily", "Evening", "Northern", "Free", "New", "United", "River", "Coast")
                for other in ("Herald", "Post", "Courier", "Wire", "Mirror", "Bulletin", "Gazette", "Monitor"))  # fmt: skip
SYLLABLES = [consonant + vowel for consonant in "bdklmnprstv" for vowel in "aeiou"]
FILLERS = (
    "Shops stayed shut until {} and the road to {} was closed.", "Crews worked through the {} with cutters from {}.",
    "A {} burned behind the line of {} for most of that time.", "Windows broke in {} streets around the {}.",
    "Trains ran {} minutes late past the {}.", "The {} had been repaired only {} weeks before.",
    "People queued for {} near the {} as they had the day before.", "Smoke drifted over the {} towards {}.",
    "Nobody could say when the {} would open to {} again.", "The council met at {} to speak of {}.",
    "A column of {} passed the {} in silence.", "Schools near the {} sent {} classes home.",
)  # fmt: skip
WORDS = (
    "evening", "quarry", "orchard", "terminal", "stadium", "canal", "seven", "forty", "harvest", "water", "bread", "lorries",
    "viaduct", "granary", "substation", "nurses", "cranes", "silo", "tramline", "weir", "eleven", "dusk", "courtyard", "pumps",
    "ferry", "foundry", "archive", "reservoir", "twenty", "villagers", "cyclists", "chapel", "arcade", "boiler", "noon", "sidings",
)  # fmt: skip


class Town(Struct, frozen=True):
    """A town of the world: where it is."""

    place: Place
    region: Place
    country: Place


class Attack(Struct, frozen=True):
    """One happening as it truly was; ``clock`` is the UTC hour and minute, where outlets know it."""

    name: str
    town: Town
    day: date
    clock: str | None
    weapon: tuple[str, str]
    target: str
    actor: str
    killed: int
    injured: int
    launched: int
    told: int


class Telling(Struct, frozen=True):
    """One Extraction with what is true of it: each Report's happening, and the Document that it copies."""

    extraction: Extraction
    truth: dict[str, str]
    copy_of: str | None = None


def tellings(reports: int, seed: int = 0) -> Iterator[Telling]:
    """About ``reports`` Reports, in the order in which their happenings were; the same for the same seed."""
    chance = random.Random(seed)
    towns = _geography(chance)
    days = max(1, round(reports / ATTACKS_A_DAY / REPORTS_AN_ATTACK))
    for step in range(days):
        yield from _Day(chance, towns, START + timedelta(days=step)).tellings()


def _geography(chance: random.Random) -> list[Town]:
    found, number = [], 0
    for code, (south, west, north, east) in COUNTRIES.items():
        middle = ((south + north) / 2, (west + east) / 2)
        country = Place(name=f"Country {code}", country=code, latitude=middle[0], longitude=middle[1], radius_km=700.0, precision=6,
                        gazetteer="world", gazetteer_id=code, said=code)  # fmt: skip
        for _ in range(REGIONS):
            latitude, longitude = chance.uniform(south, north), chance.uniform(west, east)
            title = _name(chance, 3)
            region = Place(name=f"{title} region", country=code, admin1=title, latitude=latitude, longitude=longitude, radius_km=120.0,
                           precision=4, gazetteer="world", gazetteer_id=f"{code}-{title}", said=title)  # fmt: skip
            for _ in range(TOWNS):
                number += 1
                name = _name(chance, chance.choice((3, 4)))
                town = Place(name=name, country=code, admin1=title, latitude=round(latitude + chance.uniform(-1, 1), 4),
                             longitude=round(longitude + chance.uniform(-1, 1), 4), radius_km=5.0, precision=1, gazetteer="world",
                             gazetteer_id=str(number), said=name)  # fmt: skip
                found.append(Town(town, region, country))
    return found


def _name(chance: random.Random, syllables: int) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(syllables)).capitalize()


class _Day:
    """One day's attacks and everything that is written about them."""

    def __init__(self, chance: random.Random, towns: list[Town], day: date) -> None:
        self.chance, self.towns, self.day, self.number = chance, towns, day, 0

    def tellings(self) -> Iterator[Telling]:
        attacks = self._attacks()
        for attack in attacks:
            written: list[tuple[Telling, date]] = []
            for _ in range(attack.told):
                if written and self.chance.random() < COPY:
                    telling = self._copy(*self.chance.choice(written))
                else:
                    telling, published = self._single(attack)
                    written.append((telling, published))
                yield telling
        yield from self._round_ups(attacks)
        for country in sorted({attack.town.country.name for attack in attacks}):
            if self.chance.random() < NIGHT_TOTAL:
                yield from self._night_total([attack for attack in attacks if attack.town.country.name == country])

    def _attacks(self) -> list[Attack]:
        attacks: list[Attack] = []
        while len(attacks) < ATTACKS_A_DAY:
            attack = self._attack(self.chance.choice(self.towns))
            attacks.append(attack)
            if self.chance.random() < RESEMBLES:
                attacks.append(self._resembling(attack))
        return attacks

    def _attack(self, town: Town, clock: int | None = None) -> Attack:
        chance = self.chance
        self.number += 1
        hour = clock if clock is not None else chance.randrange(24)
        killed = int(chance.expovariate(1 / 4))
        return Attack(
            name=f"{self.day:%Y%m%d}-{self.number}", town=town, day=self.day,
            clock=f"{hour:02}:{chance.randrange(60):02}" if clock is not None or chance.random() < 0.2 else None,
            weapon=chance.choice(WEAPONS), target=chance.choice(TARGETS), actor=chance.choice(ENEMIES), killed=killed,
            injured=killed + int(chance.expovariate(1 / 6)), launched=chance.randrange(2, 30), told=1 + int(chance.expovariate(1 / 3)),
        )  # fmt: skip

    def _resembling(self, attack: Attack) -> Attack:
        """Another attack on a day or a place that is nearly this one's, with its weapon or its target."""
        chance = self.chance
        kind = chance.choice(("next day", "next town", "hours later" if attack.clock else "next day"))
        town, clock = attack.town, None
        if kind == "next town":
            beside = [one for one in self.towns if one.region is town.region and one is not town]
            town = chance.choice(beside)
        other = self._attack(town, clock)
        same = {"weapon": attack.weapon} if chance.random() < 0.5 else {"target": attack.target}
        if kind == "next day":
            return _changed(other, day=attack.day + timedelta(days=1), clock=None, **same)
        if kind == "hours later" and attack.clock:
            hour = int(attack.clock[:2])
            return _changed(other, clock=f"{hour + 9 if hour < 14 else hour - 9:02}:30", **same)
        return _changed(other, **same)

    def _single(self, attack: Attack) -> tuple[Telling, date]:
        published = attack.day + timedelta(days=min(5, int(self.chance.expovariate(1.0))))
        name = self._document_name()
        page = _Page(self.chance, name, self.chance.choice(OUTLETS), published)
        report = page.report(attack)
        return Telling(page.extraction(), {report.id: attack.name}), published

    def _copy(self, telling: Telling, published: date) -> Telling:
        """The same text with a word changed, by another outlet on that day or the next."""
        source = telling.extraction.document
        outlet = self.chance.choice(OUTLETS)
        page = _Page(self.chance, self._document_name(), outlet, published + timedelta(days=self.chance.randrange(2)))
        page.repeat(telling.extraction)
        attack = next(iter(telling.truth.values()))
        made = page.extraction()
        return Telling(made, {report.id: attack for report in made.reports}, copy_of=telling.copy_of or source.id)

    def _round_ups(self, attacks: list[Attack]) -> Iterator[Telling]:
        for _ in range(round(len(attacks) * ROUND_UP)):
            first = self.chance.choice(attacks)
            near = [one for one in attacks if one.town.country is first.town.country and one.day == first.day]
            if len(near) < 2:
                continue
            chosen = self.chance.sample(near, min(len(near), self.chance.choice((2, 2, 3))))
            page = _Page(self.chance, self._document_name(), self.chance.choice(OUTLETS), self.day + timedelta(days=1))
            made = {page.report(attack).id: attack.name for attack in chosen}
            if self.chance.random() < SUM:
                total = page.total(sum(attack.killed for attack in chosen), tuple(made))
                made[total.id] = "sum of " + " ".join(sorted(attack.name for attack in chosen))
            yield Telling(page.extraction(), made)

    def _night_total(self, attacks: list[Attack]) -> Iterator[Telling]:
        launched = sum(attack.launched for attack in attacks)
        for _ in range(1 + int(self.chance.expovariate(0.5))):
            page = _Page(self.chance, self._document_name(), self.chance.choice(OUTLETS), self.day + timedelta(days=1))
            report = page.salvo(attacks[0].town.country, self.day, launched)
            yield Telling(page.extraction(), {report.id: f"night {attacks[0].town.country.country} {self.day}"})

    def _document_name(self) -> str:
        return f"w{self.chance.getrandbits(64):016x}"


class _Page:
    """One document as it is written: sentences, and the Claims that stand on them."""

    def __init__(self, chance: random.Random, name: str, outlet: str, published: date) -> None:
        self.chance, self.name, self.published = chance, name, published
        self.outlet = Speaker(id=f"outlet-{outlet.lower().replace(' ', '-')}", name=outlet, kind="media")
        self.text, self.reports, self.claims = "", list[Report](), list[Claim]()

    def report(self, attack: Attack) -> Report:
        """Write of an attack as this outlet knows it on the day."""
        chance, place = self.chance, attack.town.place
        late = (self.published - attack.day).days
        hazy = chance.random()
        vague_day = hazy < WEEK_ONLY + UNDATED
        region = not vague_day and hazy < WEEK_ONLY + UNDATED + REGION_ONLY
        where = attack.town.region if region else place
        span = self.write(
            f"{attack.weapon[1].capitalize()} struck a {attack.target} in {where.name} on {attack.day:%d %B}."
        )
        report = self._open(span)
        if not vague_day:
            self._say(report, "when", _when(attack), span)
        elif hazy < WEEK_ONLY:
            self._say(report, "when", _week(attack.day), span)
        self._say(report, "where", where, span)
        self._say(report, "weapon", Name(name=attack.weapon[1], id=attack.weapon[0], said=attack.weapon[1]), span)
        if chance.random() < 0.7:
            self._say(report, "target", Name(name=attack.target, said=attack.target), span)
        if chance.random() < 0.5:
            self._say(report, "actor", Name(name=attack.actor, id=attack.actor, said=attack.actor), span)
        for question, last in (("killed", attack.killed), ("injured", attack.injured)):
            if chance.random() < 0.75:
                behind = chance.random() < RISES and late < 2 and last > 1
                figure = chance.randrange(1, last) if behind else last
                key, title, kind = chance.choice(VOICES)
                side = attack.town.country.country
                speaker = Speaker(
                    id=f"{key}-{place.gazetteer_id}", name=f"{title} of {place.name}", kind=kind, side=side
                )
                span = self.write(
                    f"{speaker.name.capitalize()} said {figure} people were {question} at the {attack.target}."
                )
                self._say(report, question, _exactly(figure), span, speaker, item="people")
        self.fill()
        return report

    def salvo(self, country: Place, day: date, launched: int) -> Report:
        """Write of all that was launched over a country in a day."""
        span = self.write(f"In all {launched} were launched over {country.name} on {day:%d %B}, the air force said.")
        report = self._open(span)
        self._say(
            report,
            "when",
            When(edtf=f"{day}", start=f"{day}", end=f"{day}", precision="day", said=f"{day:%d %B}"),
            span,
        )
        self._say(report, "where", country, span)
        air = Speaker(id=f"air-force-{country.country}", name="the air force", kind="military", side=country.country)
        self._say(report, "launched", _exactly(launched), span, air, item="munitions")
        self.fill()
        return report

    def total(self, killed: int, covers: tuple[str, ...]) -> Report:
        """Add up the Reports so far."""
        span = self.write(f"In all {killed} people were killed in the {len(covers)} attacks.")
        report = self._open(span, level="aggregate", covers=covers)
        self._say(report, "killed", _exactly(killed), span, item="people")
        return report

    def repeat(self, source: Extraction) -> None:
        """Take over another's text, its last word changed, with the Claims at the same offsets."""
        self.text = source.document.text[: source.document.text.rindex(" ")] + " again."
        names = {report.id: self._open(report.anchor) for report in source.reports}
        for claim in source.claims:
            speakers = (*claim.speakers[:-1], self.outlet)
            self.claims.append(Claim.of(
                report=names[claim.report], question=claim.question, value=claim.value, speakers=speakers,
                evidence=claim.evidence, item=claim.item, attribution=claim.attribution,
            ))  # fmt: skip

    def write(self, sentence: str) -> Span:
        """Append a sentence and give its span."""
        start = len(self.text)
        self.text += sentence + " "
        return Span(start=start, end=start + len(sentence), text=sentence)

    def fill(self) -> None:
        """Append what no outlet shares with another."""
        for pattern in self.chance.sample(FILLERS, 4):
            self.write(pattern.format(self.chance.choice(WORDS), self.chance.choice(WORDS)))

    def extraction(self) -> Extraction:
        """The page as an extractor would have read it."""
        document = Document.of(
            self.text, id=self.name, publisher=self.outlet.name, published=self.published.isoformat()
        )
        return Extraction(document=document, reports=tuple(self.reports), claims=tuple(self.claims))

    def _open(self, anchor: Span, level: str = "event", covers: tuple[str, ...] = ()) -> Report:
        name = f"rep-{self.name[1:]}{len(self.reports)}"
        report = Report(id=name, document=self.name, type="ASSAULT", anchor=anchor, level=level, covers=covers)  # type: ignore[arg-type]
        self.reports.append(report)
        return report

    def _say(self, report: Report, question: str, value: Value, span: Span, speaker: Speaker | None = None,
             item: str | None = None) -> None:  # fmt: skip
        chain = (speaker, self.outlet) if speaker else (self.outlet,)
        self.claims.append(Claim.of(
            report=report, question=question, value=value, speakers=chain, evidence=(span,), item=item,
            attribution="explicit" if speaker else "none",
        ))  # fmt: skip


def _changed(attack: Attack, **fields: object) -> Attack:
    return Attack(**{name: fields.get(name, getattr(attack, name)) for name in Attack.__struct_fields__})  # type: ignore[arg-type]


def _exactly(figure: int) -> Quantity:
    return Quantity(low=figure, high=figure, said=str(figure))


def _when(attack: Attack) -> When:
    day = attack.day.isoformat()
    if attack.clock is None:
        return When(edtf=day, start=day, end=day, precision="day", said=f"{attack.day:%d %B}")
    stamp = f"{datetime.fromisoformat(f'{day}T{attack.clock}'):%Y-%m-%dT%H:%M:00Z}"
    return When(edtf=stamp, start=stamp, end=stamp, precision="minute", zone="UTC", said=attack.clock)


def _week(day: date) -> When:
    first = day - timedelta(days=day.weekday())
    last = first + timedelta(days=6)
    return When(edtf=f"{first}/{last}", start=f"{first}", end=f"{last}", precision="week", said="this week")
