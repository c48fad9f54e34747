"""One Markdown page and its plots."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Table:
    title: str
    columns: list[str]
    note: str = ""
    lines: list[list[str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, *cells: str) -> None:
        self.lines.append([str(cell) for cell in cells])

    def markdown(self) -> str:
        """Title, note, table, and what was left out."""
        parts = [f"## {self.title}", self.note] if self.note else [f"## {self.title}"]
        lines = [self.columns, ["---"] + ["---:" if self._is_number(i) else "---" for i in range(1, len(self.columns))], *self.lines]
        parts.append("\n".join("| " + " | ".join(cells) + " |" for cells in lines))
        if self.notes:
            parts.append("\n".join(f"- {note}" for note in self.notes))
        return "\n\n".join(parts)

    def _is_number(self, column: int) -> bool:
        cells = [line[column] for line in self.lines if line[column]]
        return bool(cells) and all(cell[0].isdigit() for cell in cells)


@dataclass
class Target:
    name: str
    what: str
    target: str
    measured: str
    met: bool | None  # None: not measured


def targets_table(targets: list[Target]) -> Table:
    """S1 to S10, a row for each figure."""
    table = Table("Targets", ["", "what", "target", "measured", "met"])
    for target in sorted(targets, key=lambda target: int(target.name[1:])):
        met = {True: "yes", False: "**no**", None: "–"}[target.met]
        table.add(target.name, target.what, target.target, target.measured, met)
    return table


@dataclass
class Series:
    """A line of a plot: points of x and MB/s."""

    label: str
    x: list[float]
    y: list[float]


@dataclass
class Plot:
    name: str
    title: str
    x_label: str
    series: list[Series]

    def table(self) -> Table:
        """The same figures in print."""
        table = Table(f"{self.title}, MB/s", [self.x_label, *(series.label for series in self.series)])
        for x in sorted({x for series in self.series for x in series.x}):
            values = [dict(zip(series.x, series.y, strict=True)).get(x) for series in self.series]
            table.add(f"{x:,g}" if x < 1 else f"{x:,.0f}", *("" if value is None else f"{value:,.1f}" for value in values))
        return table

    def save(self, folder: Path) -> None:
        """Both axes are logarithmic."""
        import matplotlib

        matplotlib.use("Agg")
        from matplotlib import pyplot

        figure, axes = pyplot.subplots(figsize=(7, 4.5), layout="constrained")
        for series in self.series:
            axes.plot(series.x, series.y, marker="o", label=series.label)
        axes.set(xscale="log", yscale="log", xlabel=self.x_label, ylabel="MB/s", title=self.title)
        axes.grid(alpha=0.3, which="both")
        axes.legend()
        figure.savefig(folder / f"{self.name}.png", dpi=120)
        pyplot.close(figure)
