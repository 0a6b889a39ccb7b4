"""The same speaker has the same id in any document, and the name that the text gives."""

import pytest

from rashomon.extract.phrases import slug
from rashomon.extract.speakers import publisher_speaker

from .test_attribution import voices

SAME = [
    ("governor-rostov-oblast", [
        "The governor of Rostov region said that two people were [[hurt]].",
        "Rostov governor Ivan Ivanov said that two people were [[hurt]].",
        "Ivan Ivanov, the governor of Rostov Oblast, said that two people were [[hurt]].",
        "Two people were [[hurt]], governor of Rostov region Ivan Ivanov said.",
    ]),
    ("governor-sumy-oblast", [
        "Two people were [[hurt]], the Sumy regional military administration head wrote.",
        "The governor of Sumy region said that two people were [[hurt]].",
    ]),
    ("ru-defence-ministry", [
        "The Russian defence ministry said that two people were [[hurt]].",
        "Two people were [[hurt]], Russia's Ministry of Defence said.",
        "A spokesman for the Russian Ministry of Defense said that two people were [[hurt]].",
        "Two people were [[hurt]], according to Russia's defence ministry.",
    ]),
    ("ua-air-force", [
        "Ukraine's air force said that two people were [[hurt]].",
        "Two people were [[hurt]], the Ukrainian Air Force Command reported.",
        "A spokesman of the Ukrainian air force said that two people were [[hurt]].",
    ]),
    ("mayor-kharkiv", [
        "The mayor of Kharkiv said that two people were [[hurt]].",
        "Kharkiv mayor Ihor Terekhov said that two people were [[hurt]].",
        "Two people were [[hurt]], Ihor Terekhov, the mayor of Kharkiv, wrote on Telegram.",
    ]),
]  # fmt: skip
NAMES = [
    ("Unnamed officials in Tehran said that two people were [[hurt]].", "Unnamed officials in Tehran", "IR"),
    ("Two US officials said that two people were [[hurt]].", "Two US officials", "US"),
    ("Two people were [[hurt]], Ukraine's special forces said.", "Ukraine's special forces", "UA"),
    ("A security source in Baghdad said that two people were [[hurt]].", "security source in Baghdad", "IQ"),
    ("Two people were [[hurt]] - governor", "governor", None),
]


@pytest.mark.parametrize(("speaker", "text"), [(speaker, text) for speaker, texts in SAME for text in texts])
def test_one_id_in_any_document(speaker: str, text: str) -> None:
    assert voices(text, "Example Daily")[0].speakers[0].id == speaker


@pytest.mark.parametrize(("text", "name", "side"), NAMES)
def test_unnamed_speakers_keep_the_words_of_the_text(text: str, name: str, side: str | None) -> None:
    origin = voices(text, "Example Daily")[0].speakers[0]
    assert (origin.name, origin.side) == (name, side)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Open Roofs Monitor (NGO)", "ngo"),
        ("Night Guard (armed forces)", "military"),
        ("Valley News (weekly)", "media"),
    ],
)
def test_a_publisher_says_what_it_is(name: str, kind: str) -> None:
    assert publisher_speaker(name, "doc-1").kind == kind


def test_a_publisher_without_a_name_is_its_document_s_own() -> None:
    assert publisher_speaker(None, "doc-1") != publisher_speaker(None, "doc-2")


def test_slug_is_lower_case_and_joined() -> None:
    assert slug("Ivan Ivanov, the Governor") == "ivan-ivanov-the-governor"
