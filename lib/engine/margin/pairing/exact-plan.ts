/**
 * The cheapest pairing of a small book, exactly: a covering problem in whole contracts.
 *
 * A short is left naked, is part of a naked put and call, is covered by stock, or stays in the cell of
 * its expiry. A cell's loss is at least its payoff at zero and at every long strike; between those a
 * short strike only bends the loss upwards, so nothing worse lies there. Above the highest strike the
 * loss is bounded exactly when no more calls are short than long.
 */
import { type Column, columnCost, columnsOf, lossUnit } from "./columns";
import { cheapestPlan, type LinearRow } from "./linear-program";
import { intrinsic, type PairingPlan, type PairingProblem } from "./problem";

interface Model {
  readonly problem: PairingProblem;
  /** Expiries that have shorts. */
  readonly expiries: readonly string[];
  readonly columns: readonly Column[];
}

/** The cheapest plan, or null when the search met its bounds. */
export function exactPlan(problem: PairingProblem): PairingPlan | null {
  const expiries = [...new Set(problem.shorts.map(({ series }) => series.expiryDate))];
  const columns = columnsOf(problem, expiries);
  const model = { problem, expiries, columns };
  const values = cheapestPlan({
    costs: columns.map((column) => columnCost(problem, column, expiries.length)),
    isWhole: columns.map(({ does }) => does !== "loss"),
    rows: rowsOf(model),
  });
  return values === null ? null : planOf(model, values);
}

function rowsOf(model: Model): readonly LinearRow[] {
  const { problem, expiries, columns } = model;
  const { shorts, longs, lots, stock } = problem;
  const rows: LinearRow[] = [];
  for (let cell = 0; cell < expiries.length; cell += 1) addCell(rows, model, cell);
  for (let short = 0; short < shorts.length; short += 1) {
    const terms = termsOf(columns, (column) => Number(leaves(column, short)));
    rows.push({ terms, is: "at_most", bound: shorts[short]?.count ?? 0 });
  }
  for (let long = 0; long < longs.length; long += 1) {
    const terms = termsOf(columns, (column) => Number(column.long === long));
    rows.push({ terms, is: "at_most", bound: longs[long]?.count ?? 0 });
  }
  if (lots === 0) return rows;
  const terms = termsOf(columns, ({ does }) => Number(does === "stock"));
  rows.push({ terms, is: "at_most", bound: lots });
  // Where stock has a requirement of its own, every lot of it is somewhere.
  if (stock !== null) rows.push({ terms, is: "at_least", bound: lots });
  return rows;
}

/** The loss of a cell at each price that can be its worst, and no more calls short in it than long. */
function addCell(rows: LinearRow[], model: Model, cell: number): void {
  const { problem, expiries, columns } = model;
  const expiry = expiries[cell] ?? "";
  const longs = problem.longs.filter(({ series }) => series.expiryDate >= expiry);
  const loss = columns.findIndex((column) => column.does === "loss" && column.cell === cell);
  for (const price of new Set([0, ...longs.map(({ strike }) => strike)])) {
    const row = cellRow(model, cell, (item) => intrinsic(item, price));
    row.terms[loss] = lossUnit(problem);
    if (row.bound > 0) rows.push(row);
  }
  const calls = cellRow(model, cell, ({ series }) => Number(series.right === "call"));
  if (calls.bound > 0) rows.push(calls);
}

/** What the longs of a cell, and what leaves it, must make up for: the worth of all its shorts. */
function cellRow(
  { problem, expiries, columns }: Model,
  cell: number,
  worthOf: (item: PairingProblem["longs" | "shorts"][number]) => number,
): LinearRow {
  const shorts = problem.shorts.map((short) =>
    short.series.expiryDate === expiries[cell] ? worthOf(short) : 0,
  );
  const longs = problem.longs.map(worthOf);
  const terms = termsOf(columns, (column) => {
    if (column.does === "cover") return column.cell === cell ? at(longs, column.long) : 0;
    return at(shorts, column.short) + at(shorts, column.other);
  });
  const bound = problem.shorts.reduce(
    (sum, { count }, index) => sum + count * at(shorts, index),
    0,
  );
  return { terms, is: "at_least", bound };
}

function at(worths: readonly number[], index: number | null): number {
  return index === null ? 0 : (worths[index] ?? 0);
}

/** Whether the column takes a contract of this short out of its cell. */
function leaves({ short, other }: Column, index: number): boolean {
  return short === index || other === index;
}

function termsOf(
  columns: readonly Column[],
  coefficient: (column: Column) => number,
): Float64Array {
  const terms = new Float64Array(columns.length);
  for (let at = 0; at < columns.length; at += 1) terms[at] = coefficient(columns[at] as Column);
  return terms;
}

function planOf({ problem, expiries, columns }: Model, values: readonly number[]): PairingPlan {
  const used = columns.flatMap((column, index) => {
    const count = column.does === "loss" ? 0 : Math.round(values[index] ?? 0);
    return count > 0 ? [{ ...column, count }] : [];
  });
  const gone = problem.shorts.map((_, short) =>
    used.reduce((sum, item) => sum + (leaves(item, short) ? item.count : 0), 0),
  );
  const cells = expiries.map((expiry, cell) => ({
    shorts: problem.shorts.flatMap(({ series, count }, short) => {
      const left = series.expiryDate === expiry ? count - (gone[short] ?? 0) : 0;
      return left > 0 ? [{ short, count: left }] : [];
    }),
    longs: used.flatMap(({ does, cell: at, long, count }) =>
      does === "cover" && at === cell && long !== null ? [{ long, count }] : [],
    ),
  }));
  return {
    naked: used.flatMap(({ does, short, count }) =>
      does === "naked" && short !== null ? [{ short, count }] : [],
    ),
    straddles: used.flatMap(({ does, short, other, count }) =>
      does === "straddle" && short !== null && other !== null
        ? [{ put: short, call: other, count }]
        : [],
    ),
    stocked: used.flatMap(({ does, short, long, count }) =>
      does === "stock" && (short !== null || long !== null) ? [{ short, long, count }] : [],
    ),
    cells: cells.filter(({ shorts }) => shorts.length > 0),
  };
}
