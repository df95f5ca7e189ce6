"""A small FAQ of the tests' own, made in Python. Every text holds `<&>`: nothing goes unescaped."""

from __future__ import annotations

from bot.models import Citation, Entry, Faq, PhraseGroup, Place, Source, Topic
from bot.texts import Texts

PLACE = Place("amnen/test.yaml")
LAW = Source(
    "lag", "Biblioteks<b>lag", "Riksdagen & co", "https://example.org/lag?a=1&b=2", "2013-09"
)
PLAN = Source("plan", "Plan", "Kommunen", "https://example.org/plan", "2021/2023", "sidan 3 <i>")


def texts(**changed: str) -> Texts:
    """Texts that say which key they are."""
    named = {field.alias: f"{field.alias} <&>" for field in Texts.model_fields.values()}
    return Texts.model_validate(named | {"källa": "Källa"} | changed)


def entry(entry_id: str, question: str, answer: str = "Svaret.", **more: object) -> Entry:
    """An entry with what the test does not care about filled in."""
    given: dict[str, object] = {
        "topic": "Biblioteket",
        "citations": (Citation(LAW),),
        "place": PLACE,
    }
    return Entry(entry_id, question, answer, **(given | more))  # type: ignore[arg-type]


LOAN = entry(
    "lana",
    "Hur länge får jag låna en bok?",
    "Du får låna i fyra veckor.\n\n- Nya böcker: två veckor\n- Filmer: en vecka",
    related=("avgift", "skanna"),
    former_ids=("lanetid",),
    variants=("lånetid för böcker",),
    citations=(Citation(LAW, "fyra veckor"), Citation(PLAN)),
)
FEE = entry("avgift", "Vad kostar det att lämna tillbaka böcker för sent?", "Två kronor om dagen.")
SCAN = entry("skanna", "Kan jag skanna papper på biblioteket?", "Ja, på plan 2.")
HOSTILE = entry("taggar", "Vad betyder <script>?", "Skriv <b>inte</b> & så, </a>.")
LONG = entry(
    "regler",
    "Vilka ordningsregler gäller i läsesalen?",
    "\n\n".join(f"Regel {n}. " + "Tala tyst i salen 😀. " * 22 for n in range(12)).strip(),
)
OLD = entry("oppet", "När har museet öppet?", "Hela dagen.", valid_until="2026-01-31")

LIBRARY = Topic("Biblioteket", (LOAN, FEE, SCAN), "Böcker och annat.")
OTHER = Topic("Övrigt", (HOSTILE, LONG, OLD))
DANGER = PhraseGroup("brost", ("ont i bröstet",), "Ring 112 nu & vänta.")
HELLO = PhraseGroup("hej", ("hej",), "Hej själv!")


def asked_back() -> Topic:
    """A topic with five questions that are hard to tell apart, one of them too long to read."""
    about = ("trädgård", "matlagning", "hästar", "fiske", "musik från länderna runt Medelhavet")
    questions = [f"Var finns böcker om {one}?" for one in about]
    return Topic("Hyllorna", tuple(entry(f"om-{n}", one) for n, one in enumerate(questions)))


def small_faq(*topics: Topic, **changed_texts: str) -> Faq:
    """The FAQ with these topics, or with its own two."""
    return Faq(
        topics=topics or (LIBRARY, OTHER),
        sources=(LAW, PLAN),
        texts=texts(**changed_texts),
        danger=(DANGER,),
        small_talk=(HELLO,),
        version="1",
    )
