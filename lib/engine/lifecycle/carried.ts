/**
 * What a cash account can hold after its options end: it never owes, is never short of stock, and keeps the
 * cash and the stock that secure its other shorts.
 *
 * A spread covers its short only while both live. At expiry, what would be delivered and cannot be held is
 * paid in cash at the official close instead, as when a broker sells the stock off at once; before it,
 * a short that could not be delivered on is passed over by the draw. A choice of ours: outside of a
 * paper account such spreads are for margin accounts only (FINRA 4210(f)(2)(M), read 2026-11-21).
 */
import { type AccountState, reservedMicros } from "../account/account-state";
import { evolve, evolveAll } from "../account/evolve";
import type { AccountEvent, EventOf } from "../event/event";
import { heldDeltas } from "../margin/book";
import { nakedCallsOf, type RequirementLine, totalRequirement } from "../margin/requirement-line";
import { requirementOf } from "../margin/requirement-of";
import { sumMicros } from "../money";
import { closingMarket } from "./closing-market";
import { cashInstead } from "./deliver";

type Delivery = EventOf<"option_exercised" | "option_assigned">;

/** The ends of an expiry, in cash where a cash account could not hold the stock. */
export function withCashInstead(
  state: AccountState,
  ends: readonly AccountEvent[],
): readonly AccountEvent[] {
  if (state.kind !== "cash") return ends;
  const had = coverOf(state);
  let events = ends;
  for (
    let after = evolveAll(state, events);
    !isCarried(had, after);
    after = evolveAll(state, events)
  ) {
    const worst = heaviest(events, after, had);
    if (worst === null) return events;
    events = events.map((event) => (event === worst ? cashInstead(worst) : event));
  }
  return events;
}

/** The ends, each in turn, without those that would leave a cash account owing, short or uncovered. */
export function carriedOnly(
  state: AccountState,
  ends: readonly AccountEvent[],
): readonly AccountEvent[] {
  if (state.kind !== "cash") return ends;
  const kept: AccountEvent[] = [];
  let before = state;
  for (const event of ends) {
    const after = evolve(before, event);
    if (!isCarried(coverOf(before), after)) continue;
    kept.push(event);
    before = after;
  }
  return kept;
}

/** What stands behind the shorts of a cash account. */
interface Cover {
  /** Cash that neither a working order nor a short has spoken for. */
  readonly freeMicros: bigint;
  readonly naked: ReadonlyMap<string, number>;
}

/** A cash account secures its shorts by what they may cost at worst: no quotes are needed to know it. */
function coverOf(state: AccountState): Cover {
  const lines = requirementOf(heldDeltas(state), state, closingMarket([], state));
  const freeMicros = state.cashMicros - reservedMicros(state) - totalRequirement(lines);
  return { freeMicros, naked: nakedCalls(lines) };
}

function nakedCalls(lines: readonly RequirementLine[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const line of lines) {
    const { underlying } = line;
    found.set(underlying, (found.get(underlying) ?? 0) + nakedCallsOf([line]));
  }
  return found;
}

function isCarried(had: Cover, state: AccountState): boolean {
  if (state.cashMicros < reservedMicros(state) || shortStocks(state).size > 0) return false;
  const has = coverOf(state);
  if (uncovered(had, has).length > 0) return false;
  return has.freeMicros >= 0n || has.freeMicros >= had.freeMicros;
}

/** Underlyings on which a cash account would have calls without cover that had theirs. */
export function findUncovered(before: AccountState, after: AccountState): readonly string[] {
  return after.kind === "cash" ? uncovered(coverOf(before), coverOf(after)) : [];
}

/** Underlyings with calls that were covered and would no longer be. */
function uncovered(had: Cover, has: Cover): readonly string[] {
  return [...has.naked].flatMap(([underlying, calls]) =>
    calls > (had.naked.get(underlying) ?? 0) ? [underlying] : [],
  );
}

function shortStocks({ positions }: AccountState): ReadonlySet<string> {
  const short = [...positions.values()].filter(
    ({ instrument, qtyNanos }) => instrument.kind === "equity" && qtyNanos < 0n,
  );
  return new Set(short.map(({ symbol }) => symbol));
}

/** The largest delivery among those that sell what is not there or covers a call, or else that buy. */
function heaviest(
  events: readonly AccountEvent[],
  after: AccountState,
  had: Cover,
): Delivery | null {
  const missed = new Set([...shortStocks(after), ...uncovered(had, coverOf(after))]);
  const wanted = events.filter((event): event is Delivery => {
    if (event.type !== "option_exercised" && event.type !== "option_assigned") return false;
    const { stock } = event;
    return missed.size > 0
      ? stock.some(({ side, instrument }) => side === "sell" && missed.has(instrument.symbol))
      : stock.some(({ side }) => side === "buy");
  });
  const costOf = ({ stock }: Delivery) => sumMicros(stock.map((part) => part.amountMicros));
  return wanted.reduce<Delivery | null>(
    (most, one) => (most === null || costOf(one) > costOf(most) ? one : most),
    null,
  );
}
