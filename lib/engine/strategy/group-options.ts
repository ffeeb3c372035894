/** Parts one book of options, and the stock that covers it, into sets of legs that form a strategy. */
import { greatestCommonDivisor } from "../divisor";
import type { Instrument, OptionSeries } from "../instrument/instrument";
import { type FreeSeries, findShape } from "./find-shape";
import { GROUPED_SHAPES } from "./patterns";
import { recogniseStrategy } from "./recognise";
import { compareOptions, type StrategyLeg } from "./signature";

/** Options of one underlying and deliverable, with stock counted in contracts' worth. */
export interface OptionBook {
  readonly options: readonly { readonly series: OptionSeries; readonly contracts: number }[];
  readonly stock: Instrument | null;
  /** Signed. */
  readonly lots: number;
  readonly sharesPerLot: number;
}

export interface OptionGroup {
  readonly options: OptionBook["options"];
  readonly lots: number;
}

/** The groups of a book; stock that no option needed is left out. */
export function groupOptions(book: OptionBook): readonly OptionGroup[] {
  const unit = book.options.reduce(
    (a, { contracts }) => greatestCommonDivisor(a, contracts),
    Math.abs(book.lots),
  );
  if (book.options.length === 0) return [];
  const rest: Rest = {
    free: book.options
      .map(({ series, contracts }) => ({ series, free: contracts / unit }))
      .sort(compareOptions),
    lots: book.lots / unit,
  };
  return partition(book, rest).map((group) => ({
    lots: group.lots * unit,
    options: group.options.map(({ series, contracts }) => ({
      series,
      contracts: contracts * unit,
    })),
  }));
}

/** What no group has yet; a working copy that the steps below take from. */
interface Rest {
  readonly free: FreeSeries[];
  lots: number;
}

function partition(book: OptionBook, rest: Rest): readonly OptionGroup[] {
  const all = rest.free.map((of) => ({ of, ratio: of.free }));
  const whole = { options: optionsOf(all, 1), lots: rest.lots };
  if (isNamed(book, whole)) return [whole];
  const dated = rest.lots === 0 ? takeDates(book, rest) : [];
  return [...dated, ...takeShapes(rest), ...takeSingles(rest)];
}

/** Dates whose options have a name together. Beside stock they wait: it may cover a part of them. */
function takeDates(book: OptionBook, rest: Rest): readonly OptionGroup[] {
  const groups: OptionGroup[] = [];
  for (const date of new Set(rest.free.map(({ series }) => series.expiryDate))) {
    const legs = rest.free
      .filter(({ series }) => series.expiryDate === date)
      .map((of) => ({ of, ratio: of.free }));
    if (legs.length < 2 || !isNamed(book, { options: optionsOf(legs, 1), lots: 0 })) continue;
    groups.push(take(rest, { legs, lots: 0, units: 1 }));
  }
  return groups;
}

function takeShapes(rest: Rest): readonly OptionGroup[] {
  const groups: OptionGroup[] = [];
  for (const shape of GROUPED_SHAPES) {
    let found = findShape(shape, rest.free, rest.lots);
    while (found !== null) {
      groups.push(take(rest, found));
      found = findShape(shape, rest.free, rest.lots);
    }
  }
  return groups;
}

function takeSingles(rest: Rest): readonly OptionGroup[] {
  return rest.free
    .filter(({ free }) => free !== 0)
    .map((of) => take(rest, { legs: [{ of, ratio: of.free }], lots: 0, units: 1 }));
}

interface Taken {
  readonly legs: readonly { readonly of: FreeSeries; readonly ratio: number }[];
  readonly lots: number;
  readonly units: number;
}

function take(rest: Rest, { legs, lots, units }: Taken): OptionGroup {
  const group = { options: optionsOf(legs, units), lots: lots * units };
  for (const { of, ratio } of legs) of.free -= ratio * units;
  rest.lots -= group.lots;
  return group;
}

function optionsOf(legs: Taken["legs"], units: number): OptionGroup["options"] {
  return legs.map(({ of, ratio }) => ({ series: of.series, contracts: ratio * units }));
}

function isNamed(book: OptionBook, group: OptionGroup): boolean {
  return recogniseStrategy(legsOf(book, group)) !== "custom spread";
}

/** The legs of a group as strategies are named by: contracts, and stock in shares. */
export function legsOf(
  { stock, sharesPerLot }: Pick<OptionBook, "stock" | "sharesPerLot">,
  { options, lots }: OptionGroup,
): readonly StrategyLeg[] {
  const shares =
    stock === null || lots === 0 ? [] : [{ instrument: stock, ratio: lots * sharesPerLot }];
  return [
    ...shares,
    ...options.map(({ series, contracts }) => ({ instrument: series, ratio: contracts })),
  ];
}
