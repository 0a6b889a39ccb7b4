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
    ("Two people were [[hurt]] in Nikopol, the regional governor said.", "Dnipropetrovsk regional governor", "UA"),
    ("Shells fell on Orikhiv. Two people were [[hurt]], the regional military administration said.",
     "Zaporizhzhia regional military administration", "UA"),
    ("A drone came down in Kherson. Two people were [[hurt]], the city's military administration said.",
     "Kherson city's military administration", "UA"),
    ("The health ministry of Gezira state said that two people were [[hurt]].", "health ministry of Gezira state", "SD"),
    ("Two people were [[hurt]] at a checkpoint, police sources in Jos said.", "police sources in Jos", "NG"),
    ("Two farmers were shot near Jos. Two people were [[hurt]], a security official said.", "security official", "NG"),
    ("The office of the governor of Kursk Oblast spoke of a raid. Two people were [[hurt]], the office said.",
     "office of the governor of Kursk Oblast", "RU"),
    ("Ukraine's navy was silent. A source in its General Staff said that two people were [[hurt]].",
     "source in Ukrainian General Staff", "UA"),
    ("A drone fell on Saky. Two people were [[hurt]], an adviser to the head of Crimea said.",
     "adviser to the head of Crimea", "UA"),
    ("The RSF-run administration of Nyala said that two people were [[hurt]].", "RSF-run administration of Nyala", "rsf"),
    ("Two people were [[hurt]] in Belgorod, the regional health department said.", "Belgorod regional health department", "RU"),
    ("The Russian-backed administration said that two people were [[hurt]] in Donetsk.", "Russian-backed administration", "RU"),
]  # fmt: skip
# A speaker who is not named again: "the sources", "a spokesman", "one of them", the headline's "army".
AGAIN = [
    ("Pictures that a research group in Oslo bought show a hangar. Two people were [[hurt]], the group said.", "research group in Oslo"),
    ("Armenia's army was silent. The people's army said that two people were [[hurt]].", "people's army"),
    ("A spokesman for the Hill Valley Liberation Front said that two people were [[hurt]].", "Hill Valley Liberation Front"),
    ("Kyiv was quiet. The army's spokesman's unit said that two people were [[hurt]] in Sumy.", "Ukrainian armed forces"),
    ("Shells fell near Jos. The mayor of the village said that two people were [[hurt]].", "mayor of the village"),
    ("Police sources in Jos said that a bus was stopped. The sources said that two people were [[hurt]].",
     "Police sources in Jos"),
    ("Kenya's wildlife corps reported a raid. Ukraine's navy corrected its count. Two people were [[hurt]], a spokesman said.",
     "Ukrainian navy"),
    ("Volunteers of a street kitchen put the toll higher. They counted nine dead. Two people were [[hurt]], one of them said.",
     "Volunteers of a street kitchen"),
    ("The ministry of defence of Armenia said nothing. An officer of the garrison at Kapan spoke. "
     "He said that two people were [[hurt]].", "officer of the garrison at Kapan"),
    ("Two people [[hurt]] in raid, army says\n\nThe Nigerian army said on Monday that a raid near Jos was over.",
     "Nigerian armed forces"),
    # A paper is its signer's, and "the command" may be who was subject before: neither is looked for while the other is.
    ("A communique released by the military command says that two people were [[hurt]].", "military command"),
    ("The army statement issued by the command says that two people were [[hurt]].", "command"),
    ("Russia's defence ministry keeps its figures.\n\nUkraine's navy spoke of five boats.\n\n"
     "Two people were [[hurt]], the ministry said.", "Russian defence ministry"),
]  # fmt: skip
ORGANS = [
    ("Steppe Governor's Channel (official)", "Two people were [[hurt]]. Be careful, governor Ivan Petrenko adds.", "Ivan Petrenko"),
    ("Night Guard (armed forces)", "Two people were [[hurt]]. The Air Force of Ukraine reports a hard night.", "Ukrainian air force"),
    ("Kherson Regional Administration (official channel)", "Two people were [[hurt]], the regional administration writes.",
     "Kherson Regional Administration (official channel)"),
    ("Evening Post", "Two people were [[hurt]]. The Air Force of Ukraine reports a hard night.", "Evening Post"),
    ("Evening Post", "Two people were [[hurt]], by this newspaper's count.", "Evening Post"),
]  # fmt: skip


@pytest.mark.parametrize(("speaker", "text"), [(speaker, text) for speaker, texts in SAME for text in texts])
def test_one_id_in_any_document(speaker: str, text: str) -> None:
    assert voices(text, "Example Daily")[0].speakers[0].id == speaker


@pytest.mark.parametrize(("text", "name", "side"), NAMES)
def test_unnamed_speakers_keep_the_words_of_the_text(text: str, name: str, side: str | None) -> None:
    origin = voices(text, "Example Daily")[0].speakers[0]
    assert (origin.name, origin.side) == (name, side)


@pytest.mark.parametrize(("text", "name"), AGAIN)
def test_who_is_not_named_again_is_the_one_who_was_named(text: str, name: str) -> None:
    assert voices(text, "Example Daily")[0].speakers[0].name == name


@pytest.mark.parametrize(("publisher", "text", "name"), ORGANS)
def test_an_official_channel_is_the_voice_of_whom_it_names(publisher: str, text: str, name: str) -> None:
    assert voices(text, publisher)[0].speakers[0].name.startswith(name)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Open Roofs Monitor (NGO)", "ngo"),
        ("Night Guard (armed forces)", "military"),
        ("Delta Herald (official channel)", "official"),
        ("Capital Wire (military news agency)", "media"),
        ("Valley News (weekly)", "media"),
    ],
)
def test_a_publisher_says_what_it_is(name: str, kind: str) -> None:
    assert publisher_speaker(name, "doc-1").kind == kind


def test_a_publisher_without_a_name_is_its_document_s_own() -> None:
    assert publisher_speaker(None, "doc-1") != publisher_speaker(None, "doc-2")


def test_slug_is_lower_case_and_joined() -> None:
    assert slug("Ivan Ivanov, the Governor") == "ivan-ivanov-the-governor"
