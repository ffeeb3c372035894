/**
 * Finds one strategy of a given shape among options and stock that are still free. Of several it is
 * the tightest: least distance between neighbouring strikes, then between the dates, then by symbol.
 */
import { daysBetween } from "../calendar/new-york";
import type { OptionSeries } from "../instrument/instrument";

/** A series with what is still free of it, contracts with sign. */
export interface FreeSeries {
  readonly series: OptionSeries;
  free: number;
}

export interface FoundShape {
  readonly legs: readonly { readonly of: FreeSeries; readonly ratio: number }[];
  /** Contracts' worth of stock per unit, signed. */
  readonly lots: number;
  /** How many units what is free makes. */
  readonly units: number;
}

interface Template {
  readonly lots: number;
  readonly legs: readonly TemplateLeg[];
}

interface TemplateLeg {
  readonly ratio: number;
  readonly right: OptionSeries["right"];
  readonly rank: number;
  readonly later: boolean;
}

interface Chosen {
  readonly legs: readonly FreeSeries[];
  readonly distance: bigint;
}

/** How many of the nearest strikes are tried for a leg: a bound on the work, far past any real strategy. */
const NEAREST_MAX = 6;
const WORD = /^([+-])(\d*)([SPC])(\d*)('?)$/;
const templates = new Map<string, Template>();

/** The tightest instance of the shape, or null when nothing free makes one. */
export function findShape(
  shape: string,
  free: readonly FreeSeries[],
  freeLots: number,
): FoundShape | null {
  const template = templateOf(shape);
  const { lots } = template;
  const lotUnits = lots === 0 ? Number.MAX_SAFE_INTEGER : Math.trunc(freeLots / lots);
  if (lotUnits < 1) return null;
  const usable = free.filter((of) => of.free !== 0);
  const best = tightest(template, usable, { legs: [], distance: 0n });
  if (best === null) return null;
  const legs = best.legs.map((of, index) => ({ of, ratio: template.legs[index]?.ratio ?? 0 }));
  const units = legs.map(({ of, ratio }) => Math.trunc(of.free / ratio));
  return { legs, lots, units: Math.min(lotUnits, ...units) };
}

function tightest(template: Template, free: readonly FreeSeries[], chosen: Chosen): Chosen | null {
  const next = template.legs[chosen.legs.length];
  if (next === undefined) return chosen;
  let best: Chosen | null = null;
  for (const candidate of candidatesFor(next, { template, free, chosen })) {
    const distance = chosen.distance + distanceFrom(chosen.legs.at(-1), candidate);
    // What is already as wide as the best can only become wider.
    if (best !== null && distance >= best.distance) continue;
    const whole = tightest(template, free, { legs: [...chosen.legs, candidate], distance });
    if (whole !== null && (best === null || whole.distance < best.distance)) best = whole;
  }
  return best;
}

function candidatesFor(
  leg: TemplateLeg,
  { template, free, chosen }: { template: Template; free: readonly FreeSeries[]; chosen: Chosen },
): readonly FreeSeries[] {
  const previous = chosen.legs.at(-1);
  const fitting = free.filter(
    (candidate) =>
      candidate.series.right === leg.right &&
      Math.trunc(candidate.free / leg.ratio) >= 1 &&
      !chosen.legs.includes(candidate) &&
      chosen.legs.every((before, index) => {
        const placed = template.legs[index];
        return placed === undefined || inOrder({ placed, before }, { leg, candidate });
      }),
  );
  if (previous === undefined) return fitting;
  const near = (of: FreeSeries) => distanceFrom(previous, of);
  return fitting
    .sort((a, b) => Number(near(a) > near(b)) - Number(near(a) < near(b)))
    .slice(0, NEAREST_MAX);
}

/** Whether a candidate stands to a leg already chosen as the shape says: strike by rank, date by mark. */
function inOrder(
  { placed, before }: { placed: TemplateLeg; before: FreeSeries },
  { leg, candidate }: { leg: TemplateLeg; candidate: FreeSeries },
): boolean {
  const [was, is] = [before.series.strikeMicros, candidate.series.strikeMicros];
  const strikes =
    leg.rank === placed.rank ? is === was : leg.rank > placed.rank ? is > was : is < was;
  const [first, second] = [before.series.expiryDate, candidate.series.expiryDate];
  const dates = leg.later === placed.later ? first === second : first < second;
  return strikes && dates;
}

/** Strikes first: a millionth of a strike outweighs any number of days. */
function distanceFrom(from: FreeSeries | undefined, to: FreeSeries): bigint {
  if (from === undefined) return 0n;
  const strikes = to.series.strikeMicros - from.series.strikeMicros;
  const days = Math.abs(daysBetween(from.series.expiryDate, to.series.expiryDate));
  return (strikes < 0n ? -strikes : strikes) * DAYS_MAX + BigInt(days);
}

const DAYS_MAX = 100_000n;

function templateOf(shape: string): Template {
  const known = templates.get(shape);
  if (known !== undefined) return known;
  const words = shape.split(" ").map((word) => WORD.exec(word) ?? []);
  const parsed = words.map(([, sign, count, letter, rank, mark]) => ({
    ratio: (sign === "-" ? -1 : 1) * Number(count === "" ? 1 : count),
    letter,
    right: letter === "P" ? ("put" as const) : ("call" as const),
    rank: Number(rank),
    later: mark === "'",
  }));
  const template = {
    lots: parsed.find(({ letter }) => letter === "S")?.ratio ?? 0,
    legs: parsed.filter(({ letter }) => letter !== "S"),
  };
  templates.set(shape, template);
  return template;
}
