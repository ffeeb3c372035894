/**
 * The cheapest pairing of a small book, exactly: a covering problem in whole contracts.
 *
 * A short is left naked, is part of a naked put and call, is covered by stock, or stays in the cell of
 * its expiry. A cell's loss is at least its payoff at zero and at every long strike; between those a
 * short strike only bends the loss upwards, so nothing worse lies there. Above the highest strike the
 * loss is bounded exactly when no more calls are short than long.
 */
import { type Column, columnCost, columnsOf, type Scale, scaleOf } from "./columns";
import { cheapestPlan, type LinearRow, zeros } from "./linear-program";
import {
  intrinsic,
  type LongItem,
  type PairingPlan,
  type PairingProblem,
  type ShortItem,
} from "./problem";

interface Model {
  readonly problem: PairingProblem;
  /** Expiries that have shorts. */
  readonly expiries: readonly string[];
  readonly columns: readonly Column[];
  readonly scale: Scale;
}

/** The cheapest plan, or null when the search met its bounds. */
export function exactPlan(problem: PairingProblem): PairingPlan | null {
  const expiries = [...new Set(problem.shorts.map(({ series }) => series.expiryDate))];
  const columns = columnsOf(problem, expiries);
  const scale = scaleOf(problem, expiries.length);
  const values = cheapestPlan({
    costs: columns.map((column) => columnCost(problem, column, scale)),
    isWhole: columns.map(({ does }) => does !== "loss"),
    rows: rowsOf({ problem, expiries, columns, scale }),
  });
  return values === null ? null : planOf({ problem, expiries, columns }, values);
}

function rowsOf(model: Model): readonly LinearRow[] {
  const { problem, expiries, columns } = model;
  const { shorts, longs, lots, stock } = problem;
  const rows: LinearRow[] = [];
  for (let cell = 0; cell < expiries.length; cell += 1) addCell(rows, model, cell);
  const atMost = (bound: number): number[] => {
    const terms = zeros(columns.length);
    rows.push({ terms, is: "at_most", bound });
    return terms;
  };
  const ofShorts = shorts.map(({ count }) => atMost(count));
  const ofLongs = longs.map(({ count }) => atMost(count));
  const ofStock = lots === 0 ? null : atMost(lots);
  for (let index = 0; index < columns.length; index += 1) {
    const { does, short, other, long } = columns[index] as Column;
    if (short !== null) (ofShorts[short] as number[])[index] = 1;
    if (other !== null) (ofShorts[other] as number[])[index] = 1;
    if (long !== null) (ofLongs[long] as number[])[index] = 1;
    if (ofStock !== null && does === "stock") ofStock[index] = 1;
  }
  // Where stock has a requirement of its own, every lot of it is somewhere.
  if (ofStock !== null && stock !== null) {
    rows.push({ terms: ofStock, is: "at_least", bound: lots });
  }
  return rows;
}

/** The loss of a cell at each price that can be its worst, and no more calls short in it than long. */
function addCell(rows: LinearRow[], model: Model, cell: number): void {
  const { problem, expiries, columns, scale } = model;
  const expiry = expiries[cell] ?? "";
  const loss = columns.findIndex((column) => column.does === "loss" && column.cell === cell);
  const prices = new Set([0]);
  for (const { series, strike } of problem.longs) {
    if (series.expiryDate >= expiry) prices.add(strike);
  }
  for (const price of prices) {
    const row = cellRow(model, cell, (item) => intrinsic(item, price));
    row.terms[loss] = scale.lossUnit;
    if (row.bound > 0) rows.push(row);
  }
  const calls = cellRow(model, cell, ({ series }) => (series.right === "call" ? 1 : 0));
  if (calls.bound > 0) rows.push(calls);
}

/** What the longs of a cell, and what leaves it, must make up for: the worth of all its shorts. */
function cellRow(
  { problem, expiries, columns }: Model,
  cell: number,
  worthOf: (item: ShortItem | LongItem) => number,
): LinearRow {
  const { shorts, longs } = problem;
  const terms = zeros(columns.length);
  const worths = zeros(shorts.length);
  let bound = 0;
  for (let short = 0; short < shorts.length; short += 1) {
    const item = shorts[short] as ShortItem;
    if (item.series.expiryDate !== expiries[cell]) continue;
    worths[short] = worthOf(item);
    bound += item.count * (worths[short] as number);
  }
  for (let index = 0; index < columns.length; index += 1) {
    const { does, short, other, long, cell: at } = columns[index] as Column;
    if (does === "cover") {
      if (at === cell && long !== null) terms[index] = worthOf(longs[long] as LongItem);
      continue;
    }
    const first = short === null ? 0 : (worths[short] as number);
    terms[index] = first + (other === null ? 0 : (worths[other] as number));
  }
  return { terms, is: "at_least", bound };
}

type Item<K extends keyof PairingPlan> = PairingPlan[K][number];

/** A plan while it is read out of the columns. */
interface Draft {
  readonly naked: Item<"naked">[];
  readonly straddles: Item<"straddles">[];
  readonly stocked: Item<"stocked">[];
  /** By cell. */
  readonly longs: { readonly long: number; readonly count: number }[][];
}

function planOf(
  { problem, expiries, columns }: Omit<Model, "scale">,
  values: readonly number[],
): PairingPlan {
  const draft: Draft = { naked: [], straddles: [], stocked: [], longs: expiries.map(() => []) };
  const left = problem.shorts.map(({ count }) => count);
  for (let index = 0; index < columns.length; index += 1) {
    const column = columns[index] as Column;
    const count = column.does === "loss" ? 0 : Math.round(values[index] ?? 0);
    if (count <= 0) continue;
    for (const short of [column.short, column.other]) {
      if (short !== null) left[short] = (left[short] as number) - count;
    }
    write(draft, column, count);
  }
  const cells = expiries.map((expiry, cell) => ({
    shorts: problem.shorts.flatMap(({ series }, short) => {
      const count = series.expiryDate === expiry ? (left[short] as number) : 0;
      return count > 0 ? [{ short, count }] : [];
    }),
    longs: draft.longs[cell] ?? [],
  }));
  const { naked, straddles, stocked } = draft;
  return { naked, straddles, stocked, cells: cells.filter(({ shorts }) => shorts.length > 0) };
}

function write(draft: Draft, { does, short, other, long, cell }: Column, count: number): void {
  if (does === "stock") {
    if (short !== null || long !== null) draft.stocked.push({ short, long, count });
  } else if (does === "cover") {
    if (long !== null && cell !== null) draft.longs[cell]?.push({ long, count });
  } else if (short !== null) {
    if (other === null) draft.naked.push({ short, count });
    else draft.straddles.push({ put: short, call: other, count });
  }
}
