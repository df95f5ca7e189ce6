"""The parts of a new entry, asked for one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.commands.asking import Asker
from bot.content.documents import TopicDocument
from bot.content.folder import Folder
from bot.content.loader import Loaded
from bot.content.values import mended_id
from bot.dialogue import Dialogue
from bot.editor.reasons import Candidate, explain
from bot.editor.writing import texts
from bot.editor.writing.new_entry import NewSource, NewTopic, propose_file, propose_id
from bot.editor.writing.texts import RefusedError
from bot.models import Entry, Faq

_MOST_SHOWN = 3
_MOST_WORDS = 4
_LEAST_WEIGHT = 5  # per cent of the message


@dataclass(frozen=True, slots=True)
class TopicFile:
    """A topic that is there: the name of its file within the FAQ, its title and its size."""

    file: str
    title: str
    count: int


def topic_files(content: Folder, loaded: Loaded) -> tuple[TopicFile, ...]:
    """The topics of a FAQ without faults, in the order of their files."""
    names = {file.shown: file.name for file in content.files}
    return tuple(
        TopicFile(names[file.document.file], file.model.title, len(file.model.entries))
        for file in loaded.files
        if isinstance(file.model, TopicDocument)
    )


def ask_question(asker: Asker) -> str:
    """The question as residents shall see it."""
    asker.head("Vilken fråga ska boten kunna svara på?", "Skriv den som invånaren ska se den.")
    return asker.ask(texts.line)


def ask_near(asker: Asker, question: str, dialogue: Dialogue) -> tuple[Entry | None, Entry | None]:
    """The entry that the question is a variant of, if it is one; and the nearest, if one is."""
    explained = explain(dialogue, question)
    if explained.group or dialogue.other_language(question):
        asker.head("OBS! Boten kommer aldrig att svara på den frågan:", explained.because)
    nearest = {match.entry.id for match in dialogue.nearest(question, _MOST_SHOWN)}
    near = [one for one in explained.candidates if one.match.entry.id in nearest]
    if not near:
        asker.head("Ingen fråga i FAQ:n liknar den.")
        return None, None
    asker.head("De här frågorna är nära. Är det någon av dem?", _OR_NEW)
    chosen = asker.choose_or_skip([_near(one) for one in near])
    return None if chosen is None else near[chosen].match.entry, near[0].match.entry


_OR_NEW = (
    "Skriv numret, så blir din fråga en variant av den. Tryck Enter om det är en ny fråga med ett "
    "annat svar."
)


def _near(candidate: Candidate) -> str:
    entry = candidate.match.entry
    words = [word for word in candidate.words if word.matched and word.weight >= _LEAST_WEIGHT]
    heaviest = sorted(words, key=lambda word: -word.weight)[:_MOST_WORDS]
    met = ", ".join(
        f"”{word.word}” {word.how} ”{word.matched}”"
        if word.word != word.matched
        else f"”{word.word}”"
        for word in heaviest
    )
    nearest = f"\n     närmast: {candidate.variant}" if candidate.variant else ""
    why = f"\n     ord som möts: {met}" if met else ""
    return f"{entry.question} – {candidate.match.score:.0f} av 100 ({entry.id}){nearest}{why}"


def ask_topic(
    asker: Asker, topics: Sequence[TopicFile], near: Entry | None, content: Folder
) -> str | NewTopic:
    """The file that the entry goes into; the topic of the entry that is `near` is proposed."""
    asker.head("I vilket ämne hör frågan hemma?")
    shown = [f"{one.title} ({one.file}, {one.count} frågor)" for one in topics]
    titles = [one.title for one in topics]
    default = titles.index(near.topic) if near and near.topic in titles else None
    chosen = asker.choose([*shown, "Ett nytt ämne"], default)
    if chosen < len(topics):
        return topics[chosen].file
    asker.head("Vad heter ämnet?", "Så står det i menyn.")
    title = asker.ask(lambda text: _unused(texts.line(text), titles))
    asker.head("Beskriv ämnet i en mening.", "Den visas i menyn. Enter hoppar över.")
    return NewTopic(propose_file(title, content), title, asker.optional(texts.line))


def _unused(title: str, titles: Sequence[str]) -> str:
    if title in titles:
        raise RefusedError("Det ämnet finns redan.")
    return title


def ask_sources(asker: Asker, faq: Faq) -> tuple[tuple[str, ...], NewSource | None, str | None]:
    """The ids of the sources, one that is new, and a text fragment where there is one source."""
    asker.head("Var står det som svaret säger?", "Flera källor: skriv numren med komma emellan.")
    shown = [f"{one.title} ({one.publisher})" for one in faq.sources]
    numbers = asker.choose_several([*shown, "En ny källa"])
    new = _ask_source(asker, faq) if len(faq.sources) in numbers else None
    known = [one.id for one in faq.sources] + ([new.id] if new else [])
    ids = tuple(known[number] for number in numbers)
    return ids, new, _ask_fragment(asker) if len(ids) == 1 else None


def _ask_source(asker: Asker, faq: Faq) -> NewSource:
    taken = {one.id for one in faq.sources}
    asker.head("Den nya källan")
    title = asker.ask(texts.line, "Sidans eller dokumentets rubrik: ")
    publisher = asker.ask(texts.line, "Vem har gett ut den: ")
    url = asker.ask(texts.web_address, "Webbadress: ")
    date = asker.optional(
        texts.date, "Datum, till exempel 2023-09-14 eller 2019-05 (Enter hoppar över): "
    )
    proposed = propose_id(" ".join((mended_id(publisher), title)), taken)
    source_id = asker.ask(lambda text: _free_id(text, taken), "Kortnamn (id): ", proposed)
    return NewSource(source_id, title, publisher, url, date)


def _ask_fragment(asker: Asker) -> str | None:
    asker.head(
        "Vilka ord på källans sida ska länken rulla fram till?",
        "Kopiera några ord därifrån. Enter hoppar över.",
    )
    return asker.optional(texts.line)


def ask_answer(asker: Asker) -> str:
    """The answer."""
    asker.head(
        "Skriv svaret. Det viktigaste först, i korta meningar.",
        'En tom rad gör ett nytt stycke, "- " först på raden en punkt i en lista. '
        "Sluta med två tomma rader, eller med en rad där det bara står en punkt.",
    )
    return asker.prose()


def ask_variants(asker: Asker, so_far: Sequence[str] = ()) -> tuple[str, ...]:
    """Other ways to ask."""
    asker.head(
        "Hur kan man också fråga? Skriv en variant per rad, och en tom rad när du är klar.",
        f"Andra ord, inte andra stavningar.{_removing(so_far)}",
    )
    return asker.lines(so_far)


def ask_tests(asker: Asker, so_far: Sequence[str] = ()) -> tuple[str, ...]:
    """Messages to try the entry with."""
    asker.head(
        "Prov: hur skriver invånare på riktigt? Ett per rad, och en tom rad när du är klar.",
        "Skriv gärna slarvigt. Boten lär sig inte av dem, de visar bara om den svarar rätt."
        f"{_removing(so_far)}",
    )
    return asker.lines(so_far)


def _removing(so_far: Sequence[str]) -> str:
    return " Skriv ett nummer för att ta bort raden." if so_far else ""


def ask_id(asker: Asker, question: str, taken: frozenset[str]) -> str:
    """The id, which is not among those `taken`."""
    asker.head(
        "Frågans kortnamn (id)", "Det blir en del av länken till svaret. Enter tar förslaget."
    )
    proposed = propose_id(question, taken)
    return asker.ask(lambda text: _free_id(text, taken), "id: ", proposed)


def _free_id(text: str, taken: Sequence[str] | set[str] | frozenset[str]) -> str:
    entry_id = texts.entry_id(text)
    if entry_id in taken:
        raise RefusedError(
            f"{entry_id} är upptaget. Skriv till exempel: {propose_id(entry_id, taken)}"
        )
    return entry_id
