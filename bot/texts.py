"""Everything that the bot says beside its answers: the keys of `texter.yaml`."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


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
    greeting: str = Field(alias="hälsning", description="Svar på /start.")
    help: str = Field(alias="hjälp", description="Svar på /hjalp.")
    privacy: str = Field(alias="integritet", description="Svar på /integritet.")
    fallback: str = Field(alias="inget_svar", description="När boten inte vet.")
    did_you_mean: str = Field(alias="menade_du", description="Står före förslagen.")
    none_of_these: str = Field(alias="inget_av_dessa", description="Knappen under förslagen.")
    none_of_these_reply: str = Field(
        alias="inget_av_dessa_svar", description="Svar när inget av förslagen var rätt."
    )
    source_label: str = Field(alias="källa", description="Ordet före länken till källan.")
    related_label: str = Field(alias="relaterade", description="Rubrik för följdfrågor.")
    outdated: str = Field(alias="inaktuellt", description="När svarets sista dag har passerat.")
    choose_topic: str = Field(alias="välj_ämne", description="Rubrik över ämnena i /fragor.")
    choose_question: str = Field(alias="välj_fråga", description="Rubrik över ämnets frågor.")
    back: str = Field(alias="tillbaka", description="Knappen tillbaka till ämnena.")
    gone: str = Field(alias="borttagen", description="När en fråga inte finns kvar.")
    text_only: str = Field(alias="bara_text", description="Svar på bild, röst och annat.")
    unknown_command: str = Field(alias="okänt_kommando", description="Svar på okänt kommando.")
    error: str = Field(alias="fel", description="När något gick fel. Nämn 112 och 1177.")
    command_start: str = Field(alias="kommando_start", max_length=256)
    command_help: str = Field(alias="kommando_hjälp", max_length=256)
    command_questions: str = Field(alias="kommando_frågor", max_length=256)
    command_privacy: str = Field(alias="kommando_integritet", max_length=256)
