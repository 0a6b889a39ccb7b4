"""Whose words a figure is, in the turns that reports take: papers given in full, sentences that point back, heads of bodies."""

import pytest

from .test_attribution import voices

# Each marked word in turn: the name of who said it first.
PAPERS = [
    ("The army denied the reports from Kano. The statement reads:\n\n\"Seven soldiers were [[hurt]] near Kano.\n\n"
     "\"Nobody else was [[harmed]].\"", ["Nigerian armed forces", "Nigerian armed forces"]),
    ("The army spoke of a fight near Kano.\n\nThe statement reads;\n\n\"TROOPS FIGHT ON\n\nSeven soldiers were [[hurt]] near Kano.\n\n"
     "Two more were [[killed]].\"\n\nA trader saw four [[dead]].", ["Nigerian armed forces", "Nigerian armed forces", "trader"]),
    ("A security source spoke of a trap.\n\n\"It was sad.\n\n\"We had nine [[hurt]] men.\n\n\"They are cared for,\" the source said.",
     ["security source"]),
    ("Shells fell on Bilozerka, and two people were [[hurt]].\n\nThat is according to the Kherson Regional Military Administration, "
     "Ukrinform reports.\n\n\"A man of 40 was [[killed]],\" the report says.",
     ["Kherson Regional Military Administration", "Kherson Regional Military Administration"]),
    ("Two people were [[hurt]] in Nikopol.\n\nThe mayor of Nikopol stated this on Telegram, Ukrinform reports.", ["mayor of Nikopol"]),
    ("Nine cars were [[hit]], the agency learned from a hospital source.", ["hospital source"]),
]  # fmt: skip
HEADS = [
    ("Vadym Lys, Chief of the Donetsk Regional Military Administration, spoke of a raid. \"Two people were [[hurt]],\" the regional chief "
     "wrote.", ["Vadym Lys, head of the regional military administration"]),
    ("Nine were [[hurt]] near Manbij, a Britain-based monitor said. The monitor's head, Samir Haddad, said two [[died]].",
     ["Syrian Observatory for Human Rights", "Samir Haddad, head of Syrian Observatory for Human Rights"]),
    ("Nine were [[hurt]], the head of the Hill Aid charity, Paul Ngu, said.", ["Paul Ngu, head of the Hill Aid charity"]),
    ("Nine were [[hurt]], Jean Bosco, president of the Lubero farmers' union, said.",
     ["Jean Bosco, president of the Lubero farmers' union"]),
    ("Nine were [[hurt]], the spokesman of the army, Col. Musa Bello, said.", ["Musa Bello, spokesman for army"]),
    ("CVF spokesman Salai Htet said nine were [[hurt]] near Falam.", ["Salai Htet, spokesman for CVF"]),
    ("KRVF deputy commander Marwi said nine soldiers were [[killed]].", ["Marwi, deputy commander of KRVF"]),
    ("Fano militia commander Desta Alemu said nine soldiers were [[killed]] near Gondar.", ["Desta Alemu, commander of Fano"]),
    ("The SPLM-HN military spokesperson said nine of its fighters were [[killed]] in Nasir, South Sudan.",
     ["SPLM-HN military spokesperson"]),
    ("The Moscow-installed head of Kherson region, Pavel Orlov, said two people were [[hurt]] in Hola Prystan.",
     ["Pavel Orlov, Moscow-installed head of Kherson region"]),
    ("Two people were [[hurt]] in Hola Prystan, the Russian-installed governor Pavel Orlov said.",
     ["Pavel Orlov, Russian-installed governor"]),
    ("The Sudan Doctors Network spoke of raids. Nine were [[hurt]] in El Obeid, a Sudanese doctors' group said.",
     ["Sudan Doctors Network"]),
]  # fmt: skip
BODIES = [
    ("MOGADISHU - The Somali National Army (SNA) and US forces fought near Ceel Dheer. Nine were [[hurt]], the Ministry of Defence said.",
     ["Somali defence ministry"]),
    ("KHARTOUM - Nine were [[hurt]], the White Nile state government said.", ["White Nile state government"]),
    ("Nine were [[hurt]] near Kidal, the general staff in Bamako announced.", ["Malian general staff"]),
    ("Nine were [[hurt]] in Taloqan, the capital of Takhar, said the provincial information department.",
     ["Takhar provincial information department"]),
    ("Near Loikaw, the Karenni Hill Force ambushed a column and, by its own account, [[killed]] two soldiers.", ["Karenni Hill Force"]),
    ("NATO's International Security Assistance Force said that nobody was [[hurt]] in Khost.", ["ISAF"]),
]  # fmt: skip
COUNTRIES = [
    ("Four people were hurt in Lviv, the mayor said. Two more died in Stryi.\n\nAccording to the air force, nine drones were [[downed]] "
     "over Ukraine. Russia was silent.", ["Ukrainian air force"]),
    ("Four people were hurt in Lviv, the mayor said.\n\nMoscow had another version. It struck only depots, the defence ministry stated, "
     "and nine drones were [[downed]].", ["Russian defence ministry"]),
    ("Nine Turkish soldiers and 30 rebels were [[hurt]], the army said.", ["Turkish armed forces"]),
    ("The Kyrgyz border service said that nine were [[hurt]].", ["Kyrgyz border service"]),
    ("Niger's military government acknowledged that nine soldiers were [[hurt]].", ["Government of Niger"]),
    ("According to Brig. Gen. Leo Vega, commander of the 302nd Brigade, nine were [[hurt]].", ["Leo Vega, commander"]),
    ("The Union for its part says that nine were [[hurt]].", ["Union"]),
    ("A hill body, the Highland Tribal Leaders' Forum, claimed that nine were [[hurt]].", ["Highland Tribal Leaders' Forum"]),
    ("The Israeli military said that rockets fell.\n\nA spokeswoman said that nine were [[hurt]].", ["Israel Defence Forces"]),
    ("Paul Bado, lieutenant-governor of Sahel, spoke of nine dead. Bado said two were [[hurt]].", ["Paul Bado, governor"]),
    ("Nine died. So says Colonel Ko Naing, the front's spokesman. 57 were [[hurt]].", ["Ko Naing, spokesperson"]),
    ("The forum claimed nine dead. The police of Jos deny it: only one man was [[killed]].", ["police of Jos"]),
    ("They were shot, the colonel told state radio; his forces [[fired]] no rocket.", ["colonel"]),
]  # fmt: skip
TURNS = [
    ("06:40 Emergency service of Ukraine: nine [[killed]] in the capital.", ["State Emergency Service of Ukraine"]),
    ("07:20 Russian MoD: nine drones [[downed]] overnight.", ["Russian defence ministry"]),
    ("In an interview with the channel, the governor of Sumy said that nine soldiers were [[hurt]].", ["governor of Sumy"]),
    ("A medical source and Houthi-run media reported that nine were [[hurt]].", ["medical source"]),
    ("An attack by al-Shabaab on a hotel in Kismayo [[killed]] nine, a police officer said.", ["police officer"]),
    ("The Ukrainians claim a success. Their army says nine soldiers were [[hurt]].", ["Ukrainian armed forces"]),
    ("Two soldiers died; they are responding to treatment, and a truck was [[burned]].", ["Example Daily"]),
    ("The clinic was hit. Two nurses were [[hurt]], its director wrote.", ["director of The clinic"]),
]  # fmt: skip
TELLINGS = [
    ("SRINAGAR: An Indian soldier was [[killed]] as Pakistani troops fired near Kupwara, the military said.", ["Indian armed forces"]),
    ("\"Nine were [[hurt]] in Uri,\" the colonel told media, reports The Straits Times.", ["colonel"]),
    ("Troops responded to the raid, [[killing]] nine, the minister said.", ["minister"]),
    ("The administrator of Lubero denies: it was a dispute, and one man was [[killed]].", ["administrator of Lubero"]),
    ("The group boasted on its channel of nine soldiers [[killed]].", ["group"]),
    ("The hospital of Kaya admitted nine [[wounded]] men after the attack.", ["hospital of Kaya"]),
    ("Nine died, informs a statement of the army in Quetta. A jirga member says four are shepherds. Two were [[hurt]], the statement "
     "goes on.", ["Pakistani armed forces"]),
    ("The president of Puntland said nine were [[hurt]].", ["president of Puntland"]),
    ("No Syrian fighters were there, he said. The Observatory counts nine [[dead]].", ["Syrian Observatory for Human Rights"]),
    ("Three soldiers were [[killed]] in Engels. That is what Moscow says.", ["Government of Russia"]),
    ("The state agency APS reported that nine were [[hurt]].", ["Algérie Presse Service"]),
    ("A rebel Web site reported that nine soldiers had been [[killed]] near Grozny.", ["rebel Web site"]),
    ("Rebels claimed to have trapped a unit in an ambush, [[killing]] nine soldiers.", ["Rebels"]),
    ("The mayor of Nikopol made it clear that nine were [[hurt]].", ["mayor of Nikopol"]),
    ("08:10 The human rights defender of Artsakh: nine [[dead]].", ["human rights defender of Artsakh"]),
    ("13:30 The ombudsman again: nine [[dead]].", ["ombudsman"]),
    ("The GNA health ministry said that nine were [[hurt]].", ["GNA health ministry"]),
    ("Russia's defence ministry reported a strike.\n\nDoctors in Poltava have operated on nine [[wounded]], said the health minister.",
     ["Ukrainian health minister"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), [*PAPERS, *HEADS, *BODIES, *COUNTRIES, *TURNS, *TELLINGS])
def test_who_said_it_first(text: str, names: list[str]) -> None:
    assert [voice.speakers[0].name for voice in voices(text, "Example Daily")] == names


def test_a_rank_makes_a_soldier() -> None:
    found = voices(
        "The Coordinator, Media Operations, Maj.-Gen. Musa Bello, said that two were [[hurt]].", "Example Daily"
    )
    assert found[0].speakers[0].kind == "military"


def test_who_is_accused_accuses_nobody() -> None:
    found = voices("Troops looked for four men accused of [[killing]] two policemen.", "Example Daily")
    assert [speaker.name for speaker in found[0].speakers] == ["Example Daily"]


def test_an_office_of_a_place_is_of_the_country_that_it_tells_of() -> None:
    text = "In Belgorod a house was hit. The Ministry of Defence said that nine drones were [[downed]] near Valuyki."
    assert voices(text, "Operational Headquarters (official)")[0].speakers[0].name == "Russian defence ministry"


def test_a_body_that_writes_of_itself_is_the_publisher() -> None:
    found = voices("The Mission says that nine were [[hurt]].", "Mission Note (UN mission)")
    assert [speaker.name for speaker in found[0].speakers] == ["Mission Note (UN mission)"]
