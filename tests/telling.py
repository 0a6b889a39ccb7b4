"""Short tellings to Extractions: the vocabulary in which the cases of linking, reconciling and folding are written.

A telling is a list of documents. Each has an id, and may have publisher, published, text and reports; a report is a
mapping from question to answer (``when``, ``where``, ``weapon`` ...) with attributed claims under ``says``, such as
``{who: mod, launched: 6, item: ATACMS, means: Pantsir, of: intercepted, fact: CT-, as_of: 2024-12-11}``; without
``who`` it is the outlet's own voice. A figure is 6, "6..", "..6", "3..5" or "~40".
"""

from types import SimpleNamespace

from rashomon.model import QUESTIONS, Claim, Document, Extraction, Rare, Report, Span, Speaker
from rashomon.values import Name, Place, Quantity, When

SPEAKERS = {
    "mod": Speaker(id="ru-mod", name="Defence Ministry of A", kind="military", side="RU"),
    "gov": Speaker(id="governor-rostov", name="Governor", kind="official", side="RU"),
    "staff": Speaker(id="ua-staff", name="General Staff of B", kind="military", side="UA"),
    "mayor": Speaker(id="mayor", name="Mayor", kind="official", side="UA"),
    "locals": Speaker(id="residents", name="residents", kind="witness"),
    "medic": Speaker(id="medic", name="hospital", kind="medic"),
    "group": Speaker(id="ngo", name="monitors", kind="ngo"),
    "officials": Speaker(id="official-ru", name="Officials of A", kind="official", side="RU"),
    "troops": Speaker(id="forces-ru-mod", name="Defence Ministry of A, forces", kind="military", side="RU"),
    "region": Speaker(id="rostov-administration", name="Rostov regional administration", kind="official", side="RU"),
    "crews": Speaker(id="rescuers", name="rescuers", kind="official"),
    "movement": Speaker(id="movement", name="Movement", kind="party", side="movement"),
}
# key, name, country, admin1, latitude, longitude, where_prec, radius in km, gazetteer id
_PLACES = (
    ("taganrog", "Taganrog", "RU", "Rostov", 47.236, 38.897, 1, 8.0, "1"),
    ("airfield", "Taganrog airfield", "RU", "Rostov", 47.198, 38.849, 1, 2.0, None),
    ("azov", "Azov", "RU", "Rostov", 47.11, 39.42, 1, 4.0, "11"),
    ("rostov-region", "Rostov region", "RU", "Rostov", 47.7, 41.0, 4, 200.0, "3"),
    ("kursk-region", "Kursk region", "RU", "Kursk", 51.7, 36.2, 4, 110.0, "4"),
    ("kursk", "Kursk", "RU", "Kursk", 51.73, 36.19, 1, 10.0, "5"),
    ("lgov", "Lgov", "RU", "Kursk", 51.66, 35.26, 1, 4.0, "6"),
    ("odesa", "Odesa", "UA", "Odesa", 46.482, 30.723, 1, 12.0, "7"),
    ("kharkiv", "Kharkiv", "UA", "Kharkiv", 49.99, 36.23, 1, 14.0, "8"),
    ("ukraine", "Ukraine", "UA", None, 48.4, 31.2, 6, 700.0, "9"),
    ("russia", "Russia", "RU", None, 60.0, 90.0, 6, 4000.0, "10"),
)
PLACES = {
    key: Place(name=name, country=country, admin1=admin1, latitude=latitude, longitude=longitude, precision=precision,
               radius_km=radius, gazetteer="g" if number else None, gazetteer_id=number)
    for key, name, country, admin1, latitude, longitude, precision, radius, number in _PLACES
} | {"village": Place(name="Novaya", country="RU")}  # fmt: skip


def thing_of(name, class_, parent=None, role="weapon", side=None):
    return SimpleNamespace(name=name, class_=class_, parent=parent, role=role, side=side, aliases=())


LEXICON = SimpleNamespace(
    equipment={
        "missile": thing_of("missile", "missile"),
        "ballistic-missile": thing_of("ballistic missile", "ballistic missile", "missile"),
        "cruise-missile": thing_of("cruise missile", "cruise missile", "missile"),
        "drone": thing_of("drone", "drone"),
        "atacms": thing_of("ATACMS", "ballistic missile", "ballistic-missile"),
        "storm-shadow": thing_of("Storm Shadow", "cruise missile", "cruise-missile"),
        "kalibr": thing_of("Kalibr", "cruise missile", "cruise-missile"),
        "shahed": thing_of("Shahed", "drone", "drone"),
        "pantsir": thing_of("Pantsir", "air defence", role="defence", side="RU"),
        "s-400": thing_of("S-400", "air defence", role="defence"),
    },
    items={
        "munitions": thing_of("munitions", "munition"),
        "missiles": thing_of("missiles", "munition", "munitions"),
        "drones": thing_of("drones", "drone", "munitions"),
        "people": thing_of("people", "person"),
        "civilians": thing_of("civilians", "civilian", "people"),
        "children": thing_of("children", "child", "people"),
        "military": thing_of("military personnel", "military", "people"),
        "fighters": thing_of("fighters", "military", "military"),
        "teachers": thing_of("teachers", "civilian", "people"),
        "adults": thing_of("adults", "person", "people"),
        "guards": thing_of("guards", "person", "people"),
    },
    sides={"RU": SimpleNamespace(name="Russia", aliases=()), "UA": SimpleNamespace(name="Ukraine", aliases=())},
    institutions={"ru-mod": SimpleNamespace(name="Russian Defence Ministry", side="RU")},
)
COUNT_KEYS = {"who", "item", "means", "of", "fact", "as_of", "id", "denies", "via"}


def extraction(telling):
    """One document's telling as an Extraction."""
    name = telling["id"]
    publisher = telling.get("publisher", f"Outlet {name}")
    text = telling.get("text") or f"Told by {name}. " + " ".join(f"word{name}{i}" for i in range(40))
    published = telling.get("published", "2024-12-11")
    document = Document.of(
        text, id=name, publisher=publisher, published=str(published) if published else None, title=telling.get("title")
    )
    outlet = Speaker(id=f"outlet-{publisher.lower().replace(' ', '-')}", name=publisher, kind="media")
    reports, claims, ids = [], [], {}
    spans = iter(Span(start=i, end=i + 1, text=text[i]) for i in range(len(text)))
    for key, answers in telling.get("reports", {"r": {}}).items():
        covers = tuple(f"{name}-{part}" for part in answers.get("covers", ()))
        level = answers.get("level", "aggregate" if covers else "event")
        report = Report(
            id=f"{name}-{key}", document=name, type=answers.get("type", "ASSAULT"), anchor=next(spans), level=level,
            covers=covers, rare=Rare(unmet=tuple(answers.get("unmet", ())), met=tuple(answers.get("met", ()))),
        )  # fmt: skip
        reports.append(report)
        bare = telling.get("bare", False) or level == "aggregate"
        claims += _claims(report, answers, outlet, spans, bare=bare, ids=ids)
    return Extraction(document=document, reports=tuple(reports), claims=tuple(claims))


def extractions(tellings):
    """Every document's telling."""
    return [extraction(telling) for telling in tellings]


def quantity(figure):
    """6, "6..", "..6", "3..5" or "~40" as a Quantity."""
    text = str(figure)
    approx, text = text.startswith("~"), text.lstrip("~")
    if ".." not in text:
        return Quantity(low=int(text), high=int(text), approx=approx, said=text)
    low, high = text.split("..")
    return Quantity(low=int(low or 0), high=int(high) if high else None, approx=approx, said=text)


def when(said):
    """A date, "XXXX-12-11", "night 2024-12-10/2024-12-11", "week 2024-12-09/2024-12-15" or a UTC instant as a When."""
    text = str(said)
    if text.startswith("XXXX"):
        return When(edtf=text, start=None, end=None, precision="day", said=text)
    precision, _, rest = text.rpartition(" ")
    if "T" in rest:
        return When(edtf=rest, start=rest, end=rest, precision="minute", zone="Europe/Moscow", said=text)
    first, _, last = rest.partition("/")
    return When(edtf=rest, start=first, end=last or first, precision=precision or "day", said=text)


def name(said):
    """An id or a name as a Name: lower case is an id."""
    entry = LEXICON.equipment.get(said)
    if entry:
        return Name(name=entry.name, id=said, said=said)
    side = LEXICON.sides.get(said)
    return Name(name=side.name, id=said, said=said) if side else Name(name=said, said=said)


def value(question, said):
    """An answer to a question in the record that it takes."""
    if question == "when" or question == "deadline":
        return when(said)
    if question in ("where", "launched_from"):
        return PLACES[said]
    return quantity(said) if QUESTIONS[question] is Quantity else name(said)


def _claims(report, answers, outlet, spans, *, bare, ids):
    defaults = {} if bare else {"when": "2024-12-11", "where": "taganrog"}
    for question, said in {**defaults, **answers}.items():
        if question not in QUESTIONS or said is None:
            continue
        for one in said if isinstance(said, list) else [said]:
            answer = value(question, one)
            yield Claim.of(report=report, question=question, value=answer, speakers=[outlet], evidence=[next(spans)])
    for telling in answers.get("says", ()):
        question = next(key for key in telling if key not in COUNT_KEYS)
        own = "who" not in telling
        chain = [outlet] if own else [SPEAKERS[telling["who"]], *(SPEAKERS[v] for v in telling.get("via", ())), outlet]
        claim = Claim.of(
            report=report, question=question, value=value(question, telling[question]), speakers=chain,
            evidence=[next(spans)], item=telling.get("item"), by=telling.get("means"), subset_of=telling.get("of"),
            factuality=telling.get("fact", "CT+"), attribution="none" if own else "explicit",
            denies=ids.get(telling.get("denies"), telling.get("denies")),
            as_of=str(telling["as_of"]) if "as_of" in telling else None,
        )  # fmt: skip
        if "id" in telling:
            ids[telling["id"]] = claim.id
        yield claim
