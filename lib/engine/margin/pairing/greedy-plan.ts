/**
 * A pairing of a large book in n log n: never cheaper than the exact one, never dearer than leaving
 * every short naked.
 *
 * Within a right, shorts are taken from the money outwards (calls by rising strike, puts by falling).
 * Each takes the nearest long that covers it for nothing, or else waits for the next long beyond it,
 * which covers it for the width between them; a width dearer than the naked rule is given up. That is
 * the minimum-cost matching of points on a line. Then stock goes where it saves most, and what is
 * left naked is paired put with call, the greatest with the greatest.
 */
import { type Micros, micros, ZERO_MICROS } from "../../money";
import {
  nakedMicros,
  type PairingCell,
  type PairingPlan,
  type PairingProblem,
  type ShortItem,
  straddleMicros,
} from "./problem";

/** A run of equal contracts of one short with what covers it. */
interface Run {
  readonly short: number;
  readonly long: number | null;
  count: number;
  /** Per share, as it stands. */
  readonly costMicros: Micros;
}

/** Pairs the shorts of one expiry with longs that all live at least as long. */
export function greedyPlan(problem: PairingProblem): PairingPlan {
  const runs = [...matched(problem, "call"), ...matched(problem, "put")];
  const stocked = giveStock(problem, runs);
  const left = runs.filter(({ count }) => count > 0);
  const cell: PairingCell = {
    shorts: left.flatMap(({ short, long, count }) => (long === null ? [] : [{ short, count }])),
    longs: left.flatMap(({ long, count }) => (long === null ? [] : [{ long, count }])),
  };
  return {
    naked: left.flatMap(({ short, long, count }) => (long === null ? [{ short, count }] : [])),
    straddles: [],
    stocked,
    cells: cell.shorts.length === 0 ? [] : [cell],
  };
}

interface Point {
  readonly index: number;
  readonly isShort: boolean;
  /** Where it stands on the line: the strike for calls, minus the strike for puts. */
  readonly at: bigint;
  count: number;
}

function pointsOf(problem: PairingProblem, right: "call" | "put"): Point[] {
  const sign = right === "call" ? 1n : -1n;
  const of = (items: PairingProblem["shorts"] | PairingProblem["longs"], isShort: boolean) =>
    items.flatMap(({ series, count }, index) =>
      series.right === right ? [{ index, isShort, at: sign * series.strikeMicros, count }] : [],
    );
  // Longs first at equal strikes: they cover for nothing.
  return [...of(problem.longs, false), ...of(problem.shorts, true)].sort((a, b) =>
    a.at === b.at ? Number(a.isShort) - Number(b.isShort) : a.at < b.at ? -1 : 1,
  );
}

function matched(problem: PairingProblem, right: "call" | "put"): Run[] {
  const points = pointsOf(problem, right);
  const runs = [...coveredFree(problem, points), ...widths(problem, points)];
  for (const { isShort, index, count } of points) {
    if (isShort && count > 0) runs.push(nakedRun(problem, index, count));
  }
  return runs;
}

/** The shorts that a long before them covers for nothing, each with the nearest. */
function coveredFree(problem: PairingProblem, points: readonly Point[]): Run[] {
  const free: Point[] = [];
  const runs: Run[] = [];
  for (const point of points) {
    if (!point.isShort) free.push(point);
    while (point.isShort && point.count > 0) {
      const long = free.at(-1);
      if (long === undefined) break;
      runs.push(paired(problem, point, long));
      if (long.count === 0) free.pop();
    }
  }
  return runs;
}

/** The shorts that found no long before them, each with the next one beyond it. */
function widths(problem: PairingProblem, points: readonly Point[]): Run[] {
  const runs: Run[] = [];
  const longs = points.filter(({ isShort, count }) => !isShort && count > 0);
  let next = 0;
  for (const short of points) {
    while (short.isShort && short.count > 0) {
      const long = longs[next];
      if (long === undefined) return runs;
      if (long.at <= short.at || long.count === 0) next += 1;
      else if (isDearer(problem, short, long)) break;
      else runs.push(paired(problem, short, long));
    }
  }
  return runs;
}

function isDearer(problem: PairingProblem, short: Point, long: Point): boolean {
  const item = problem.shorts[short.index] as ShortItem;
  const barred = problem.cash && item.series.right === "call";
  return !barred && long.at - short.at >= nakedMicros(item, problem.cash);
}

function paired(problem: PairingProblem, short: Point, long: Point): Run {
  const count = Math.min(short.count, long.count);
  short.count -= count;
  long.count -= count;
  const width = long.at > short.at ? micros(long.at - short.at) : ZERO_MICROS;
  const lent = problem.longs[long.index]?.lentMicros ?? ZERO_MICROS;
  const costMicros = micros(width + lent);
  return { short: short.index, long: long.index, count, costMicros };
}

function nakedRun(problem: PairingProblem, short: number, count: number): Run {
  const costMicros = nakedMicros(problem.shorts[short] as ShortItem, problem.cash);
  return { short, long: null, count, costMicros };
}

/** Lets stock cover what it saves most on, and takes those contracts out of their runs. */
function giveStock(problem: PairingProblem, runs: readonly Run[]): PairingPlan["stocked"] {
  let lots = problem.lots;
  const savings = runs
    .flatMap((run) => {
      const covered = problem.shorts[run.short]?.coveredMicros ?? null;
      const saved = covered === null ? 0n : run.costMicros - covered;
      const barred = problem.cash && run.long === null;
      return covered !== null && (saved > 0n || barred) ? [{ run, saved, barred }] : [];
    })
    .sort((a, b) => Number(b.barred) - Number(a.barred) || (a.saved > b.saved ? -1 : 1));
  const given: { short: number; long: null; count: number }[] = [];
  for (const { run } of savings) {
    const count = Math.min(lots, run.count);
    if (count === 0) continue;
    lots -= count;
    run.count -= count;
    given.push({ short: run.short, long: null, count });
  }
  return given;
}

/** Pairs what is left naked, put with call, the greatest with the greatest. */
export function greedyStraddles(
  problem: PairingProblem,
  naked: PairingPlan["naked"],
): Pick<PairingPlan, "naked" | "straddles"> {
  const sideOf = (right: "call" | "put") =>
    naked
      .filter(({ short }) => problem.shorts[short]?.series.right === right)
      .map((run) => ({ ...run, item: problem.shorts[run.short] as ShortItem }))
      .sort((a, b) => (a.item.naked.requiredMicros > b.item.naked.requiredMicros ? -1 : 1));
  const [puts, calls] = [sideOf("put"), sideOf("call")];
  const straddles: { put: number; call: number; count: number }[] = [];
  for (let p = 0, c = 0; ; ) {
    const [put, call] = [puts[p], calls[c]];
    if (put === undefined || call === undefined) break;
    if (straddleMicros(put.item, call.item, problem.cash) === null) break;
    const count = Math.min(put.count, call.count);
    straddles.push({ put: put.short, call: call.short, count });
    put.count -= count;
    call.count -= count;
    if (put.count === 0) p += 1;
    if (call.count === 0) c += 1;
  }
  const left = [...puts, ...calls].filter(({ count }) => count > 0);
  return { naked: left.map(({ short, count }) => ({ short, count })), straddles };
}
