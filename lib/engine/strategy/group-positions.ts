/**
 * Takes an account's positions apart into named strategies: every contract and share stands in
 * exactly one group, stock and cash cover once, and the groups do not depend on the order of the
 * positions. A book that has a name as a whole keeps it; else its dates are tried one by one, else
 * the shapes of patterns.ts are taken out, largest first, and what is left stands alone.
 *
 * Twice the book gives the same groups twice as large: sizes are divided by what they have in
 * common first. Costs are split by quantity, and the slices of a position add up to its cost.
 */
import type { Position } from "../account/account-state";
import { type OptionSeries, underlyingOf } from "../instrument/instrument";
import {
  type Micros,
  NANOS_PER_UNIT,
  type Nanos,
  notional,
  units,
  ZERO_MICROS,
  ZERO_NANOS,
} from "../money";
import { groupOptions, legsOf, type OptionBook, type OptionGroup } from "./group-options";
import { recogniseStrategy } from "./recognise";
import { compareOptions, coverClass, sharesPerContract } from "./signature";
import { type PositionSlicer, positionSlicer } from "./slice-positions";

export interface StrategyGroup {
  readonly underlying: string;
  readonly name: string;
  /** Slices of the account's positions, stock first, then options by date and strike. */
  readonly legs: readonly Position[];
}

/**
 * The groups by underlying, plain shares first, then by date and strike. Cash is what lone short
 * puts may count on as set aside for them; without it none is called cash-secured.
 */
export function groupPositions(
  positions: Iterable<Position>,
  { cashMicros = ZERO_MICROS }: { readonly cashMicros?: Micros } = {},
): readonly StrategyGroup[] {
  const books = new Map<string, Position[]>();
  for (const position of positions) {
    const underlying = underlyingOf(position.instrument);
    books.set(underlying, [...(books.get(underlying) ?? []), position]);
  }
  const groups = [...books.keys()]
    .sort()
    .flatMap((underlying) => groupUnderlying(underlying, books.get(underlying) ?? []));
  return secured(groups, cashMicros);
}

function groupUnderlying(underlying: string, held: readonly Position[]): readonly StrategyGroup[] {
  const slicer = positionSlicer(held);
  const stock = held.find(({ instrument }) => instrument.kind === "equity") ?? null;
  let freeNanos = stock?.qtyNanos ?? 0n;
  const groups: StrategyGroup[] = [];
  for (const { options, sharesNanos } of optionClasses(held)) {
    const book: OptionBook = {
      options,
      stock: stock?.instrument ?? null,
      lots: sharesNanos === 0n ? 0 : Number(freeNanos / sharesNanos),
      sharesPerLot: Number(sharesNanos / NANOS_PER_UNIT),
    };
    for (const group of groupOptions(book)) {
      const stockNanos = units(group.lots * book.sharesPerLot);
      const shares =
        stock === null || stockNanos === 0n ? [] : [slicer.slice(stock.symbol, stockNanos)];
      freeNanos -= stockNanos;
      const name = recogniseStrategy(legsOf(book, group));
      groups.push({ underlying, name, legs: [...shares, ...optionSlices(slicer, group)] });
    }
  }
  const rest = stock === null ? null : slicer.rest(stock.symbol);
  const shares = rest === null ? [] : [sharesGroup(underlying, rest)];
  return [...shares, ...groups.sort(compareGroups)];
}

function optionSlices(slicer: PositionSlicer, { options }: OptionGroup): readonly Position[] {
  return options.map(({ series, contracts }) => slicer.slice(series.symbol, units(contracts)));
}

function sharesGroup(underlying: string, rest: Position): StrategyGroup {
  const name = rest.qtyNanos > 0n ? "shares" : "short shares";
  return { underlying, name, legs: [rest] };
}

interface OptionClass {
  readonly options: OptionBook["options"];
  /** What covers a contract; zero when no whole number of shares alone does. */
  readonly sharesNanos: Nanos;
}

/** Contracts of one deliverable stand together; those that were never adjusted take cover first. */
function optionClasses(held: readonly Position[]): readonly OptionClass[] {
  const classes = new Map<string, { series: OptionSeries; contracts: number }[]>();
  for (const { instrument, qtyNanos } of held) {
    if (instrument.kind === "equity") continue;
    const key = `${instrument.deliverable === undefined ? 0 : 1} ${coverClass(instrument)}`;
    const contracts = Number(qtyNanos / NANOS_PER_UNIT);
    classes.set(key, [...(classes.get(key) ?? []), { series: instrument, contracts }]);
  }
  return [...classes.keys()].sort().map((key) => {
    const options = (classes.get(key) ?? []).sort(compareOptions);
    const [first] = options;
    const each = first === undefined ? null : sharesPerContract(first.series);
    const whole = each !== null && each % NANOS_PER_UNIT === 0n;
    return { options, sharesNanos: whole ? each : ZERO_NANOS };
  });
}

/** Lone short puts, in their order, called by the cash while it lasts: a group is secured whole or not. */
function secured(groups: readonly StrategyGroup[], cashMicros: Micros): readonly StrategyGroup[] {
  let free: bigint = cashMicros;
  return groups.map((group) => {
    const needed = group.name === "short put" ? strikeValue(group.legs[0]) : null;
    if (needed === null || needed > free) return group;
    free -= needed;
    return { ...group, name: "cash-secured put" };
  });
}

function strikeValue(leg: Position | undefined): bigint | null {
  if (leg?.instrument.kind !== "option") return null;
  const { strikeMicros, multiplier } = leg.instrument;
  return -notional(strikeMicros, leg.qtyNanos, multiplier);
}

/** By the first option of each, then by the next ones; of two that begin alike the larger is first. */
function compareGroups(a: StrategyGroup, b: StrategyGroup): number {
  const [left, right] = [optionsOf(a), optionsOf(b)];
  for (const [index, series] of left.entries()) {
    const other = right[index];
    if (other === undefined) return -1;
    const order = compareOptions({ series }, { series: other });
    if (order !== 0) return order;
  }
  return right.length - left.length;
}

function optionsOf({ legs }: StrategyGroup): readonly OptionSeries[] {
  return legs.flatMap(({ instrument }) => (instrument.kind === "option" ? [instrument] : []));
}
