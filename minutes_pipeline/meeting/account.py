"""The account of a draft: where every sentence that was said went, and what was done to it."""

from __future__ import annotations

from dataclasses import dataclass

from minutes_pipeline.meeting.minutes import Minutes, OmissionReason


@dataclass(frozen=True, slots=True)
class Saying:
    """One sentence as it was said, and what became of it.

    Attributes:
        number: Its place among all sentences of the record, from 0.
        text: The words as they were said, punctuation included.
        utterances: Ids of the utterances it comes from, at least one.
        paragraphs: Ids of the paragraphs that were made from it; empty when it was left out.
        reason: Why it was left out; None when it was not.
    """

    number: int
    text: str
    utterances: tuple[str, ...]
    paragraphs: tuple[str, ...] = ()
    reason: OmissionReason | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What one rule did to a sentence.

    Attributes:
        rule: Name of the rule, as in `Paragraph.rules`.
        text: The sentence after it.
    """

    rule: str
    text: str


@dataclass(frozen=True, slots=True)
class Rewriting:
    """How one sentence of a paragraph came to be.

    Attributes:
        paragraph: Id of the paragraph.
        sayings: Numbers of the sentences as said that it was made from, at least one.
        steps: What was done, in order; empty when the words stand as they were said.
    """

    paragraph: str
    sayings: tuple[int, ...]
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """Every sentence of the record, each in a paragraph or left out with a reason.

    Attributes:
        sayings: In the order of the record.
        rewritings: In the order of the paragraphs.
    """

    sayings: tuple[Saying, ...] = ()
    rewritings: tuple[Rewriting, ...] = ()

    def of_paragraph(self, paragraph: str) -> tuple[Rewriting, ...]:
        """Return how the sentences of a paragraph came to be, in its order."""
        return tuple(one for one in self.rewritings if one.paragraph == paragraph)

    def of_utterance(self, utterance: str) -> tuple[Saying, ...]:
        """Return the sentences of an utterance, in the order in which they were said."""
        return tuple(one for one in self.sayings if utterance in one.utterances)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a language model proposed for one paragraph.

    Attributes:
        paragraph: Id of the paragraph.
        before: Its text as the rules made it.
        answer: What the model answered, cut to a few hundred characters; None without an answer.
        accepted: Whether the answer stands in the minutes.
        reasons: Why it was refused, in Japanese; empty when it was accepted.
    """

    paragraph: str
    before: str
    answer: str | None
    accepted: bool
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Polishing:
    """All that was proposed, accepted and refused.

    Attributes:
        model: Name of the model that was asked.
        host: The computer that it runs on, with the port.
        proposals: In the order of the paragraphs.
        stopped: Why no more was asked, in Japanese; None when all paragraphs were.
    """

    model: str
    host: str
    proposals: tuple[Proposal, ...] = ()
    stopped: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """What the writing rules made of a record: the minutes, and the account of them."""

    minutes: Minutes
    account: Account
