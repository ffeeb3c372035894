/** How a benchmark tells scripts/bench.mjs what it found: one line of JSON per row. */
import type { Quartiles } from "./measure";

export interface BenchRow {
  readonly name: string;
  /** Where on the growth axis, such as "32 callers". */
  readonly at: string;
  readonly value: number;
  readonly unit: string;
  /** The limit or peer of the same run, in `peerUnit`; null when there is none. */
  readonly peer: number | null;
  readonly peerUnit: string;
  readonly ratio: Quartiles | null;
  readonly floor: number | null;
  readonly goal: number | null;
  /** Whether a smaller ratio (or value, without a ratio) is the better one. */
  readonly lowerIsBetter: boolean;
  readonly cpuShare: number | null;
  /** What was counted to know that the work was done. */
  readonly checked: string;
}

/** The mark before a row, so that warnings of libraries on stdout are not taken for one. */
const MARK = "bench-row ";

/** Hands a row over. */
export function report(row: BenchRow): void {
  console.log(`${MARK}${JSON.stringify(row)}`);
}

/** Stops the run when the work was not what it claims to be: a fast wrong answer is worth nothing. */
export function check(holds: boolean, claim: string): void {
  if (!holds) throw new Error(`the benchmark is wrong: ${claim}`);
}

/** Runs a benchmark as a program. */
export function main(run: () => Promise<void>): void {
  run().then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
}
