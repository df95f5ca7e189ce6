"""FAQs with something to mend, or with nothing: `¤` stands where each problem is to be told."""

from __future__ import annotations

from dataclasses import dataclass

SOURCES = """\
källor:
  - id: gammal
    titel: Plan för parkering
    utgivare: Exempelstads kommun
    url: https://example.org/plan
    datum: 2019-05
  - id: levande
    titel: Parkera i Exempelstad
    utgivare: Exempelstads kommun
    url: https://example.org/parkera
"""
# Uses both sources, and none of the rules has anything to say about it.
QUIET = """\
ämne: Parkering
frågor:
  - id: avgift
    fråga: Vad kostar det att parkera?
    svar: |
      Taxan står på parkeringsautomaten.
    källa:
      - gammal
      - levande
    varianter:
      - parkeringstaxa i centrum
    prov:
      - hur mycket tar ni betalt per timme
    granskad: 2026-11-21
"""
TOPIC = "amnen/parkering.yaml"
FOLDER = {"kallor.yaml": SOURCES, TOPIC: QUIET}
TEST = "    prov:\n      - vill ha en lapp i rutan\n"


def entry(
    answer: str = "Fyll i blanketten.",
    question: str = "Hur får jag tillstånd?",
    more: str = TEST,
    source: str = "levande",
    entry_id: str = "tillstand",
) -> str:
    """One more entry, to stand after that of QUIET."""
    text = "\n".join(f"      {line}".rstrip() for line in answer.split("\n"))
    head = f"  - id: {entry_id}\n    fråga: {question}\n    svar: |\n"
    return f"{head}{text}\n    källa: {source}\n{more}"


def at_the_answer(text: str) -> str:
    """The entry marked where its answer begins."""
    return text.replace("svar: |", "svar: ¤|")


def listed(key: str, *items: str) -> str:
    """A list within an entry."""
    return "\n".join([f"    {key}:", *(f"      - {item}" for item in items), ""])


@dataclass(frozen=True)
class Case:
    """What stands in place of, or beside, the files of FOLDER; and what is said where `¤` is."""

    rule: str
    what: str
    files: dict[str, str]
    says: str = ""
    mends: str = ""


def asked(rule: str, what: str, text: str, says: str = "", mends: str = "") -> Case:
    """A case with `text` after the entry of QUIET."""
    return Case(rule, what, {TOPIC: QUIET + text}, says, mends)


LONG_SENTENCE = (
    "Du som bor i centrum och har en egen bil kan få ett tillstånd som gäller i hela området "
    "och som du sedan kan ha kvar så länge du bor där."
)
HARD = (
    "Parkeringstillståndet förutsätter folkbokföring inom tillståndsområdet. Handläggningen "
    "omfattar registerkontroller, folkbokföringsuppgifter och fordonsinnehav. Ofullständiga "
    "ansökningar återsänds. Kompletteringar behandlas kontorsvis. Handläggaren kontrollerar "
    "fordonsuppgifterna. Överklaganden prövas "
    "förvaltningsrättsligt. Avgiftsbefrielse beviljas undantagsvis. Tillståndshavare ansvarar "
    "självständigt för förlängning."
)
EASY = "Det är lätt att få ett kort. Du bor här och har en bil. " * 4

CASES = (
    Case(
        "confusable",
        "the same words in two entries",
        {
            TOPIC: QUIET.replace("- parkeringstaxa", "- ¤parkeringstaxa")
            + entry(more=listed("varianter", "¤Parkeringstaxa i Centrum!") + TEST)
        },
        says="står också i frågan",
        mends="Slå ihop dem",
    ),
    asked(
        "confusable",
        "a wording that scores as well for another entry",
        entry(
            question="Hur söker jag boendeparkering?",
            more=listed("varianter", "¤mc") + TEST,
        )
        + entry(entry_id="mc", question="Får jag parkera mc?"),
        says="skilja ”mc” från frågan mc",
        mends="till exempel: söker, boendeparkering",
    ),
    asked(
        "idle-variant",
        "the words of another in another order, with other endings",
        entry(more=listed("varianter", "lapp i rutan på bilen", "¤bilens lapp i rutan") + TEST),
        says="tack vare varianten ”lapp i rutan på bilen” på rad 21",
        mends="Ta bort raden",
    ),
    asked(
        "repeated-test",
        "a test message with the words of a variant",
        entry(
            more=listed("varianter", "lapp i rutan på bilen")
            + listed("prov", "¤Lapp på bilen i rutan?", "lapp pa rutan i bilen")
        ),
        says="varianten ”lapp i rutan på bilen”",
        mends="med andra ord",
    ),
    asked("no-test", "no prov", entry(more="", entry_id="¤tillstand"), mends="prov:\n    - …"),
    Case(
        "lost-link",
        "an id that no entry has, among a new and a former one",
        {
            TOPIC: QUIET + entry(more=listed("tidigare_id", "lapp") + TEST),
            "lankar.csv": "id,fråga\navgift,Vad?\nlapp,Hur?\n¤avgifter,Vad?\n",
        },
        says="Länken till avgifter",
        mends="under frågan avgift, om det är den:\n  tidigare_id:\n    - avgifter",
    ),
    Case(
        "lost-link",
        "saved by a Swedish spreadsheet",
        {"lankar.csv": '\ufefffråga;id\r\n"Vad; då?";¤borta\r\n'},
        mends="under den fråga som svarar nu",
    ),
    Case("lost-link", "no ids", {"lankar.csv": "¤fråga\nVad?\n"}, says="ingen kolumn"),
    asked(
        "related",
        "itself, twice, and by a former id",
        entry(
            more=listed("relaterade", "¤tillstand", "¤ta", "avgift", "¤avgift") + TEST,
        )
        + entry(entry_id="b", question="Får jag stå här?", more=listed("tidigare_id", "ta") + TEST),
    ),
    asked(
        "related",
        "more than are shown",
        entry(more=listed("relaterade", "avgift", "b", "c", "¤d") + TEST)
        + "".join(entry(entry_id=one, question=f"Får jag stå vid {one}-huset?") for one in "bcd"),
        says="Bara de 3 första",
    ),
    asked(
        "related",
        "two buttons with the same words",
        entry(more=listed("relaterade", "b", "¤c") + TEST)
        + "".join(
            entry(
                entry_id=one,
                question=f"Får jag stå på gatan utanför mitt eget hus en {one}-dag?",
            )
            for one in "bc"
        ),
        says="ser likadan ut som den för b",
    ),
    asked(
        "long-answer",
        "one message does not hold it",
        entry(answer="¤" + "Fyll i blanketten i lugn och ro. " * 125).replace(
            "|\n      ¤", "¤|\n      "
        ),
        says="Telegram tar högst 4096",
        mends="Korta svaret med minst",
    ),
    asked(
        "expired",
        "its last day was yesterday",
        entry(more=TEST + "    gäller_till: ¤2026-11-21\n"),
        says="gällde till 21 november 2026",
    ),
    asked(
        "review-due",
        "a year and a day ago",
        entry(more=TEST + "    granskad: ¤2025-11-21\n"),
        says="21 november 2025",
        mends="granskad: 2026-11-22",
    ),
    Case(
        "passed-disruption",
        "its last day was yesterday",
        {"texter.yaml": "störning:\n  text: Stängt.\n  till: ¤2026-11-21 17:00\n"},
        says="21 november 2026",
    ),
    asked(
        "undated-figure",
        "an amount",
        entry("Du får ett kort.\n\nDet kostar ¤1 200 kronor om året.", source="gammal"),
        says="nämner 1 200",
        mends="I maj 2019 …",
    ),
    asked(
        "undated-figure",
        "a year to come, old when it was reviewed",
        entry(
            "Från ¤2030 gäller nya regler.",
            source="gammal",
            more=TEST + "    granskad: 2026-11-21\n",
        ),
        says="nämner 2030",
    ),
    asked(
        "abbreviation",
        "nobody explains it",
        entry("Skriv till ¤GKF. Det är GKF som svarar."),
        says="GKF",
        mends="synonymer.yaml:\n  - GKF, …",
    ),
    asked(
        "hard-to-read",
        "long words",
        entry(HARD).replace(": |\n      Park", ": ¤|\n      Park"),
        "LIX",
    ),
    asked(
        "long-sentence",
        "the second sentence of a paragraph",
        entry(f"Sök i god tid.\n\nDet är så här. ¤{LONG_SENTENCE}"),
        says="Meningen har 31 ord",
        mends="”tillstånd som gäller”",
    ),
    asked(
        "long-sentence",
        "an item of a list",
        entry(f"Så här är det:\n\n- kort\n- ¤{LONG_SENTENCE}"),
        mends="Dela den i två",
    ),
    asked(
        "official-word",
        "a word and an expression, each told once",
        entry("Du ¤erhåller ett kort. Du erhåller det ¤i enlighet\nmed reglerna."),
    ),
    Case(
        "official-word",
        "in the other texts",
        {
            "akut.yaml": "akut:\n  - id: fara\n    utlöses_av:\n      - brand\n"
            "    svar: Det ¤föreligger fara.\n",
            "smaprat.yaml": "småprat:\n  - id: tackar\n    utlöses_av:\n      - tackar\n"
            "    svar: |\n      Vi ¤tillser det.\n",
            "texter.yaml": "hälsning: |\n  Hej!\n\n  Du ¤erhåller svar här.\n"
            "beskrivning_engelska: Prova erhåller här.\n",
        },
    ),
    asked(
        "long-fragment",
        "under its own source",
        entry(
            source=f"\n      - id: levande\n        textfragment: ¤{'ord ' * 13}\n      - gammal",
        ),
        says="13 ord",
        mends="textfragment: ord ord ord ord ord ord ord ord",
    ),
    Case(
        "unused-source",
        "one of two",
        {
            TOPIC: QUIET.replace("      - gammal\n", ""),
            "kallor.yaml": SOURCES.replace(": gam", ": ¤gam"),
        },
        says="källan gammal",
    ),
)

# Nothing is to be said of these: what looks like a problem is none.
FINE = (
    asked("confusable", "a word that tells them apart", entry(question="Får jag parkera en buss?")),
    asked(
        "idle-variant",
        "a small word turns the question round",
        entry(
            question="Hur flyttar jag till Exempelstad?",
            more=listed("varianter", "Hur flyttar jag från Exempelstad?") + TEST,
        ),
    ),
    asked(
        "repeated-test",
        "typed without dots",
        entry(
            more=listed("varianter", "märke på rutan för mig")
            + listed("prov", "marke pa rutan for mig")
        ),
    ),
    Case("lost-link", "no list", {}),
    Case("lost-link", "an empty line", {"lankar.csv": "id\navgift\n\n"}),
    asked("related", "three", entry(more=listed("relaterade", "avgift") + TEST)),
    asked("expired", "its last day is today", entry(more=TEST + "    gäller_till: 2026-11-22\n")),
    Case(
        "passed-disruption",
        "its last day is today",
        {"texter.yaml": "störning:\n  text: Stängt.\n  till: 2026-11-22 07:00\n"},
    ),
    asked("review-due", "a year ago", entry(more=TEST + "    granskad: 2025-11-22\n")),
    asked("undated-figure", "dated", entry("I maj 2019 kostade det 20 kronor.", source="gammal")),
    asked("undated-figure", "a living page", entry("Det kostar 20 kronor.")),
    asked(
        "undated-figure",
        "a number to call, a name",
        entry("Ring 1177 eller 010-123 45 67 om covid-19. I fara: 112.", source="gammal"),
    ),
    asked(
        "undated-figure",
        "told until when",
        entry(
            "Det kostar 20 kronor.", source="gammal", more=TEST + "    gäller_till: 2027-01-01\n"
        ),
    ),
    asked(
        "abbreviation",
        "explained in one of the ways",
        entry(
            "Skriv till Gatukontoret för alla (GKF). GKF svarar.\n\n"
            "- PBL, plan- och bygglagen\n- EU, SMS och TV\n- OBS! Det är INTE klart\n"
            "- BRF står för bostadsrättsförening\n- Kung Karl XVI"
        ),
    ),
    Case(
        "abbreviation",
        "explained in synonymer.yaml",
        {
            TOPIC: QUIET + entry("Skriv till GKF."),
            "synonymer.yaml": "synonymer:\n  - GKF, gatukontoret\n",
        },
    ),
    asked("hard-to-read", "short words", entry(EASY)),
    asked(
        "hard-to-read", "long words in a list", entry(f"{EASY}\n\n- " + HARD.replace(". ", ".\n- "))
    ),
    asked(
        "hard-to-read",
        "names and what the question is about",
        entry(
            "Parkeringstillståndet söker du hos Trafikförvaltningen Exempelstad. "
            "Parkeringstillståndet gäller ett år. " * 4,
            question="Vad är ett parkeringstillstånd?",
        ),
    ),
    asked("long-sentence", "a list is no sentence", entry("Ta med:\n\n" + "- ett kort\n" * 12)),
    asked("long-sentence", "abbreviations", entry("Sök t.ex. på nätet, kl. 8 eller 9. " * 3)),
    asked(
        "official-word",
        "what the question is about",
        entry("Samtliga betyder alla.", question="Vad betyder samtliga?"),
    ),
    asked("long-fragment", "twelve", entry(more=f"    textfragment: {'ord ' * 12}\n" + TEST)),
)
