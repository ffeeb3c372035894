/**
 * Least cost of a small covering problem in whole numbers: costs are zero or more, rows say "at
 * least" or "at most". Dual simplex with branch and bound: because no cost is negative, the empty
 * plan is where the dual method starts, so there is no first phase, and a branch goes on from the
 * table of its parent.
 *
 * Floating point on purpose: it only chooses among whole contracts. What the choice requires is
 * computed afterwards, in micros (engine.md §1).
 *
 * Source: Lemke's dual simplex method in condensed form; Land and Doig, branch and bound; any
 * textbook of linear programming, such as Chvátal, chapters 8 and 10.
 */

export interface LinearProgram {
  /** Cost of one unit of each column, zero or more. */
  readonly costs: readonly number[];
  /** Columns that must be whole. */
  readonly isWhole: readonly boolean[];
  readonly rows: readonly LinearRow[];
}

export interface LinearRow {
  /** One coefficient per column. */
  readonly terms: number[];
  readonly is: "at_least" | "at_most";
  readonly bound: number;
}

/** A table in condensed form: one line per basic variable and the cost line last; the value last. */
interface Table {
  readonly lines: number[][];
  readonly basic: number[];
  readonly free: number[];
}

const NEAR_ZERO = 1e-9;
const NEAR_WHOLE = 1e-6;
const PIVOTS_MAX = 400;
/** Random books of eight series close within a few dozen; the bound keeps a hostile one short. */
const BRANCHES_MAX = 4_000;

/** The cheapest plan in whole numbers, one value per column; null when the bounds were reached first. */
export function cheapestPlan(program: LinearProgram): readonly number[] | null {
  const unit = largest(program.costs);
  const search: Search = { ...{ program, unit, bestCost: Number.POSITIVE_INFINITY }, plan: null };
  const open: Table[] = [tableOf(program, unit)];
  for (let branches = 0; open.length > 0; branches += 1) {
    const table = open.pop();
    if (table === undefined) break;
    if (branches >= BRANCHES_MAX) return null;
    open.push(...explore(search, table));
  }
  return search.plan;
}

interface Search {
  readonly program: LinearProgram;
  /** Costs are divided by it, so that tolerances mean the same in every market. */
  readonly unit: number;
  bestCost: number;
  plan: readonly number[] | null;
}

/** Solves a table; answers its two branches, the more promising last, or none when it is settled. */
function explore(search: Search, table: Table): Table[] {
  const { program } = search;
  if (!settle(table) || costOf(table) >= search.bestCost - NEAR_ZERO) return [];
  const values = valuesOf(table, program.costs.length);
  const column = values.findIndex(
    (value, index) => program.isWhole[index] === true && !isNearWhole(value),
  );
  if (column < 0) {
    search.bestCost = costOf(table);
    search.plan = values.map((value, index) =>
      program.isWhole[index] === true ? Math.round(value) : value,
    );
    return [];
  }
  const value = values[column] as number;
  const below = branch(table, column, Math.floor(value), "at_most");
  const above = branch(table, column, Math.ceil(value), "at_least");
  return value - Math.floor(value) < 0.5 ? [above, below] : [below, above];
}

function isNearWhole(value: number): boolean {
  return Math.abs(value - Math.round(value)) < NEAR_WHOLE;
}

function tableOf({ costs, rows }: LinearProgram, unit: number): Table {
  const width = costs.length;
  const lines: number[][] = [];
  for (const { terms, is, bound } of rows) {
    const scale = (is === "at_most" ? 1 : -1) / largest(terms);
    const line = zeros(width + 1);
    for (let k = 0; k < width; k += 1) line[k] = (terms[k] as number) * scale;
    line[width] = bound * scale;
    lines.push(line);
  }
  const last = zeros(width + 1);
  for (let k = 0; k < width; k += 1) last[k] = (costs[k] as number) / unit;
  lines.push(last);
  return {
    lines,
    basic: rows.map((_, row) => width + row),
    free: costs.map((_, column) => column),
  };
}

/** A line of doubles: a plain array, because a small typed one costs more to make than to fill. */
export function zeros(length: number): number[] {
  return new Array<number>(length).fill(-0);
}

function largest(terms: readonly number[]): number {
  let most = 1;
  for (let k = 0; k < terms.length; k += 1) most = Math.max(most, terms[k] as number);
  return most;
}

function costOf({ lines }: Table): number {
  const last = lines[lines.length - 1] as number[];
  return -(last[last.length - 1] as number);
}

function valuesOf({ lines, basic }: Table, columns: number): number[] {
  const values = new Array<number>(columns).fill(0);
  basic.forEach((variable, row) => {
    const line = lines[row] as number[];
    if (variable < columns) values[variable] = line[line.length - 1] as number;
  });
  return values;
}

/** Pivots until no row is broken; false when a row cannot be met. */
function settle(table: Table): boolean {
  for (let pivots = 0; pivots < PIVOTS_MAX; pivots += 1) {
    const row = brokenRow(table);
    if (row < 0) return true;
    const column = enteringColumn(table, row);
    if (column < 0) return false;
    pivot(table, row, column);
  }
  return false;
}

/** The row that is broken most; the first of equals. */
function brokenRow({ lines }: Table): number {
  let found = -1;
  let least = -NEAR_ZERO;
  for (let row = 0; row < lines.length - 1; row += 1) {
    const line = lines[row] as number[];
    const value = line[line.length - 1] as number;
    if (value < least) {
      least = value;
      found = row;
    }
  }
  return found;
}

/** The column that mends the row at the least cost per unit; the first variable of equals. */
function enteringColumn({ lines, free }: Table, row: number): number {
  const line = lines[row] as number[];
  const costs = lines[lines.length - 1] as number[];
  let found = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let column = 0; column < line.length - 1; column += 1) {
    const value = line[column] as number;
    if (value > -NEAR_ZERO) continue;
    const ratio = (costs[column] as number) / -value;
    const tied = Math.abs(ratio - least) <= NEAR_ZERO * NEAR_ZERO;
    if (ratio < least || (tied && (free[column] as number) < (free[found] as number))) {
      least = ratio;
      found = column;
    }
  }
  return found;
}

function pivot({ lines, basic, free }: Table, row: number, column: number): void {
  const own = lines[row] as number[];
  const at = own[column] as number;
  for (let k = 0; k < own.length; k += 1) own[k] = (own[k] as number) / at;
  own[column] = 1 / at;
  for (const line of lines) {
    if (line === own) continue;
    const factor = line[column] as number;
    if (factor === 0) continue;
    for (let k = 0; k < line.length; k += 1) {
      line[k] = (line[k] as number) - factor * (own[k] as number);
    }
    line[column] = -factor / at;
  }
  const leaving = basic[row] as number;
  basic[row] = free[column] as number;
  free[column] = leaving;
}

/** The table with one more row, which its present value of the column breaks. */
function branch(
  { lines, basic, free }: Table,
  column: number,
  bound: number,
  is: LinearRow["is"],
): Table {
  const row = basic.indexOf(column);
  const line = lines[row] as number[];
  const sign = is === "at_most" ? 1 : -1;
  const added = line.map((value) => -sign * value);
  added[added.length - 1] = sign * (bound - (line[line.length - 1] as number));
  const copies = lines.map((other) => other.slice());
  copies.splice(copies.length - 1, 0, added);
  const slack = free.length + basic.length;
  return { lines: copies, basic: [...basic, slack], free: [...free] };
}
