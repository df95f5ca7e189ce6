"""The signs by which a right answer is told from a wrong one: the input of the calibration."""

from __future__ import annotations

from typing import NamedTuple


class Evidence(NamedTuple):
    """Signs for one entry of a ranking.

    Chosen from 35 on the authority FAQ of `bench/` and on our own: taking one more out costs
    AUROC, putting any other in gains nothing on messages that were not fitted on.
    """

    lead: float  # score over the mean of the best three others, in the ranking's units
    share: float  # of the softmax over all entries, 0-1
    coverage: float  # of the entry's nearest wording by the message, 0-1
    company: float  # share of the candidates that are of the entry's topic, 0-1
    length: float  # log of the number of words in the message
    worded: float  # share of the question's weight that the entry's wordings explain, 0-1
    unworded: float  # words of content in the question that the entry's wordings do not explain
    strange: float  # those of them that nothing in the FAQ explains
    undeclared: float  # 1 if it asks for a time, a reason … that no wording of the entry asks for
