/**
 * Prints that were reported wrong at first: a size with a digit too many, put right seconds later, and a print
 * that was reported twice, whose second report is canceled. History has the tape as it stands after
 * that, so the stream alone tells of them; prices are never wrong, so no stop is set off by one.
 */
import type { Trade } from "./quote";
import { hashOf, hashText } from "./random";

/** One print in so many is reported wrong; on the real tapes it is fewer. */
const ONE_IN = 2_500;
const AFTER_MS_MIN = 2_000;
const AFTER_MS_SPAN = 25_000;
/** No report is put right later than this. */
export const PUT_RIGHT_MS_MAX = AFTER_MS_MIN + AFTER_MS_SPAN;
/** The number of a first report that does not stand: far above those of the tape. */
const FIRST_REPORT_IDS = 1e12;
const WRONG_SIZE = 10;

const KIND_DRAW = 1;
const TIME_DRAW = 2;
/** Official prints are the primary exchange's own. */
const OFFICIAL = new Set(["O", "6"]);

export interface Misreport {
  readonly kind: "corrected" | "canceled";
  /** What was reported and does not stand. */
  readonly wrong: Trade;
  /** What history has. */
  readonly right: Trade;
  /** When it is put right. */
  readonly atMs: number;
}

const known = new WeakMap<readonly Trade[], readonly Misreport[]>();

/** The misreports among the prints of a minute. */
export function misreportsOf(minuteTrades: readonly Trade[]): readonly Misreport[] {
  const found =
    known.get(minuteTrades) ?? minuteTrades.flatMap((trade) => misreportOf(trade) ?? []);
  known.set(minuteTrades, found);
  return found;
}

function misreportOf(trade: Trade): Misreport | null {
  if (trade.conditions.some((condition) => OFFICIAL.has(condition))) return null;
  const key = hashText(`misreport ${trade.symbol}`);
  const draw = hashOf(key, trade.id, KIND_DRAW) % ONE_IN;
  if (draw > 1) return null;
  const isCorrected = draw === 0;
  return {
    kind: isCorrected ? "corrected" : "canceled",
    wrong: {
      ...trade,
      id: trade.id + FIRST_REPORT_IDS,
      size: isCorrected ? trade.size * WRONG_SIZE : trade.size,
    },
    right: trade,
    atMs: trade.atMs + AFTER_MS_MIN + (hashOf(key, trade.id, TIME_DRAW) % AFTER_MS_SPAN),
  };
}
