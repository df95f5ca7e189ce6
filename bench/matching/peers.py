"""The peers, each as well set up as we know how.

What was tried: with and without `default_process`, wordings or whole entries as documents, with
and without the answer and the topic, `char` or `char_wb`, raw or sublinear counts. The best on the
authority FAQ and on our own is used: rapidfuzz on wordings (it drowns in long texts), the others on
one document an entry that holds all its text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import bm25s
import numpy as np
import numpy.typing as npt
import snowballstemmer
from rapidfuzz import fuzz, process, utils
from sklearn.feature_extraction.text import TfidfVectorizer

from bench.matching.matcher import DEPTH, Found
from bot.models import Faq

_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Documents:
    """Texts to match against; `owners[i]` is the number in `entries` of the entry of `texts[i]`."""

    texts: tuple[str, ...]
    owners: npt.NDArray[np.int32]
    entries: tuple[str, ...]

    def best(self, scores: npt.NDArray[np.float64]) -> Found:
        """The best entries, each by its best text; of equals the first, as with `extractOne`."""
        by_entry = np.full(len(self.entries), -np.inf)
        np.maximum.at(by_entry, self.owners, scores)
        order = np.argsort(-by_entry, kind="stable")[:DEPTH]
        return Found(
            entries=tuple(self.entries[i] for i in order),
            scores=tuple(float(by_entry[i]) for i in order),
        )


def by_wording(faq: Faq) -> Documents:
    """Each question and each variant by itself."""
    return _documents(faq, [(entry.question, *entry.variants) for entry in faq.entries])


def by_entry(faq: Faq) -> Documents:
    """One text an entry: question, variants, answer and topic."""
    return _documents(
        faq,
        [(" ".join((e.question, *e.variants, e.answer, e.topic)),) for e in faq.entries],
    )


def _documents(faq: Faq, texts: list[tuple[str, ...]]) -> Documents:
    owners = np.repeat(np.arange(len(texts), dtype=np.int32), [len(held) for held in texts])
    return Documents(
        texts=tuple(text for held in texts for text in held),
        owners=owners,
        entries=tuple(entry.id for entry in faq.entries),
    )


class RapidFuzz:
    """`rapidfuzz.process.extractOne` over texts that went through `default_process`."""

    def __init__(self, documents: Documents, scorer: str) -> None:
        self._documents = documents
        self._choices = [utils.default_process(text) for text in documents.texts]
        self._scorer = getattr(fuzz, scorer)

    def ask(self, message: str) -> Found:
        """The best four entries for `message`."""
        asked = [utils.default_process(message)]
        return self._documents.best(
            process.cdist(asked, self._choices, scorer=self._scorer)[0].astype(float)
        )

    def best(self, message: str) -> object:
        """The best text."""
        return process.extractOne(
            utils.default_process(message), self._choices, scorer=self._scorer
        )


class Bm25:
    """bm25s with its defaults, over Swedish Snowball stems."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents
        self._model = bm25s.BM25()
        self._model.index([stems(text) for text in documents.texts], show_progress=False)

    def ask(self, message: str) -> Found:
        """The best four entries for `message`."""
        return self._documents.best(self._scores(message).astype(float))

    def best(self, message: str) -> object:
        """The number of the best text."""
        return self._scores(message).argmax()

    def _scores(self, message: str) -> npt.NDArray[np.float32]:
        said = stems(message)
        if not said:  # bm25s cannot be asked nothing
            return np.zeros(len(self._documents.texts), dtype=np.float32)
        scores: npt.NDArray[np.float32] = self._model.get_scores(said)
        return scores


class _TfIdf:
    """Cosine of TF-IDF vectors by scikit-learn, with sublinear counts."""

    def __init__(self, documents: Documents, **settings: Any) -> None:
        self._documents = documents
        self._vectors = TfidfVectorizer(sublinear_tf=True, **settings)
        self._matrix = self._vectors.fit_transform(documents.texts).T.tocsr()

    def ask(self, message: str) -> Found:
        """The best four entries for `message`."""
        return self._documents.best(self._scores(message))

    def best(self, message: str) -> object:
        """The number of the best text."""
        return self._scores(message).argmax()

    def _scores(self, message: str) -> npt.NDArray[np.float64]:
        scores: npt.NDArray[np.float64] = (
            (self._vectors.transform([message]) @ self._matrix).toarray().ravel()
        )
        return scores


class TfIdfWords(_TfIdf):
    """TF-IDF over Swedish Snowball stems."""

    def __init__(self, documents: Documents) -> None:
        super().__init__(documents, analyzer=stems)


class TfIdfLetters(_TfIdf):
    """TF-IDF over sequences of three to five characters."""

    def __init__(self, documents: Documents) -> None:
        super().__init__(documents, analyzer="char", ngram_range=(3, 5))


def stems(text: str) -> list[str]:
    """The Swedish Snowball stems of the words of `text`, in order."""
    return [_stem(word) for word in _WORD.findall(text.lower())]


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    return str(_stemmer().stemWord(word))


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    return snowballstemmer.stemmer("swedish")
