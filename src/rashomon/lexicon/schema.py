"""The records of the lexicon: one per thing, speaker, side and target that news reports name.

Each YAML file maps an id to its entry, so that an id cannot stand twice in one file; the id is written into the record
when it is read. Every record lists in ``forms`` what it is called.
"""

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct, field

from rashomon.model import SpeakerKind

Wikidata = Annotated[str, Meta(pattern=r"^Q[1-9][0-9]*$")]
Text = Annotated[str, Meta(min_length=1)]

EquipmentClass = Literal[
    "missile", "ballistic missile", "cruise missile", "anti-aircraft missile", "anti-ship missile", "anti-tank missile",
    "rocket", "bomb", "shell", "explosive", "small arms", "artillery", "rocket artillery", "drone", "naval drone",
    "aircraft", "helicopter", "ship", "submarine", "tank", "armoured vehicle", "air defence", "electronic warfare",
    "radar",
]  # fmt: skip
EquipmentRole = Literal["weapon", "defence", "sensor", "platform", "both"]
SideKind = Literal["state", "group", "party", "alliance"]
ItemClass = Literal[
    "munition", "drone", "aircraft", "person", "civilian", "child", "military", "building", "vehicle",
    "infrastructure", "ship", "explosion", "location", "air defence", "weapon system", "animal",
]  # fmt: skip
TargetClass = Literal["military", "civilian", "dual", "unknown"]
TitleSide = Literal["place", "none"]
TermKind = Literal["equipment", "speaker", "office", "channel", "side", "item", "target"]
Via = Literal["name", "metonym", "demonym", "forces"]


class Form(Struct, frozen=True):
    """One way to write an entry. ``context`` is true where it counts only beside a word such as "channel"."""

    text: str
    kind: TermKind
    id: str
    via: Via = "name"
    context: bool = False


class EquipmentEntry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One weapon, defence, sensor or platform, or a class of them.

    ``parent`` is the entry it is a kind of; the file may leave ``class`` and ``role`` to the parent. ``both`` is what
    strikes and defends (an S-300 fired at the ground). ``wikidata`` is a Q-id, ``made_in`` ISO 3166-1 alpha-2.
    """

    id: str
    name: Text
    class_: EquipmentClass = field(name="class")
    role: EquipmentRole
    parent: str | None = None
    aliases: tuple[Text, ...] = ()
    shared: tuple[Text, ...] = ()
    side: str | None = None
    made_in: str | None = None
    wikidata: Wikidata | None = None
    named: bool = True

    def forms(self) -> list[Form]:
        """Return what it is called; ``named: false`` keeps the display name out."""
        names = (self.name, *self.aliases) if self.named else self.aliases
        return [Form(text, "equipment", self.id) for text in names]


class Institution(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A body that speaks. ``metonyms`` are places and buildings that stand for it, ``short`` its later mentions.

    ``short`` forms ("the ministry") name nobody by themselves: ``Lexicon.resolve_short`` picks among those mentioned.
    """

    id: str
    name: Text
    kind: SpeakerKind
    side: str | None = None
    aliases: tuple[Text, ...] = ()
    metonyms: tuple[Text, ...] = ()
    short: tuple[Text, ...] = ()
    shared: tuple[Text, ...] = ()

    def forms(self) -> list[Form]:
        """Return what it is called, without the short forms."""
        named = [Form(text, "speaker", self.id) for text in (self.name, *self.aliases)]
        return named + [Form(text, "speaker", self.id, "metonym") for text in self.metonyms]


class InstitutionTemplate(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One institution that many states have. ``{side}`` ``{country}`` ``{demonym}`` are filled in for each of them."""

    name: Text
    kind: SpeakerKind
    sides: tuple[str, ...]
    aliases: tuple[Text, ...] = ()
    short: tuple[Text, ...] = ()


class InstitutionFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``institutions.yaml``: templates, then the institutions named one by one, which win over a template's."""

    templates: dict[str, InstitutionTemplate]
    institutions: dict[str, Any]


class Office(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A title or a role word: "governor", "residents", "Telegram channel".

    ``group``: needs no person's name to be a speaker. ``side_from``: takes its side from the demonym or place beside
    it. ``institution``: the id of the institution it speaks for, with ``{side}`` for that side.
    """

    id: str
    name: Text
    kind: SpeakerKind
    group: bool = False
    side_from: TitleSide = "none"
    institution: str | None = None
    aliases: tuple[Text, ...] = ()
    shared: tuple[Text, ...] = ()

    def forms(self) -> list[Form]:
        """Return what it is called."""
        return [Form(text, "office", self.id) for text in (self.name, *self.aliases)]


class Holder(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A holder, now or once, of one of the highest public offices, whom news names without the office.

    ``side`` and ``institution`` are those of the office. Nobody else belongs here.
    """

    id: str
    name: Text
    side: str
    institution: str | None = None
    kind: SpeakerKind = "official"
    aliases: tuple[Text, ...] = ()
    shared: tuple[Text, ...] = ()

    def forms(self) -> list[Form]:
        """Return the full name and the short ones."""
        return [Form(text, "speaker", self.id) for text in (self.name, *self.aliases)]


class OfficeFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``offices.yaml``: titles and role words, then the few holders."""

    offices: dict[str, Any]
    holders: dict[str, Any]


class Channel(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A channel or account that reports. ``bare`` false: also a common word, so only near "channel" or "Telegram"."""

    id: str
    name: Text
    kind: SpeakerKind = "media"
    side: str | None = None
    bare: bool = True
    aliases: tuple[Text, ...] = ()
    shared: tuple[Text, ...] = ()

    def forms(self) -> list[Form]:
        """Return what it is called."""
        return [Form(text, "channel", self.id, context=not self.bare) for text in (self.name, *self.aliases)]


class Side(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A state (id ISO 3166-1 alpha-2), armed group (id a slug), political party without fighters or alliance.

    ``capitals`` are the metonyms ("Kyiv"), ``forces`` are names of its armed forces beyond "<demonym> forces", which
    every demonym gives by itself. ``adjective`` is the demonym that combines ("Ukrainian").
    """

    id: str
    name: Text
    kind: SideKind = "state"
    adjective: str | None = None
    people: tuple[Text, ...] = ()
    aliases: tuple[Text, ...] = ()
    capitals: tuple[Text, ...] = ()
    forces: tuple[Text, ...] = ()
    shared: tuple[Text, ...] = ()

    @property
    def demonyms(self) -> tuple[str, ...]:
        """The adjective, then the words for its people."""
        return (*((self.adjective,) if self.adjective else ()), *self.people)

    def forms(self) -> list[Form]:
        """Return what it is called, without the generated "<demonym> forces"."""
        return (
            [Form(text, "side", self.id) for text in (self.name, *self.aliases)]
            + [Form(text, "side", self.id, "demonym") for text in dict.fromkeys(self.demonyms)]
            + [Form(text, "side", self.id, "metonym") for text in self.capitals]
            + [Form(text, "side", self.id, "forces") for text in self.forces]
        )


class SideFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``sides.yaml``: the words for a state's forces, the states, then armed groups and alliances."""

    forces: tuple[Text, ...]
    states: dict[str, Any]
    groups: dict[str, Any]


class Item(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a count counts. ``name`` is the contract's word ("people"); ``parent`` the whole that it is a part of."""

    id: str
    name: Text
    class_: ItemClass = field(name="class")
    parent: str | None = None
    aliases: tuple[Text, ...] = ()
    shared: tuple[Text, ...] = ()

    def forms(self) -> list[Form]:
        """Return what it is called."""
        return [Form(text, "item", self.id) for text in (self.name, *self.aliases)]


class Target(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A kind of place or thing that is struck, and whether it is military, civilian or either."""

    id: str
    name: Text
    class_: TargetClass = field(name="class")
    aliases: tuple[Text, ...] = ()
    shared: tuple[Text, ...] = ()

    def forms(self) -> list[Form]:
        """Return what it is called."""
        return [Form(text, "target", self.id) for text in (self.name, *self.aliases)]
