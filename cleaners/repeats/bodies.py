"""Which stretches make up a body together, and whether the bodies make up the document."""

from __future__ import annotations

from cleaners.repeats.aligned import Run


def bodies_of(
    runs: list[Run], least: float, *, away: int = 400, dense: float = 0.5, different: float = 0.002, short: int = 150
) -> list[Run]:
    """
    Keep the runs that make up a body together: in one order in both places, at most `away` words apart, `dense` in all.

    Less than `least` words of it is a clause, a notice, an example that the text has reason to say again. What says
    `different` things in more than one place and two of a thousand words (in any, if `short`) is another variant of
    the same conditions, not a copy. (Of 219 double bodies none differs in more than one place, but for clipped ends,
    links and glued words.)
    """
    groups: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: run.start):
        for group in groups:
            last = group[-1]
            if -60 < run.start - last.end <= away and -60 < run.left - last.right <= away:
                group.append(run)
                break
        else:
            groups.append([run])
    kept: list[Run] = []
    for group in groups:
        size = sum(run.end - run.start for run in group)
        spread = max(group[-1].end - group[0].start, group[-1].right - group[0].left)
        if size < dense * spread:
            group = [run for run in group if run.end - run.start >= least]  # noqa: PLW2901
        if size >= least and sum(run.filled for run in group) <= (size >= short) + different * size:
            kept += group
    return kept


def makes_up(runs: list[Run], others: list[Run], total: int, whole: float, *, ends: int = 40) -> bool:
    """
    Tell whether the copies make up the document: `whole` of its words, or it begins with one and `ends` with the other.

    What stands in `others` too is said three times: no copy for standing at both ends.
    """
    twice = max(run.right for run in runs) <= min(run.start for run in runs)
    twice = twice and not any(_shared(run, other) for run in runs for other in others)
    if twice and min(run.left for run in runs) <= ends and max(run.end for run in runs) >= total - ends:
        return True
    count = reached = 0
    for start, end in sorted(span for run in runs for span in ((run.start, run.end), (run.left, run.right))):
        count += max(0, end - max(start, reached))
        reached = max(reached, end)
    return count >= whole * total


def _shared(run: Run, other: Run) -> bool:
    """Tell whether half of a copy lies in one of the two places of another run."""
    return any(
        2 * (min(end, stop) - max(start, at)) > end - start
        for start, end in ((run.start, run.end), (run.left, run.right))
        for at, stop in ((other.start, other.end), (other.left, other.right))
    )
