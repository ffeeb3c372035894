/**
 * What a cash account can hold after its options end: it never owes and is never short of stock.
 *
 * A spread covers its short only while both live. At expiry, what would be delivered and cannot be held is
 * paid in cash at the official close instead, as when a broker sells the stock off at once; before it,
 * a short that could not be delivered on is passed over by the draw. A choice of ours: outside of a
 * paper account such spreads are for margin accounts only (FINRA 4210(f)(2)(M), read 2026-11-21).
 */
import { type AccountState, reservedMicros } from "../account/account-state";
import { evolve, evolveAll } from "../account/evolve";
import type { AccountEvent, EventOf } from "../event/event";
import { sumMicros } from "../money";
import { cashInstead } from "./deliver";

type Delivery = EventOf<"option_exercised" | "option_assigned">;

/** The ends of an expiry, in cash where a cash account could not hold the stock. */
export function withCashInstead(
  state: AccountState,
  ends: readonly AccountEvent[],
): readonly AccountEvent[] {
  let events = ends;
  for (let after = evolveAll(state, events); !isCarried(after); after = evolveAll(state, events)) {
    const worst = heaviest(events, after);
    if (worst === null) return events;
    events = events.map((event) => (event === worst ? cashInstead(worst) : event));
  }
  return events;
}

/** The ends, each in turn, without those that would leave a cash account owing or short. */
export function carriedOnly(
  state: AccountState,
  ends: readonly AccountEvent[],
): readonly AccountEvent[] {
  const kept: AccountEvent[] = [];
  let before = state;
  for (const event of ends) {
    const after = evolve(before, event);
    if (!isCarried(after)) continue;
    kept.push(event);
    before = after;
  }
  return kept;
}

function isCarried(state: AccountState): boolean {
  if (state.kind !== "cash") return true;
  return state.cashMicros >= reservedMicros(state) && shortStocks(state).size === 0;
}

function shortStocks({ positions }: AccountState): ReadonlySet<string> {
  const short = [...positions.values()].filter(
    ({ instrument, qtyNanos }) => instrument.kind === "equity" && qtyNanos < 0n,
  );
  return new Set(short.map(({ symbol }) => symbol));
}

/** The largest delivery among those that sell what is not there, or else that buy. */
function heaviest(events: readonly AccountEvent[], after: AccountState): Delivery | null {
  const short = shortStocks(after);
  const wanted = events.filter((event): event is Delivery => {
    if (event.type !== "option_exercised" && event.type !== "option_assigned") return false;
    const { stock } = event;
    return short.size > 0
      ? stock.some(({ side, instrument }) => side === "sell" && short.has(instrument.symbol))
      : stock.some(({ side }) => side === "buy");
  });
  const costOf = ({ stock }: Delivery) => sumMicros(stock.map((part) => part.amountMicros));
  return wanted.reduce<Delivery | null>(
    (most, one) => (most === null || costOf(one) > costOf(most) ? one : most),
    null,
  );
}
