"""The formats of the editors' files: English attribute names, Swedish keys."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

from bot.content.dates import first_minute, last_minute
from bot.content.refusing import refusal
from bot.content.values import (
    Day,
    Id,
    Ids,
    Line,
    Lines,
    Moment,
    Prose,
    Span,
    Synonyms,
    WebAddress,
    YesNo,
    laid_out,
    or_nothing,
)
from bot.content.yaml_document import Vocabulary
from bot.texts import Texts


class EditorsModel(BaseModel):
    """What all formats share: nothing but the known keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SourceDocument(EditorsModel):
    """One source in `kallor.yaml`."""

    id: Id = Field(description="Kort namn på källan. Frågorna hänvisar till det.")
    title: Line = Field(alias="titel", description="Dokumentets eller sidans rubrik.")
    publisher: Line = Field(alias="utgivare", description="Vem som har gett ut det.")
    url: WebAddress = Field(description="Webbadressen, med https:// först.")
    date: Span | None = Field(
        None, alias="datum", description="Dag (2023-09-14), månad (2019-05) eller 2021/2023."
    )
    note: Line | None = Field(None, alias="anmärkning", description="Visas bredvid länken.")


class SourcesDocument(EditorsModel):
    """`kallor.yaml`."""

    sources: list[SourceDocument] = Field(
        alias="källor", min_length=1, description="Alla källor som svaren bygger på."
    )


class CitationDocument(EditorsModel):
    """A source as one entry cites it."""

    id: Id = Field(description="Källans id i kallor.yaml.")
    fragment: Line | None = Field(
        None, alias="textfragment", description="Några ord på sidan som länken rullar fram till."
    )


def _as_citations(value: object) -> object:
    """An id, or a list of ids or of {id, textfragment}: always as the last of these."""
    items = value if isinstance(value, list) else [value]
    if value is None or not items:
        raise refusal("empty", "Det står inget i källa.", "Skriv källans id från kallor.yaml.")
    return [{"id": item} if isinstance(item, str) else item for item in items]


_Cited = Id | CitationDocument | Annotated[list[Id | CitationDocument], Field(min_length=1)]


class EntryDocument(EditorsModel):
    """One question in a topic's file."""

    id: Id = Field(description="Frågans kortnamn. Det blir en del av länken till svaret.")
    former_ids: Ids = Field(
        [], alias="tidigare_id", description="Gamla id, så att tryckta länkar fortsätter att gå."
    )
    question: Line = Field(alias="fråga", description="Frågan som invånaren ser den.")
    answer: Prose = Field(
        alias="svar",
        description='Svaret. Skriv | och texten på raderna under. Tom rad = nytt stycke, "- " = '
        "punkt i en lista.",
    )
    citations: Annotated[
        list[CitationDocument], BeforeValidator(_as_citations, json_schema_input_type=_Cited)
    ] = Field(alias="källa", description="Källans id, eller en lista av dem.")
    fragment: Line | None = Field(
        None, alias="textfragment", description="Några ord på källans sida att rulla fram till."
    )
    variants: Lines = Field(
        [], alias="varianter", description="Andra sätt att fråga: andra ord, inte andra stavningar."
    )
    tests: Lines = Field(
        [], alias="prov", description="Meddelanden som ska få det här svaret. Används bara i prov."
    )
    related: Ids = Field([], alias="relaterade", description="Id på frågor att gå vidare till.")
    area: Line | None = Field(None, alias="område", description="Var svaret gäller.")
    cautious: YesNo = Field(
        default=False,
        alias="försiktig",
        description="ja = boten frågar alltid om den förstått rätt innan den svarar.",
    )
    reviewed: Day | None = Field(None, alias="granskad", description="När svaret senast lästes.")
    valid_until: Day | None = Field(
        None, alias="gäller_till", description="Efter den dagen visas att svaret kan vara gammalt."
    )

    @model_validator(mode="after")
    def _one_source_for_the_fragment(self) -> EntryDocument:
        if self.fragment and len(self.citations) > 1:
            raise refusal(
                "fragment",
                "Svaret har flera källor, så det går inte att veta vilken av dem som har de orden.",
                "Flytta raden till sin källa:\n  källa:\n"
                f"    - id: {self.citations[0].id}\n      textfragment: {self.fragment}",
                key="textfragment",
            )
        return self


class TopicDocument(EditorsModel):
    """A file under `amnen/`."""

    title: Line = Field(alias="ämne", description="Ämnets namn i menyn.")
    description: Line | None = Field(None, alias="beskrivning", description="Visas i menyn.")
    area: Line | None = Field(None, alias="område", description="Var svaren i filen gäller.")
    entries: list[EntryDocument] = Field(
        alias="frågor", min_length=1, description="Frågorna, i den ordning de visas."
    )


class SynonymsDocument(EditorsModel):
    """`synonymer.yaml`."""

    groups: Annotated[list[Synonyms], or_nothing(list[Synonyms])] = Field(
        alias="synonymer", description="Ord som betyder samma sak, med komma emellan."
    )


class GroupDocument(EditorsModel):
    """Phrases with one fixed reply."""

    id: Id = Field(description="Kort namn på gruppen.")
    triggers: list[Line] = Field(
        alias="utlöses_av", min_length=1, description="Ord och meningar som ger svaret."
    )
    exceptions: Lines = Field([], alias="inte_av", description="Meningar som inte ger svaret.")
    answer: Prose = Field(alias="svar", description="Svaret.")


class DangerDocument(EditorsModel):
    """`akut.yaml`."""

    groups: Annotated[list[GroupDocument], or_nothing(list[GroupDocument])] = Field(
        alias="akut", description="Fara: vad som utlöser den och vad boten svarar."
    )


class SmallTalkDocument(EditorsModel):
    """`smaprat.yaml`."""

    groups: Annotated[list[GroupDocument], or_nothing(list[GroupDocument])] = Field(
        alias="småprat", description="Hej, tack och annat småprat."
    )


class OutOfScopeDocument(EditorsModel):
    """`utanfor.yaml`."""

    messages: Lines = Field(
        alias="utanför", description="Meddelanden som inte ska få något svar. Används bara i prov."
    )


def _require_nothing(schema: dict[str, Any]) -> None:
    schema.pop("required", None)


def _as_names(value: object) -> object:
    """An id and a name a line, or nothing."""
    if value is None or isinstance(value, dict):
        return value or {}
    raise refusal(
        "not-fields",
        "Under områden ska det stå en rad för varje område: det som står i område, kolon och "
        "namnet.",
        "Skriv så här:\n  områden:\n    norr: Norra staden",
    )


class DisruptionDocument(EditorsModel):
    """A line of disruption in `texter.yaml`."""

    text: Prose = Field(description="Det som visas ovanför svaren så länge störningen varar.")
    begins: Moment | None = Field(
        None,
        alias="från",
        description="Första dagen (2026-11-21) eller minuten (2026-11-21 08:00). Utelämnat: nu.",
    )
    ends: Moment = Field(
        alias="till", description="Sista dagen eller minuten. Sedan försvinner den."
    )
    topics: Lines = Field(
        [], alias="ämnen", description="Ämnen vars svar den gäller. Utelämnat: alla svar."
    )

    @model_validator(mode="after")
    def _in_order(self) -> DisruptionDocument:
        if self.begins and first_minute(self.begins) > last_minute(self.ends):
            raise refusal(
                "date",
                "Störningen slutar innan den börjar.",
                "Rätta tiden i till, eller i från.",
                key="till",
            )
        return self


class TextsDocument(Texts):
    """`texter.yaml`, with the engine's own texts for what it leaves out."""

    areas: Annotated[
        dict[str, Line],
        BeforeValidator(_as_names, json_schema_input_type=dict[str, Line] | None),
    ] = Field(
        {}, alias="områden", description="Områdenas namn på knapparna: område, kolon och namn."
    )
    disruption: DisruptionDocument | None = Field(
        None,
        alias="störning",
        description="En rad ovanför svaren medan något inte fungerar: text, från, till och ämnen.",
    )

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        populate_by_name=False,
        json_schema_extra=_require_nothing,
    )

    @field_validator("*")
    @classmethod
    def _laid_out(cls, value: object) -> object:
        return laid_out(value) if isinstance(value, str) else value


@cache
def vocabulary(model: type[BaseModel]) -> Vocabulary:
    """All keys of a format at any depth, and those of them that hold lists."""
    keys: set[str] = set()
    lists: set[str] = set()
    for key, annotation in fields(model).items():
        keys.add(key)
        if holds_list(annotation):
            lists.add(key)
        for inner in models_in(annotation):
            keys |= vocabulary(inner).keys
            lists |= vocabulary(inner).lists
    return Vocabulary(frozenset(keys), frozenset(lists))


def fields(model: type[BaseModel]) -> dict[str, Any]:
    """The annotation of each of a format's own keys, by the key as editors write it."""
    return {field.alias or name: field.annotation for name, field in model.model_fields.items()}


def models_in(annotation: Any) -> list[type[BaseModel]]:
    """The models inside an annotation such as `list[EntryDocument]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in models_in(part)]


def holds_list(annotation: Any) -> bool:
    """Whether an annotation is a list, perhaps an optional or annotated one."""
    if get_origin(annotation) is list:
        return True
    return any(holds_list(part) for part in get_args(annotation))
