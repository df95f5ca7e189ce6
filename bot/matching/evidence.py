"""What speaks for and against an entry being the right answer: the input of the calibration."""

from __future__ import annotations

from typing import NamedTuple


class Evidence(NamedTuple):
    """Signs by which a right answer is told from a wrong one, for one entry of a ranking.

    Scores are in the matcher's units, shares 0–1, weights in shares of the rarest word's.
    """

    score: float
    lead: float  # over the best other entry
    lead_over_field: float  # over the mean of the best three others
    share: float  # of the softmax over all entries
    coverage: float  # of the nearest wording by the message
    coverage_lead: float  # over the best other entry's
    grams: float  # letter score
    fields: float  # word score
    known: float  # share of the message's weight that the entry explains
    unexplained: float  # weight of what the entry does not explain
    elsewhere: float  # the weightiest such word that the FAQ has elsewhere
    company: float  # share of the candidates that are of the entry's topic
    length: float  # log of the number of words
    same_type: float  # asks for what the entry's question asks for
    other_type: float  # both have a type, and they differ
