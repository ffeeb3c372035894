/**
 * The pairing of a book: exact for books of up to eight series; larger ones expiry by expiry, latest
 * first, each exactly when it is small enough itself.
 *
 * Latest first, because a long that outlives a late short outlives the early ones too: what the late
 * expiry leaves is free for the earlier ones. Whatever is chosen is a real pairing, so a large book is
 * never asked for less than its best one, nor for more than its shorts naked.
 */
import { exactPlan } from "./exact-plan";
import { greedyPlan, greedyStraddles } from "./greedy-plan";
import type { LongItem, PairingPlan, PairingProblem, ShortItem } from "./problem";

/** Decisions 29. */
const EXACT_SERIES_MAX = 8;
/** Of one expiry in a larger book: a wide condor ladder still fits, and the search stays short. */
const EXACT_EXPIRY_SERIES_MAX = 10;

/** The plan of a book. */
export function choosePlan(problem: PairingProblem): PairingPlan {
  if (problem.shorts.length === 0 && problem.stock === null) return NOTHING;
  if (standsNaked(problem)) return { ...NOTHING, naked: problem.shorts.map(asNaked) };
  if (problem.shorts.length + problem.longs.length <= EXACT_SERIES_MAX) {
    const exact = exactPlan(problem);
    if (exact !== null) return exact;
  }
  return byExpiry(problem);
}

/** Nothing to choose: shorts of one right, and nothing that could cover them. */
function standsNaked({ shorts, longs, lots, cash }: PairingProblem): boolean {
  const rights = new Set(shorts.map(({ series }) => series.right));
  return longs.length === 0 && lots === 0 && (cash || rights.size === 1);
}

function asNaked({ count }: ShortItem, short: number): PairingPlan["naked"][number] {
  return { short, count };
}

const NOTHING: PairingPlan = { naked: [], straddles: [], stocked: [], cells: [] };

interface Rest {
  readonly longs: number[];
  lots: number;
}

function byExpiry(problem: PairingProblem): PairingPlan {
  const expiries = [...new Set(problem.shorts.map(({ series }) => series.expiryDate))];
  const rest: Rest = { longs: problem.longs.map(({ count }) => count), lots: problem.lots };
  const plans = expiries
    .sort((a, b) => (a < b ? 1 : -1))
    .map((expiry) => planExpiry(problem, rest, expiry));
  if (problem.stock !== null && rest.lots > 0) plans.push(protectRest(problem, rest));
  const all = <K extends keyof PairingPlan>(key: K) =>
    plans.flatMap((plan) => plan[key] as readonly PairingPlan[K][number][]);
  const paired = greedyStraddles(problem, all("naked"));
  return {
    naked: paired.naked,
    straddles: [...all("straddles"), ...paired.straddles],
    stocked: all("stocked"),
    cells: all("cells"),
  };
}

/** Plans the shorts of one expiry with what is left, and takes what it used. */
function planExpiry(problem: PairingProblem, rest: Rest, expiry: string): PairingPlan {
  const shorts = indicesOf(problem.shorts, ({ series }) => series.expiryDate === expiry);
  const longs = indicesOf(
    problem.longs,
    ({ series }, index) => series.expiryDate >= expiry && (rest.longs[index] ?? 0) > 0,
  );
  const part: PairingProblem = {
    ...problem,
    shorts: shorts.map((index) => problem.shorts[index] as ShortItem),
    longs: longs.map((index) => ({
      ...(problem.longs[index] as LongItem),
      count: rest.longs[index] ?? 0,
    })),
    lots: rest.lots,
  };
  const small = shorts.length + longs.length <= EXACT_EXPIRY_SERIES_MAX;
  const plan = renumbered((small ? exactPlan(part) : null) ?? greedyPlan(part), shorts, longs);
  take(rest, plan);
  return plan;
}

/** Stock that covers nothing is protected by the longs that cover nothing. */
function protectRest(problem: PairingProblem, rest: Rest): PairingPlan {
  const stocked = problem.longs.flatMap((item, long) => {
    const cost = problem.stock?.protectedMicros(item.series) ?? null;
    const plain = problem.stock?.plainMicros ?? 0n;
    return cost === null || cost + item.lentMicros >= plain ? [] : [{ long, cost }];
  });
  const plan = {
    ...NOTHING,
    stocked: stocked
      .sort((a, b) => (a.cost < b.cost ? -1 : 1))
      .flatMap(({ long }) => {
        const count = Math.min(rest.lots, rest.longs[long] ?? 0);
        rest.lots -= count;
        return count > 0 ? [{ short: null, long, count }] : [];
      }),
  };
  return plan;
}

function take(rest: Rest, plan: PairingPlan): void {
  const used = [...plan.cells.flatMap(({ longs }) => longs), ...plan.stocked];
  for (const { long, count } of used) {
    if (long !== null) rest.longs[long] = (rest.longs[long] ?? 0) - count;
  }
  for (const { short, long, count } of plan.stocked) {
    if (short !== null || long !== null) rest.lots -= count;
  }
}

function renumbered(
  plan: PairingPlan,
  shorts: readonly number[],
  longs: readonly number[],
): PairingPlan {
  const short = (index: number) => shorts[index] ?? index;
  const long = (index: number) => longs[index] ?? index;
  return {
    naked: plan.naked.map((item) => ({ ...item, short: short(item.short) })),
    straddles: plan.straddles.map((item) => ({
      ...item,
      put: short(item.put),
      call: short(item.call),
    })),
    stocked: plan.stocked.map((item) => ({
      ...item,
      short: item.short === null ? null : short(item.short),
      long: item.long === null ? null : long(item.long),
    })),
    cells: plan.cells.map((cell) => ({
      shorts: cell.shorts.map((item) => ({ ...item, short: short(item.short) })),
      longs: cell.longs.map((item) => ({ ...item, long: long(item.long) })),
    })),
  };
}

function indicesOf<T>(items: readonly T[], holds: (item: T, index: number) => boolean): number[] {
  return [...items.keys()].filter((index) => holds(items[index] as T, index));
}
