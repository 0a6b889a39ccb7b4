"""Who did it, by whose word: responsibility claimed, blame laid, suspicion voiced."""

import pytest

from rashomon.extract import Extractor
from rashomon.model import Document
from rashomon.values import Name


def actors(extractor: Extractor, text: str) -> set[tuple[str, str, str]]:
    """Each actor of the attacks that a text tells of, with who says so first and how sure it is."""
    document = Document.of(text, publisher="A Wire", published="1990-05-04")
    extraction = extractor.extract(document)
    attacks = {report.id for report in extraction.reports if report.type == "ASSAULT"}
    return {
        (claim.value.name, claim.origin.name, claim.factuality)
        for claim in extraction.claims
        if claim.report in attacks and claim.question == "actor" and isinstance(claim.value, Name)
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A bomb killed three people outside a bank in Cali last night. The Extraditables claimed responsibility for the attack.",
            ("Extraditables", "Extraditables", "CT+"),
        ),
        (
            "Two policemen were killed in an ambush near Ayacucho on Monday. The interior minister blamed the Shining Path for it.",
            ("Shining Path", "Peruvian interior minister", "CT+"),
        ),
        (
            "Three men were killed in Bogota on Tuesday. The murders were attributed to drug traffickers.",
            ("drug traffickers", "A Wire", "PR+"),
        ),
        (
            "President Cruz accused the army of killing 12 peasants in Chalatenango on Sunday.",
            ("army", "Cruz, president", "CT+"),
        ),
        (
            "Four miners were killed near Oruro on Friday. The attack was carried out by members of the Tupac Katari Guerrilla Army.",
            ("Tupac Katari Guerrilla Army", "A Wire", "CT+"),
        ),
        (
            "The ELN said that the group had killed two soldiers in Arauca on Monday.",
            ("ELN", "ELN", "CT+"),
        ),
        (
            "Three men were killed in Oruro on Friday by a group of rebels from the Revolutionary Armed Forces of Colombia.",
            ("FARC", "A Wire", "CT+"),
        ),
        (
            "Six people were killed in Ilobasco last night by a group of gunmen from the Popular Liberation Forces.",
            ("Popular Liberation Forces", "A Wire", "CT+"),
        ),
        (
            "A bomb destroyed a wing of the university in Orsa today. "
            "We hold President Cruz's government and the Armed Forces High Command responsible for this attack.",
            ("President Cruz's government", "A Wire", "CT+"),
        ),
        (
            "The National Guard murdered student Luis Prado near Acajutla on Monday.",
            ("National Guard", "A Wire", "CT+"),
        ),
        (
            "Troops of the 6th Infantry Brigade killed two peasants in Usulutan on Monday.",
            ("6th Infantry Brigade", "A Wire", "CT+"),
        ),
        ("Sierra Battalion troops killed two peasants in Usulutan on Monday.", ("Sierra Battalion", "A Wire", "CT+")),
        (
            "Forty people were killed in Bogota on Monday. A station received a call from the Extraditables, "
            "who said they were responsible for the action.",
            ("Extraditables", "The Extraditables", "CT+"),
        ),
        (
            "Three people were killed in Lima on Monday. A spokesman for the Shining Path said that his group carried out the attack.",
            ("Shining Path", "Shining Path", "CT+"),
        ),
        (
            "Three people were killed by a bomb in Lima on Monday. The attackers belonged to the Shining Path.",
            ("Shining Path", "A Wire", "CT+"),
        ),
        (
            "Three people were shot dead in Lima on Monday. The attackers identified themselves as members of the Shining Path.",
            ("Shining Path", "A Wire", "PR+"),
        ),
        (
            "Three people were killed by a bomb in Lima on Monday. Leaflets of the Shining Path were found at the scene.",
            ("Shining Path", "A Wire", "PS+"),
        ),
        (
            "Three people were killed by a bomb in Lima on Monday. The attack bears the hallmarks of the Shining Path.",
            ("Shining Path", "A Wire", "PS+"),
        ),
        (
            "Three people were killed in Lima on Monday. Three members of the Shining Path were arrested in connection with the attack.",
            ("Shining Path", "A Wire", "PR+"),
        ),
        (
            "A bomb placed by Shining Path guerrillas killed two people in Lima on Monday.",
            ("Shining Path", "A Wire", "CT+"),
        ),
        (
            "The mayor of Huanta was killed on Monday by alleged members of the Shining Path.",
            ("Shining Path", "A Wire", "PR+"),
        ),
        (
            "President Cruz has blamed FMLN guerrillas for the murder of two priests in San Salvador on Friday.",
            ("FMLN", "Cruz, president", "CT+"),
        ),
        (
            "The killing of two missionaries in La Paz on Friday was claimed by a self-styled Sierra Liberation Army group.",
            ("Sierra Liberation Army", "Sierra Liberation Army", "CT+"),
        ),
        (
            "Two people were killed in Arauca on Friday. The bombing was the work of the ELN.",
            ("ELN", "A Wire", "CT+"),
        ),
        (
            "Two people were killed in Arauca on Friday. The police found documents linking the ELN with the attack.",
            ("ELN", "A Wire", "PS+"),
        ),
        ("Two people were killed in Arauca on Friday. It could have been the ELN.", ("ELN", "A Wire", "PS+")),
        (
            "Two people were killed in Arauca on Friday. It is presumed that the action involved commandos of the ELN.",
            ("ELN", "A Wire", "PR+"),
        ),
        ("Two people were killed in Arauca on Friday. The ELN said it had killed them.", ("ELN", "ELN", "CT+")),
        (
            "Two people were killed in Arauca on Friday. The army holds the ELN responsible.",
            ("ELN", "Colombian armed forces", "CT+"),
        ),
        (
            "Two people were killed in Arauca on Friday. According to the army, the attackers were ELN guerrillas.",
            ("ELN", "Colombian armed forces", "CT+"),
        ),
        (
            "Bishop Prado charged the army with the murder of two priests in San Salvador on Monday.",
            ("army", "Bishop Prado", "CT+"),
        ),
    ],
)
def test_whose_word_names_the_actor(extractor: Extractor, text: str, expected: tuple[str, str, str]) -> None:
    assert expected in actors(extractor, text)


@pytest.mark.parametrize(
    "text",
    [
        "Two men were killed in Lima on Monday. Nobody claimed responsibility for the attack.",
        "Two men were killed in Lima on Monday. The minister did not blame the Shining Path for the attack.",
        "Two men were killed in Lima on Monday. The opposition blamed the president for the crisis.",
        "Two men were killed in Lima on Monday. Three members of the Shining Path were arrested in Cusco in May.",
        "Two men were killed in Lima on Monday. The MRTA said that the minister was cruel and that it had rained.",
        "Two men were killed in Lima on Monday. The students painted a flag on the wall of the church.",
    ],
)
def test_nobody_is_named(extractor: Extractor, text: str) -> None:
    assert actors(extractor, text) == set()


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Salvadoran guerrillas killed two farmers in Morazan on Monday.", "El Salvador"),
        ("The army said rebels burned a bus in Morazan on Monday. The ARENA party condemned the rebels.", "ARENA"),
        ("The Shining Path claimed the bomb that killed Peruvian engineer Luis Prado in Lima on Monday.", "Peru"),
        (
            "CLANDESTINE, 3 MAR 90 (RADIO VENCEREMOS, voice of the FMLN) -- The FMLN said that the armed forces bombed a school "
            "in Morazan on Monday, wounding two children.",
            "FMLN",
        ),
    ],
)
def test_nobody_else_is_the_doer(extractor: Extractor, text: str, wrong: str) -> None:
    assert wrong not in {name for name, _, _ in actors(extractor, text)}


def test_what_one_accuses_another_of_is_the_accusers_word(extractor: Extractor) -> None:
    document = Document.of(
        "Bishop Prado accused the army of killing 12 peasants in Chalatenango on Sunday.", publisher="A Wire"
    )
    killed = [claim for claim in extractor.extract(document).claims if claim.question == "killed"]
    assert killed
    assert all(claim.attribution == "explicit" for claim in killed)


def test_an_accusation_without_an_accuser_is_only_probable(extractor: Extractor) -> None:
    document = Document.of(
        "Two officers are accused of murdering six priests in San Salvador in November.", publisher="A Wire"
    )
    killed = [claim for claim in extractor.extract(document).claims if claim.question == "killed"]
    assert [claim.factuality for claim in killed] == ["PR+"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The ELN attacked a barracks in Arauca. The terrorists also burned a gas station in Tame.", "ELN"),
        ("The communique blames certain officers of the armed forces for the murder of six priests.", "armed forces"),
        ("An explosive device presumably abandoned by the FMLN killed two peasants in Morazan.", "FMLN"),
        ("THE NATIONAL GUARD MURDERED TWO STUDENTS IN MORAZAN.", "national guard"),
    ],
)
def test_an_armed_body_is_the_doer(extractor: Extractor, text: str, name: str) -> None:
    claims = extractor.extract(Document.of(text, publisher="A Wire", published="1990-05-04")).claims
    found = {claim.value.name for claim in claims if claim.question == "actor" and isinstance(claim.value, Name)}
    assert name in found
    assert "terrorists" not in found
