"""What a whole text is about: texts of other worlds tell of no happening, texts of war keep theirs whatever else they name."""

import pytest

from rashomon.extract import Extractor
from rashomon.model import Document

PEACE = {
    "trial": "A jury in Leeds convicted a plumber of murdering two lodgers. The defendant shot both men in the head and fled, "
    "prosecutors said. The judge will pass sentence on Friday.",
    "office shooting": "A former employee walked into the insurance firm's office party on Friday and opened fire, killing two men and "
    "wounding a third, police said. The suspect, 44, was arrested in a nearby store.",
    "earthquake": "A magnitude 6.1 earthquake struck the province of Ilam on Sunday, killing 20 people, injuring 300 and destroying "
    "four villages. Aftershocks hit the area through the night.",
    "fire": "A supermarket in Dorking was destroyed in a fire on Saturday night. Fire crews said that three people were injured and "
    "that several explosions had been heard.",
    "hit and run": "Two women were hit by a car and killed in Queens on Tuesday. The driver, who had been drinking, fled the scene. "
    "It was the third hit and run of the month.",
    "gang": "Three gang members were arrested over the murder of a sheriff's deputy, who was shot outside his home last summer.",
    "takeover": "Shares of the chipmaker jumped after it launched a hostile takeover of its rival. The strike price is 12 dollars. "
    "Investors were hit by losses of 40 million.",
    "match": "The quarterback fired three touchdown passes and the defense attacked from the first quarter. Two players were injured.",
    "climbers": "Two climbers were killed and one was injured in an avalanche on the mountain's north face on Monday.",
    "actress": "The actress died on Thursday at 91 in Los Angeles after a heart attack. She hit Hollywood in 1942.",
}

WAR = {
    "theatre": "Missiles struck a theatre in Poltava on Sunday during a concert, killing 12 people in the audience, among them two "
    "singers and an actress of the festival's cast.",
    "stadium": "Gunmen of the Islamic State attacked a football stadium in Kabul on Friday, killing nine fans before the match.",
    "trial of rebels": "Rebels shot dead four villagers near Goma on Monday, the army said. The commander was sentenced for murder by a "
    "court in 2019 and escaped from prison.",
    "supermarket": "A Russian drone hit a supermarket in Nikopol on Tuesday. Firefighters put out the blaze; three employees of the store "
    "and two customers were wounded.",
    "a priest named Oscar": "Gunmen killed the priest Oscar Prado in Bogota on Monday, the mayor said. "
    "A court and its judges mourned him; the mafia had threatened the senator whom he advised.",
    "no word of war": "Rescuers pulled three more bodies from the wrecked apartment house in Dnipro on Monday, raising the toll to 44.",
}


# Single sentences of a text of war whose words of attack are of something else.
WORDS = (
    "The minister attacked his rival on Monday for visiting the rebels.",
    "The senator blasted the army's leadership on Monday, saying that the drones were late.",
    "On Monday the general launched into a lament about the missiles.",
    "Soldiers' families in Odesa were hit by high prices on Monday.",
    "The army has attack, fighter and remotely piloted aircraft near Mosul.",
)


@pytest.mark.parametrize("text", WORDS)
def test_words_are_no_attacks(extractor: Extractor, text: str) -> None:
    reports = extractor.extract(Document.of(text, published="2024-11-26")).reports
    assert not [report for report in reports if report.type == "ASSAULT"]


@pytest.mark.parametrize("name", PEACE)
def test_peace(extractor: Extractor, name: str) -> None:
    assert not extractor.extract(Document.of(PEACE[name], published="2024-11-26")).reports


@pytest.mark.parametrize("name", WAR)
def test_war(extractor: Extractor, name: str) -> None:
    assert extractor.extract(Document.of(WAR[name], published="2024-11-26")).reports
