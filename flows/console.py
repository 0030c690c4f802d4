"""What `limpide` shows: rich on a terminal, plain and quiet when piped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from rich.cells import cell_len, set_cell_size
from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from cleaners.document import Document
from flows.explained import Place, head_off, places, suggested, tail_off
from flows.wording import many

if TYPE_CHECKING:
    from flows.store.schema import Record

STYLES = {
    "clean": "green",
    "unchanged": "dim",
    "duplicate": "cyan",
    "rejected": "yellow",
    "quarantined": "red",
    "to-be-retried": "magenta",
    "forgotten": "yellow",
}


class Bar:
    """A progress bar on the terminal's error stream; nothing when that is no terminal."""

    def __init__(self, console: Console) -> None:
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description:<32}"),
            BarColumn(bar_width=28),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
        )
        self._progress = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
        self._task = self._progress.add_task("", total=None)
        self._came = 0

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._progress.stop()

    def stage(self, name: str) -> None:
        """Begin a stage."""
        self._progress.update(self._task, description=name)

    def came(self, count: int) -> None:
        """Take note of inputs that came in."""
        self._came += count
        self._progress.update(self._task, total=self._came)

    def ended(self, count: int) -> None:
        """Take note of inputs that have their end."""
        self._progress.advance(self._task, count)


class Hanging:
    """A text after its label: where it takes several lines, they begin below each other. In a pipe it is one line."""

    def __init__(self, label: Text, said: Text) -> None:
        self._label = label
        self._said = said

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        """Give the lines."""
        if options.no_wrap:
            yield Text.assemble(self._label, self._said)
            return
        before = self._label
        for line in self._said.wrap(console, max(16, options.max_width - before.cell_len)):
            line.rstrip()
            yield Text.assemble(before, line)
            before = Text(" " * before.cell_len)


def report(said: dict[str, Any], *, clean: str, most: int = 10) -> Iterator[RenderableType]:
    """Give a run's report as it is shown at its end."""
    yield _headline(said)
    yield Text()
    yield _ends(said)
    if said["by_rule"]:
        yield Text()
        yield _rules(said, most=most)
        from flows.store.report import amounts  # noqa: PLC0415

        yield Text()
        for line in (*amounts(said), "Every edit is in the trail and can be undone."):
            yield Text(f"  {line}", style="dim")
    if said["told"] or said["duplicates_as_before"]:
        yield Text()
        yield from _told(said["told"], most=most)
        if as_before := said["duplicates_as_before"]:
            yield Text(f"  {many(as_before, 'duplicate')} as before", style="dim")
    for note in said["notes"]:
        yield Text(f"  {note}", style="dim")
    yield Text()
    yield _where(said, clean)


def _headline(said: dict[str, Any]) -> Text:
    line = Text()
    line.append(f"{said['command']} ", style="bold")
    line.append(f"{said['run']}", style="bold cyan")
    line.append(f"  {many(said['inputs'], 'input')} in {said['seconds']:.1f} s", style="dim")
    return line


def _ends(said: dict[str, Any]) -> Table:
    from flows.store.report import MEANINGS  # noqa: PLC0415

    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right")
    for end, count in said["ends"].items():
        if count or (end == "clean" and said["command"] != "forget"):
            table.add_row(Text(f"  {count:,}"), Text(end, style=STYLES[end]), Text(MEANINGS[end], style="dim"))
    total = "adds up to every input" if sum(said["ends"].values()) == said["inputs"] else "DOES NOT ADD UP"
    table.add_row(Text(f"  {said['inputs']:,}", style="bold"), Text("in all", style="bold"), Text(total, style="dim"))
    return table


def _rules(said: dict[str, Any], *, most: int) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("  rule")
    for name in ("documents", "edits", "characters out", "in"):
        table.add_column(name, justify="right")
    counts = list(said["by_rule"].items())
    for rule, count in counts[:most]:
        cells = [f"{count[name]:,}" for name in ("documents", "edits", "removed", "added")]
        table.add_row(Text(f"  {rule}"), *cells)
    if len(counts) > most:
        table.add_row(Text(f"  and {many(len(counts) - most, 'more rule')}: see the report", style="dim"))
    return table


def _told(told: list[dict[str, str]], *, most: int) -> Iterator[RenderableType]:
    for each in told[:most]:
        why = each["why"]
        said = why if why.startswith(each["source"]) else f"{each['source']}: {why}"
        yield Hanging(Text.assemble("  ", (f"{each['end']:<13} ", STYLES[each["end"]])), Text(said))
    if len(told) > most:
        yield Text(f"  and {len(told) - most:,} more: see the report", style="dim")


def _where(said: dict[str, Any], clean: str) -> Table:
    table = Table.grid(padding=(0, 2))
    held = many(said["documents"], "document")
    if said["duplicates"]:
        held += f" and {many(said['duplicates'], 'duplicate')}"
    if not said["snapshot"]:
        return table
    state = "new" if said["snapshot_is_new"] else "as before"
    table.add_row("  corpus", f"{held}, snapshot {said['snapshot']} ({state})")
    table.add_row("  read it", f"{clean}/latest/documents.jsonl or {clean}/latest/data/*.parquet")
    table.add_row("  report", f"{clean}/reports/{said['run']}.md")
    return table


def holds(said: dict[str, Any], *, most: int = 12) -> Iterator[RenderableType]:
    """Give what the corpus holds."""
    yield Text()
    yield Text.assemble(("corpus ", "bold"), (said["snapshot"], "bold cyan"))
    table = Table.grid(padding=(0, 2))
    duplicates = f" and {many(said['duplicates'], 'duplicate')} of them" if said["duplicates"] else ""
    table.add_row("  documents", f"{said['documents']:,}{duplicates}")
    table.add_row("  text", f"{said['words']:,} words, {said['characters']:,} characters")
    for name in ("languages", "kinds", "edits", "suggestions", "comments"):
        counts = list(said[name].items())
        shown = ", ".join(f"{key} {count:,}" for key, count in counts[:most])
        total = f"{sum(said[name].values()):,}: " if name in ("edits", "suggestions", "comments") and counts else ""
        table.add_row(f"  {name}", Text(total + (shown or "none") + (" ..." if len(counts) > most else "")))
    yield table


def suggestions(groups: list[dict[str, Any]], *, most: int) -> Iterator[RenderableType]:
    """Give suggestions in groups, each with its contexts."""
    total = sum(group["count"] for group in groups)
    yield Text(f"{many(total, 'suggestion')}, none applied: the text is as it was", style="dim")
    for group in groups[:most]:
        label = Text.assemble((group["handle"], "bold"), (f"{group['count']:>5} × ", "dim"))
        line = Text()
        line.append(_short(group["old"], 60), style="yellow")
        line.append(" → ", style="dim")
        line.append(_short(group["new"], 60) or "(nothing)", style="green")
        line.append(f"   {group['rule']} {group['score']:.2f}", style="cyan")
        line.append(f"  {group['why']}", style="dim")
        yield Hanging(label, line)
        for context in group["contexts"]:
            said = Text()
            said.append(_visible(context["before"]).lstrip(), style="dim")
            said.append(_short(group["old"], 60), style="yellow")
            said.append(_visible(context["after"]).rstrip(), style="dim")
            said.append(f"   {context['where']}", style="blue")
            yield Hanging(Text(" " * 10), said)
    if len(groups) > most:
        yield Text(f"and {len(groups) - most:,} more groups: --most shows more", style="dim")
    if any(group["rule"].startswith("names.") for group in groups[:most]):
        yield Text("limpide accept HANDLE puts a name right from now on, limpide reject HANDLE leaves it", style="dim")


def document(record: Record) -> Iterator[RenderableType]:
    """Give a document of the corpus: where it is from, what was learned, what it says."""
    doc = record.doc
    yield Rule(Text(doc.get("title") or record.source, style="bold"), align="left", style="dim")
    head = Table.grid(padding=(0, 2))
    head.add_row(Text("  id", style="cyan"), f"{doc.id}, version {record.version}")
    head.add_row(Text("  source", style="cyan"), Text(record.source, overflow="fold"))
    if record.duplicate_of:
        head.add_row(Text("  same as", style="cyan"), f"{record.duplicate_of} (similarity {record.similarity:.2f})")
    head.add_row(Text("  trail", style="cyan"), f"{many(len(doc.trail), 'edit')}; see --explain and --undo")
    yield head
    yield facts_table(doc)
    yield Rule(style="dim")
    yield Text(doc.text)


def explanation(doc: Document, name: str, *, width: int, plain: bool = False) -> Iterator[RenderableType]:
    """
    Give every edit of a document with rule, reason and place, then what was suggested and what was learned.

    Colours say what goes and what comes; where there are none (`plain`), signs do: [-old-]{+new+}.
    """
    found = places(doc)
    came = len(doc.before_cleaning())
    facts = [doc.get(key) for key in ("kind", "language", "format") if doc.get(key)]
    yield Rule(Text(name, style="bold"), align="left", style="dim")
    edits = many(len(found), "edit")
    kept = "none" if doc.rejected else f"{len(doc.text):,}"
    yield Text(f"{came:,} characters came in, {kept} are kept; {edits}; {', '.join(facts)}", style="dim")
    if doc.rejected:
        yield Text(f"rejected: {doc.rejected.why} ({doc.rejected.rule})", style="yellow")
    for place in found:
        yield _edit(place, width, plain)
    told = suggested(doc)
    if told:
        yield Rule(Text(f"{many(len(told), 'suggestion')}, not applied", style="bold"), align="left", style="dim")
        for place in told:
            yield _edit(place, width, plain)
    if doc.comments:
        yield Rule(Text(many(len(doc.comments), "comment"), style="bold"), align="left", style="dim")
        for comment in doc.comments:
            line = Text(f"  {comment.flag:<9}", style="red" if comment.flag != "ordinary" else "dim")
            if comment.author:
                line.append(f"{comment.author}: ", style="bold")
            line.append(_short(comment.text, width - 30))
            yield line
    if doc.left_out:
        yield Rule(
            Text(f"{many(len(doc.left_out), 'block')} left out of the page", style="bold"), align="left", style="dim"
        )
        for each in doc.left_out:
            line = Text(f"  {each.score:.2f}  ", style="dim")
            line.append(f"{each.why}: ", style="yellow")
            line.append(_short(each.text, width - 12 - len(each.why)))
            yield line
    if doc.facts:
        yield Rule(Text("Facts", style="bold"), align="left", style="dim")
        yield facts_table(doc)


def facts_table(doc: Document) -> Table:
    """Give what was learned; the first of a key counts, later ones are shown as also found."""
    table = Table.grid(padding=(0, 2))
    seen: set[str] = set()
    for fact in doc.facts:
        again = fact.key in seen
        seen.add(fact.key)
        where = f"{fact.rule}: {fact.why}" if fact.why else fact.rule
        key = Text(f"  {'also' if again else fact.key}", style="dim" if again else "cyan")
        table.add_row(key, Text(_short(fact.value, 240), overflow="fold"), Text(where, style="dim"))
    return table


def _edit(place: Place, width: int, plain: bool) -> RenderableType:
    change = place.change
    where = Text(f"{f'{place.line:>5}:{place.column}':<10} ", style="bold")
    head = Text()
    head.append(change.rule, style="cyan")
    if change.score < 1:
        head.append(f" {change.score:.2f}", style="dim")
    if change.why:
        head.append(f"  {change.why}", style="dim")
    signs = 4 if plain else 1
    room = max(40, width - 11) - signs * (bool(change.old) + bool(change.new))
    out, into = _short(change.old, room - 8), _short(change.new, room // 2)
    aside = max(0, min(32, (room - cell_len(out) - cell_len(into)) // 2))
    line = Text(no_wrap=not plain, overflow="ellipsis")
    line.append(head_off(_visible(place.before), aside).lstrip(), style="dim")
    if out:
        line.append(f"[-{out}-]" if plain else out, style="red strike")
    if out and into and not plain:
        line.append("→", style="dim")
    if into:
        line.append(f"{{+{into}+}}" if plain else into, style="green underline")
    line.append(tail_off(_visible(place.after), aside).rstrip(), style="dim")
    said = Hanging(Text(" " * 11), line) if plain else Padding(line, (0, 0, 0, 11))
    return Group(Hanging(where, head), said)


def _short(text: str, room: int) -> str:
    r"""
    A text on one line, its middle left out when it is long: where it ends is worth seeing.

        >>> _short("un\ndeux", 20), _short("The ferry, which was late on Monday, left at noon.", 44)
        ('un⏎deux', 'The ferry, which … at noon. (50 characters)')
    """
    said = _visible(text)
    if cell_len(said) <= max(room, 16):
        return said
    note = f"({len(text):,} characters)"
    left = max(12, room - len(note) - 4)
    end = head_off(said, left // 3).strip()
    left -= cell_len(end)
    begin = tail_off(said, left) or set_cell_size(said, left)
    return " ".join(part for part in (begin.rstrip(" ⏎,;"), "…", end, note) if part)


def _visible(text: str) -> str:
    """Line breaks and what a terminal would not show, made visible."""
    signs = {"\n": "⏎", "\r": "␍", "\t": "⇥", "\u00a0": "⍽", "\u202f": "⍽"}
    return "".join(signs.get(sign, sign if sign.isprintable() else f"‹{ord(sign):X}›") for sign in text)


def show(console: Console, parts: Iterable[RenderableType]) -> None:
    """Print one thing after the other; in a pipe without the blanks that fill a line."""
    for part in parts:
        if console.is_terminal:
            console.print(part)
            continue
        with console.capture() as held:
            console.print(part, soft_wrap=True)
        console.file.write("\n".join(line.rstrip(" ") for line in held.get().split("\n")))
