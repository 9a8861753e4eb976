"""From answers to the facts of the core."""

from __future__ import annotations

from bole.facts.model import Facts
from bole.facts.vocabulary import Vocabulary
from bole.web.profiles.bridge import facts_of_raw
from bole.web.profiles.bridge import value_of as value_of
from bole.web.selfcheck.answers import Answers


def facts_of(answers: Answers, *, vocabulary: Vocabulary) -> Facts:
    """The facts, with what follows from them; a family that was told is closed.

    What was told to another programme in part is not taken for all there is.
    """
    scalars = {id: raw for id, raw in answers.facts.items() if id not in answers.partial}
    closed = [name for name in answers.families if name not in answers.partial]
    return facts_of_raw(scalars, answers.families, vocabulary=vocabulary, closed=closed)
