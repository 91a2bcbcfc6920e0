"""The rules for what stands in a section: actions, decisions, questions, turns.

Nothing in this module reads a source.
"""

from __future__ import annotations

from minutebook.drafts.rule import HEAD, PEOPLE, rule

ITEM_RULES = (
    rule(
        "action-label",
        1,
        "`Action:`, `ACTION 12:`, `TODO` and their like",
        "action",
        (
            f"{PEOPLE}## Swings\n\nAction: JM to paint them.\n",
            "sessions.0.items.0.action",
            "JM to paint them.",
        ),
        (f"{PEOPLE}## Swings\n\nACTION 3: JM to paint them.\n", "sessions.0.items.0.number", "3"),
    ),
    rule(
        "action-section",
        0.9,
        "an item of a list below `Actions` and its like; a paragraph there that says whose it is",
        "action",
        (f"{PEOPLE}## Actions\n\n- JM: paint the swings\n", "sessions.0.items.0.owners", ["JM"]),
    ),
    rule(
        "action-table",
        1,
        "a row of a table with columns of actions and owners",
        "action",
        (
            f"{PEOPLE}## Actions\n\n| Action | Owner |\n|---|---|\n| Paint the swings | JM |\n",
            "sessions.0.items.0.action",
            "Paint the swings",
        ),
    ),
    rule(
        "somebody-to",
        0.7,
        "a list item that says who of those named is to do something",
        "action",
        (f"{PEOPLE}## Swings\n\n- JM to paint them\n", "sessions.0.items.0.owners", ["JM"]),
    ),
    rule(
        "task-box",
        0.75,
        "a list item with a box, where it is no list of people",
        "action",
        (f"{PEOPLE}## Swings\n\n- [ ] paint them\n", "sessions.0.items.0.action", "☐ paint them"),
        languages="any",
    ),
    rule(
        "decision-label",
        1,
        "`Decision:`, `RESOLVED:`, `Conclusion:` and their like",
        "decision",
        (
            f"{HEAD}## Swings\n\nDecision: They are painted.\n",
            "sessions.0.items.0.outcome",
            "agreed",
        ),
        (
            f"{HEAD}## Schaukel\n\nBeschluss: Sie wird gestrichen.\n",
            "sessions.0.items.0.outcome",
            "agreed",
        ),
    ),
    rule(
        "decision-section",
        0.85,
        "an item of a list, or a paragraph, below `Decisions` and its like",
        "decision",
        (
            f"{HEAD}## Decisions\n\n- The swings are painted\n",
            "sessions.0.items.0.decision",
            "The swings are painted",
        ),
    ),
    rule(
        "agreed",
        0.7,
        "a sentence that says that something was agreed",
        "decision",
        (
            f"{HEAD}## Swings\n\nIt was agreed to paint them.\n",
            "sessions.0.items.0.outcome",
            "agreed",
        ),
        (f"{HEAD}## Siglenni\n\nCytunwyd i'w paentio.\n", "sessions.0.items.0.outcome", "agreed"),
    ),
    rule(
        "approved",
        0.8,
        "a sentence that says that minutes or the like were approved",
        "decision",
        (f"{HEAD}## Minutes\n\nApproved unanimously\n", "sessions.0.items.0.basis", "unanimous"),
    ),
    rule(
        "tally",
        0.9,
        "the counts of a vote",
        "decision with a vote",
        (f"{HEAD}## Swings\n\nIn favour: 7, against: 1.\n", "sessions.0.items.0.vote.for", "7"),
        (
            f"{HEAD}## Bancs\n\nAdopté à 7 voix contre 0 ; 1 abstention.\n",
            "sessions.0.items.0.vote.abstain",
            "1",
        ),
    ),
    rule(
        "motion-label",
        1,
        "`Motion:` and its like",
        "motion",
        (
            f"{PEOPLE}## Swings\n\nMotion: That they be painted.\n",
            "sessions.0.items.0.motion",
            "That they be painted.",
        ),
    ),
    rule(
        "moved",
        0.9,
        "who moved something, and who seconded it",
        "motion",
        (
            f"{PEOPLE}## Swings\n\nMoved by JM, seconded by AP. Carried.\n",
            "sessions.0.items.0.seconded",
            "AP",
        ),
    ),
    rule(
        "question-label",
        1,
        "`Q:`, `Question:` and their like",
        "question",
        (
            f"{HEAD}## Swings\n\nQ: Are they safe?\n\nA: Yes.\n",
            "sessions.0.items.0.question",
            "Are they safe?",
        ),
    ),
    rule(
        "answer-label",
        1,
        "`A:`, `Answer:` and their like",
        "answer",
        (
            f"{HEAD}## Swings\n\nQ: Are they safe?\n\nA: Yes, all are.\n",
            "sessions.0.items.1.answer",
            "Yes, all are.",
        ),
    ),
    rule(
        "question-section",
        0.8,
        "an item of a list below `Questions` and its like",
        "question",
        (
            f"{HEAD}## Questions\n\n- Are they safe?\n",
            "sessions.0.items.0.question",
            "Are they safe?",
        ),
    ),
    rule(
        "question-told",
        0.7,
        "a sentence that says that somebody asked",
        "question",
        (f"{PEOPLE}## Swings\n\nJM asked whether they are safe.\n", "sessions.0.items.0.by", "JM"),
    ),
    rule(
        "answer-told",
        0.7,
        "a sentence that says that somebody answered",
        "answer",
        (
            f"{PEOPLE}## Swings\n\nJM asked if so.\n\nAP answered that they are.\n",
            "sessions.0.items.1.by",
            "AP",
        ),
    ),
    rule(
        "speaker",
        0.9,
        "a name that is known, or comes again and again, before a colon",
        "statement",
        (
            f"{PEOPLE}## Swings\n\nJM: They are safe.\n",
            "sessions.0.items.0.statement",
            "They are safe.",
        ),
        languages="any",
    ),
    rule(
        "feedback",
        0.7,
        "a paragraph that says what a group felt or suggested, where feedback was asked for",
        "feedback",
        (
            f"{HEAD}## Feedback\n\nThe group felt that the paths are too narrow.\n",
            "sessions.0.items.0.feedback",
            "The group felt that the paths are too narrow.",
        ),
    ),
    rule(
        "principles-section",
        0.7,
        "a list below a line that speaks of principles and ends with a colon",
        "principle",
        (
            f"{HEAD}## Swings\n\nThe principles of the work are:\n\n- Nobody is hurt.\n",
            "principles.items.0.principle",
            "Nobody is hurt.",
        ),
    ),
    rule(
        "principle-section",
        0.8,
        "an item of a list below `Principles` and its like",
        "principle",
        (
            f"{HEAD}## Principles\n\n- Nobody is hurt.\n",
            "principles.items.0.principle",
            "Nobody is hurt.",
        ),
    ),
)
