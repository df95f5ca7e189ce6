"""Everything that the bot says beside its answers: the keys of `texter.yaml`."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

DAYS = "{dagar}"
"""What stands in the texts on privacy for the days that an unanswered question is kept."""


class Texts(BaseModel):
    """Everything else that the bot says. Each alias is the key in `texter.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    sender: str = Field(alias="avsändare", description="Vem som står bakom boten.")
    contact: str = Field(alias="kontakt", description="Hur man når den som står bakom boten.")
    name: str = Field(alias="namn", max_length=64, description="Botens namn på Telegram.")
    description: str = Field(
        alias="beskrivning", max_length=512, description="Visas innan någon börjat skriva."
    )
    short_description: str = Field(
        alias="kort_beskrivning", max_length=120, description="Visas på botens profil."
    )
    description_english: str = Field(
        alias="beskrivning_engelska", max_length=512, description="Samma sak på engelska."
    )
    short_description_english: str = Field(
        alias="kort_beskrivning_engelska", max_length=120, description="Samma sak på engelska."
    )
    greeting: str = Field(alias="hälsning", description="Svar på /start.")
    help: str = Field(alias="hjälp", description="Svar på /hjalp.")
    privacy: str = Field(
        alias="integritet",
        description="Svar på /integritet när frågor utan svar sparas. {dagar} blir antalet dagar.",
    )
    privacy_english: str = Field(
        alias="integritet_engelska", description="Samma sak på engelska, efter svaret på /privacy."
    )
    privacy_without_journal: str = Field(
        alias="integritet_utan_journal",
        description="Svar på /integritet när inga frågor sparas (journal: off).",
    )
    privacy_without_journal_english: str = Field(
        alias="integritet_utan_journal_engelska",
        description="Samma sak på engelska, efter svaret på /privacy.",
    )
    about: str = Field(alias="om", description="Svar på /om: vem som står bakom boten.")
    content_version: str = Field(
        alias="innehållets_version", description="Står i /om före svarens version."
    )
    fallback: str = Field(alias="inget_svar", description="När boten inte vet.")
    did_you_mean: str = Field(alias="menade_du", description="Står före förslagen.")
    which_area: str = Field(
        alias="vilket_område",
        description="Står före områdena, när samma fråga har svar för flera.",
    )
    none_of_these: str = Field(alias="inget_av_dessa", description="Knappen under förslagen.")
    none_of_these_reply: str = Field(
        alias="inget_av_dessa_svar", description="Svar när inget av förslagen var rätt."
    )
    source_label: str = Field(alias="källa", description="Ordet före länken till källan.")
    related_label: str = Field(
        alias="relaterade", description="Rubrik för följdfrågor i terminalen."
    )
    was_it_helpful: str = Field(alias="hjälpte_svaret", description="Frågan under ett svar.")
    helpful: str = Field(alias="knapp_ja", max_length=30, description="Knappen om svaret hjälpte.")
    not_helpful: str = Field(
        alias="knapp_nej", max_length=30, description="Knappen om svaret inte hjälpte."
    )
    thanks: str = Field(alias="hjälpte", max_length=200, description="Tack för ett ja.")
    sorry: str = Field(alias="hjälpte_inte", description="Efter ett nej: visa vägen vidare.")
    share: str = Field(alias="knapp_dela", max_length=30, description="Knappen som delar svaret.")
    read_on: str = Field(
        alias="läs_hela",
        description="Länken till hela svaret, när det är för långt att klistra in.",
    )
    scan: str = Field(
        alias="skanna", description="Vid koden på ark som skrivs ut med kommandot links."
    )
    ask_directly: str = Field(
        alias="fråga_direkt",
        max_length=64,
        description="Knappen över svaren i andra chattar, till den egna chatten med boten.",
    )
    outdated: str = Field(alias="inaktuellt", description="När svarets sista dag har passerat.")
    choose_topic: str = Field(alias="välj_ämne", description="Rubrik över ämnena i /fragor.")
    choose_question: str = Field(alias="välj_fråga", description="Rubrik över ämnets frågor.")
    back: str = Field(alias="tillbaka", description="Knappen tillbaka till ämnena.")
    gone: str = Field(alias="borttagen", description="När en fråga inte finns kvar.")
    text_only: str = Field(alias="bara_text", description="Svar på bild, röst och annat.")
    unknown_command: str = Field(alias="okänt_kommando", description="Svar på okänt kommando.")
    other_language: str = Field(
        alias="annat_språk",
        description="Svar på ett annat språk än svenska. Skriv på svenska och engelska.",
    )
    too_many: str = Field(
        alias="för_många", description="En gång, till den som skriver mycket på kort tid."
    )
    error: str = Field(alias="fel", description="När något gick fel. Nämn 112 och 1177.")
    command_start: str = Field(
        alias="kommando_start", max_length=256, description="Står vid /start i menyn."
    )
    command_help: str = Field(
        alias="kommando_hjälp", max_length=256, description="Står vid /hjalp i menyn."
    )
    command_questions: str = Field(
        alias="kommando_frågor", max_length=256, description="Står vid /fragor i menyn."
    )
    command_privacy: str = Field(
        alias="kommando_integritet", max_length=256, description="Står vid /integritet i menyn."
    )
    command_about: str = Field(
        alias="kommando_om", max_length=256, description="Står vid /om i menyn."
    )
    command_start_english: str = Field(
        alias="kommando_start_engelska",
        max_length=256,
        description="Står vid /start i den engelska menyn.",
    )
    command_help_english: str = Field(
        alias="kommando_hjälp_engelska",
        max_length=256,
        description="Står vid /help i den engelska menyn.",
    )
    command_questions_english: str = Field(
        alias="kommando_frågor_engelska",
        max_length=256,
        description="Står vid /questions i den engelska menyn.",
    )
    command_privacy_english: str = Field(
        alias="kommando_integritet_engelska",
        max_length=256,
        description="Står vid /privacy i den engelska menyn.",
    )
    command_about_english: str = Field(
        alias="kommando_om_engelska",
        max_length=256,
        description="Står vid /about i den engelska menyn.",
    )
