"""What the right pane says where there are no steps to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.domain.failure import Cause
from seq_tui.presentation.wording import counted
from seq_tui.ui.notice import Notice, NoticeState

if TYPE_CHECKING:
    from seq_tui.domain.sequence import Sequence
    from seq_tui.ui.list_notices import Progress
    from seq_tui.ui.search_results import SearchResults

STEPS_HERE = "The steps of a sequence appear here"

EXAMPLES = (
    ("trial europe", "both words, in any order"),
    ("(trial or demo) -old", "either word, without another one"),
    ("21143", "an id, or part of a name"),
    ("steps>5", "by figures: steps, days, email, reply"),
    ("has:problem", "has a problem, a reply, a task"),
    ("task:price", "a word of a task"),
    ("template:398744", "uses an e-mail template"),
    ("creator:anna", "who created it"),
    ("updated<90d", "changed in the last 90 days"),
)
"""What can be searched for."""

ADVICE = {
    Cause.UNREACHABLE: "seq-tui doctor checks address, proxy and certificates.",
    Cause.OFFLINE: "An archive needs no network: seq-tui --archive FILE",
    Cause.RATE_LIMITED: "Other programs that use the same token share its limit.",
    Cause.SERVICE: "The fault is on the other side; nothing on this computer needs a change.",
    Cause.UNAUTHORISED: "The demo account needs no token: seq-tui --demo",
    Cause.USAGE: "seq-tui doctor shows which settings are in use.",
}
"""Something else that helps, by what failed."""

REFUSED = 403
"""The status of an answer that the token is valid, but may not read sequences."""

REFUSED_ADVICE = "seq-tui doctor shows which account and token are in use."


def detail_notice(
    results: SearchResults,
    row: int,
    progress: Progress,
) -> Notice | None:
    """What to say in place of the sequence of a row that is not in memory."""
    failure = results.loader.failure
    if results.rows.count:
        if failure is not None and not progress.is_loading:
            # Why, and what to do, stands below the rows.
            return Notice(NoticeState.EMPTY, f"Row {row + 1:,} is not loaded")
        return _loading(f"Loading row {row + 1:,}", progress)
    if failure is not None and not progress.is_loading:
        # The other pane has the sentence; a second one beside it would compete with it.
        advice = REFUSED_ADVICE if failure.status == REFUSED else ADVICE.get(failure.cause, "")
        return Notice(NoticeState.ASIDE, advice or STEPS_HERE)
    if failure is not None or not progress.is_answered(results):
        if progress.pause:
            return Notice(NoticeState.ASIDE, ADVICE[Cause.RATE_LIMITED])
        if not progress.seconds:
            return None
        return Notice(NoticeState.ASIDE, STEPS_HERE)
    if not results.query.selects_all:
        return Notice(NoticeState.EMPTY, "What can be searched for", examples=EXAMPLES)
    return Notice(
        NoticeState.EMPTY,
        STEPS_HERE,
        advice="The demo account shows how that looks: seq-tui --demo",
    )


def steps_notice(sequence: Sequence) -> Notice | None:
    """Why a sequence shows no steps."""
    if sequence.steps:
        return None
    if sequence.steps is not None and not sequence.steps_total:
        return Notice(
            NoticeState.EMPTY,
            "This sequence has no steps",
            advice="Steps are added in Sell.",
        )
    count = counted(sequence.steps_total, "step") if sequence.steps_total else "steps"
    return Notice(
        NoticeState.EMPTY,
        f"The {count} of this sequence did not come with it",
        hint="r asks for it again",
    )


def _loading(sentence: str, progress: Progress) -> Notice | None:
    """Only after a second: most rows come sooner."""
    if not progress.seconds:
        return None
    return Notice(NoticeState.LOADING, f"{sentence}, {progress.seconds} s", mark=progress.spinner)
