/** Slices of work measured in turn with their peer, so that a noisy machine moves both alike. */

/** One slice: how much was done in how long, and how much processor time this process took. */
export interface Slice {
  readonly count: number;
  readonly ms: number;
  readonly cpuMs: number;
}

export interface Quartiles {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** What a comparison came to; rates are per second. */
export interface Comparison {
  readonly value: number;
  readonly peer: number;
  readonly ratio: Quartiles;
  /** Processor time of this process over wall time in the slices of the thing measured. */
  readonly cpuShare: number;
}

/** Does its work for one slice and says how much that was. */
export type Work = () => Promise<number> | number;

/**
 * Groups of A B B A: a drift that is steady within a group cancels out. Per second of wall time, or of this
 * process's processor time where a second process is the one that keeps up or does not.
 */
export async function compare(
  { a, b }: { readonly a: Work; readonly b: Work },
  groups: number,
  per: "ms" | "cpuMs" = "ms",
): Promise<Comparison> {
  const all: { readonly a: Slice[]; readonly b: Slice[] } = { a: [], b: [] };
  const ratios: number[] = [];
  for (let group = 0; group < groups; group += 1) {
    const first = await slice(a);
    const peers = [await slice(b), await slice(b)];
    const own = [first, await slice(a)];
    ratios.push(rate(own, per) / rate(peers, per));
    all.a.push(...own);
    all.b.push(...peers);
  }
  return {
    value: rate(all.a, per),
    peer: rate(all.b, per),
    ratio: quartiles(ratios),
    cpuShare: cpuShare(all.a),
  };
}

/** Runs the work once and measures it. */
export async function slice(work: Work): Promise<Slice> {
  const cpu = process.cpuUsage();
  const startMs = performance.now();
  const count = await work();
  const ms = performance.now() - startMs;
  const used = process.cpuUsage(cpu);
  return { count, ms, cpuMs: (used.user + used.system) / 1_000 };
}

/** Counted per second over slices. */
export function rate(slices: readonly Slice[], per: "ms" | "cpuMs" = "ms"): number {
  return (sum(slices.map(({ count }) => count)) / sum(slices.map((one) => one[per]))) * 1_000;
}

export function cpuShare(slices: readonly Slice[]): number {
  return sum(slices.map(({ cpuMs }) => cpuMs)) / sum(slices.map(({ ms }) => ms));
}

/** Lower quartile, median and upper quartile. */
export function quartiles(values: readonly number[]): Quartiles {
  return {
    low: quantile(values, 0.25),
    median: quantile(values, 0.5),
    high: quantile(values, 0.75),
  };
}

/** The value below which this share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/**
 * Callers that ask again as soon as they are answered, until the time is up; answers how often they
 * were answered.
 */
export async function callers(
  count: number,
  ms: number,
  ask: (caller: number) => Promise<unknown>,
): Promise<number> {
  const endMs = performance.now() + ms;
  let answered = 0;
  const loop = async (caller: number) => {
    while (performance.now() < endMs) {
      await ask(caller);
      answered += 1;
    }
  };
  await Promise.all(Array.from({ length: count }, (_, caller) => loop(caller)));
  return answered;
}
