/**
 * What an account has taken of the sizes it was shown. A displayed side stays taken until its price
 * or size changes; a print stays taken for as long as it may bring fills. Both are folded from fill
 * events, so that a crash forgets nothing; accounts do not compete with each other (decisions 25).
 */
import { copyMap } from "../copy-map";
import { type Nanos, nanos, ZERO_NANOS } from "../money";
import type { Touch } from "./quote";
import { PRINT_WINDOW_MS, type Trade } from "./trade";

export interface Consumption {
  readonly symbol: string;
  /** One side of the quote, or one print. */
  readonly side: "bid" | "ask" | "print";
  /** When the side was set, or the print made. */
  readonly setAtMs: number;
  /** The number of the print; a side of the quote has none. */
  readonly seq?: number;
  readonly takenNanos: Nanos;
}

export type Consumptions = ReadonlyMap<string, Consumption>;

/** A print with what a fill took of it, and what earlier fills of the account had. */
export interface TakenPrint {
  readonly trade: Trade;
  readonly takenBeforeNanos: Nanos;
  readonly takenNanos: Nanos;
}

/** The key an entry is kept by. */
export function consumptionKey(entry: Omit<Consumption, "takenNanos">): string {
  const { symbol, side, setAtMs, seq } = entry;
  return side === "print" ? `${symbol} print ${setAtMs} ${seq}` : `${symbol} ${side}`;
}

/** How much of this showing of a side is taken; null when a later showing was traded on already. */
export function takenOfTouch(
  taken: Consumptions,
  symbol: string,
  { side, setAtMs }: Touch,
): Nanos | null {
  const entry = taken.get(consumptionKey({ symbol, side, setAtMs }));
  if (entry === undefined || entry.setAtMs < setAtMs) return ZERO_NANOS;
  return entry.setAtMs === setAtMs ? entry.takenNanos : null;
}

/** How much of a print is taken. */
export function takenOfPrint(taken: Consumptions, trade: Trade): Nanos {
  const key = consumptionKey(printEntry(trade, ZERO_NANOS));
  return taken.get(key)?.takenNanos ?? ZERO_NANOS;
}

/** With more taken of a showing of a side; what was taken of an earlier showing is over. */
export function takeTouch(
  taken: Consumptions,
  symbol: string,
  { touch, totalNanos }: { readonly touch: Touch; readonly totalNanos: Nanos },
): Consumptions {
  const { side, setAtMs } = touch;
  const entry: Consumption = { symbol, side, setAtMs, takenNanos: totalNanos };
  return copyMap(taken).set(consumptionKey(entry), entry);
}

/** With more taken of prints; prints too old to bring another fill are forgotten. */
export function takePrints(taken: Consumptions, prints: readonly TakenPrint[]): Consumptions {
  const [first] = prints;
  if (first === undefined) return taken;
  const { symbol, atMs } = first.trade;
  const left = new Map<string, Consumption>();
  taken.forEach((entry, key) => {
    const isOver =
      entry.side === "print" && entry.symbol === symbol && entry.setAtMs <= atMs - PRINT_WINDOW_MS;
    if (!isOver) left.set(key, entry);
  });
  for (const { trade, takenBeforeNanos, takenNanos } of prints) {
    const entry = printEntry(trade, nanos(takenBeforeNanos + takenNanos));
    left.set(consumptionKey(entry), entry);
  }
  return left;
}

function printEntry({ symbol, atMs, seq }: Trade, takenNanos: Nanos): Consumption {
  return { symbol, side: "print", setAtMs: atMs, seq, takenNanos };
}
