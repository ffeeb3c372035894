/**
 * Reads the prints a resting limit has not counted yet: those that bring it a share, and what is
 * left ahead of it in the queue. Only prints from after the order's arrival count, only those of
 * orders in the book, and a print older than the window moves the queue but fills nothing.
 */
import type { AccountState } from "../../account/account-state";
import { meetsBook } from "../../market/book-print";
import { type TakenPrint, takenOfPrint } from "../../market/consumption";
import { PRINT_WINDOW_MS, type Trade } from "../../market/trade";
import { type Nanos, ZERO_NANOS } from "../../money";
import type { ProfileRule, RestingLimit } from "./profile-rule";
import { isAfter, type QueuePlace } from "./queue-place";

/** A fill's record holds at most so many prints; more bring the next fill. */
const PRINTS_MAX = 64;

type OpenPrint = Omit<TakenPrint, "takenNanos">;

export interface PrintsRead {
  /** With something left for this account, oldest first. */
  readonly prints: readonly OpenPrint[];
  /** Ahead in the queue before the first of them. */
  readonly aheadNanos: Nanos | null;
  /** The place after all that were read; null when the order stands in no queue. */
  readonly place: QueuePlace | null;
}

/** Reads on from a place in the queue, or from the order's arrival. */
export function readPrints(
  state: AccountState,
  shareOf: NonNullable<ProfileRule["shareOf"]>,
  from: {
    readonly limit: Omit<RestingLimit, "aheadNanos">;
    readonly trades: readonly Trade[];
    readonly place: QueuePlace | null;
    /** Whether the profile keeps a place: a trade through the limit gives one, with nothing ahead. */
    readonly queues: boolean;
    readonly arrivedAtMs: number;
    readonly nowMs: number;
  },
): PrintsRead {
  const counted = from.place ?? { countedAtMs: from.arrivedAtMs, countedSeq: Infinity };
  const prints: OpenPrint[] = [];
  let aheadNanos = from.place?.aheadNanos ?? null;
  let firstAheadNanos = aheadNanos;
  let last: Trade | null = null;
  for (const trade of from.trades) {
    if (prints.length === PRINTS_MAX) break;
    if (!isAfter(trade, counted) || trade.atMs <= from.arrivedAtMs || !meetsBook(trade)) continue;
    const share = shareOf({ ...from.limit, aheadNanos }, trade);
    const takenBeforeNanos = takenOfPrint(state.consumed, trade);
    const isOpen = share.shareNanos > takenBeforeNanos && from.nowMs - trade.atMs < PRINT_WINDOW_MS;
    if (isOpen && prints.length === 0) firstAheadNanos = aheadNanos;
    if (isOpen) prints.push({ trade, takenBeforeNanos });
    ({ aheadNanos } = share);
    last = trade;
  }
  const place = from.queues ? placeAfter(from, aheadNanos, last) : null;
  return { prints, aheadNanos: firstAheadNanos, place };
}

function placeAfter(
  { place, nowMs }: { readonly place: QueuePlace | null; readonly nowMs: number },
  aheadNanos: Nanos | null,
  last: Trade | null,
): QueuePlace | null {
  if (last === null || aheadNanos === null) return place;
  const joined = place ?? { joinedNanos: ZERO_NANOS, keptAtMs: nowMs };
  return { ...joined, aheadNanos, countedAtMs: last.atMs, countedSeq: last.seq };
}
