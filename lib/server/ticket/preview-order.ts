/** Says what an order would do before it is sent, from the same engine that would accept it. */
import type { AccountState } from "@/lib/engine/account/account-state";
import { decide } from "@/lib/engine/account/decide";
import { daysBetween, newYorkOf } from "@/lib/engine/calendar/new-york";
import { formatDollars, formatPrice } from "@/lib/engine/decimal";
import { refusalSentences } from "@/lib/engine/explain/explain-rejection";
import { orderFees } from "@/lib/engine/fees/order-fees";
import { balancesOf } from "@/lib/engine/margin/balances";
import type { MarketView } from "@/lib/engine/market/quote";
import { type Micros, micros } from "@/lib/engine/money";
import type { OrderDraft } from "@/lib/engine/order/draft";
import { orderOptions } from "@/lib/engine/strategy/describe";
import type { NewOrder } from "@/lib/wire/new-order";
import type { PreviewView } from "@/lib/wire/raxx/preview";
import type { Caller, Deps } from "../deps";
import { feedLabel } from "../desk/quote-view";
import { eventsUntil } from "../desk/underlying-events";
import { obligationOf } from "./obligation";
import { namesOf } from "./order-names";
import { limitSteps } from "./order-prices";
import { expiryOutcomes } from "./outcome-texts";
import type { OrderOutcomes } from "./preview-outcomes";
import { readOrder, type UnknownSymbol } from "./read-order";

/** Previews an order of the caller. */
export async function previewOrder(
  deps: Deps,
  caller: Caller,
  request: NewOrder,
): Promise<PreviewView | UnknownSymbol> {
  const read = await readOrder(deps, caller, request);
  if ("unknownSymbol" in read) return read;
  const { draft, state, market, prices, netMicros: net, paidMicros, outcomes } = read;
  const decision = decide(state, { type: "submit_order", draft }, market);
  const accepted = decision.ok ? decision.value[0] : undefined;
  const reserved = accepted?.type === "order_accepted" ? accepted.order.reservedMicros : null;
  const balances = balancesOf(state, market);
  const word = net === null || net === 0n ? "even" : net < 0n ? "credit" : "debit";
  return {
    ...namesOf(draft, { net, word, cashSecured: state.kind === "cash", found: outcomes }),
    natural: textOf(prices.naturalMicros),
    mid: textOf(prices.midMicros),
    limitSteps: limitSteps(draft, prices).map(formatDollars),
    cash: paidMicros === null ? null : formatDollars(micros(-paidMicros)),
    netWord: word,
    ...expiryOutcomes(read, 0),
    realized: textOf(outcomes?.realizedMicros ?? null),
    ...buyingPowerTexts(balances.optionsBuyingPowerMicros, reserved),
    fees: feeViews(state, draft, market),
    obligation: obligationOf(draft),
    daysToExpiry: daysToExpiry(draft, market.nowMs),
    ...(await eventsUntil(deps, caller, market, lastDate(draft))),
    quoteAtMs: prices.quoteAtMs,
    label: feedLabel(deps.marketClock.market, caller.feed),
    notes: notesOf(outcomes),
    refusal: decision.ok ? null : refusalSentences(decision.error, { state, draft, market }),
  };
}

/** The underlying and the date of its last option; null for shares alone. */
function lastDate({ legs }: OrderDraft) {
  const options = orderOptions(legs).map(({ series }) => series);
  const [first, ...others] = options;
  if (first === undefined) return null;
  const date = others.reduce(
    (last, one) => (one.expiryDate > last ? one.expiryDate : last),
    first.expiryDate,
  );
  return { symbol: first.underlying, date };
}

function buyingPowerTexts(before: Micros, reserved: Micros | null) {
  if (reserved === null) return { buyingPowerEffect: null, buyingPowerAfter: null };
  return {
    buyingPowerEffect: formatDollars(micros(-reserved)),
    buyingPowerAfter: formatDollars(micros(before - reserved)),
  };
}

function feeViews(state: AccountState, draft: OrderDraft, market: MarketView) {
  return orderFees(draft, { setting: state.fees, market }).map(({ name, amountMicros }) => ({
    name,
    amount: formatDollars(amountMicros),
  }));
}

function daysToExpiry(draft: OrderDraft, nowMs: number): number | null {
  const days = orderOptions(draft.legs).map(({ series }) =>
    daysBetween(newYorkOf(nowMs).date, series.expiryDate),
  );
  return days.length === 0 ? null : Math.min(...days);
}

const TWO_DATES =
  "Two expiry dates: profit and loss are those at the first one, with the later leg by model at today's implied volatility.";
const CHANCE =
  "Chance of profit: lognormal, implied volatility of the first leg, 4% rate, no dividends.";

function notesOf(found: OrderOutcomes | null): readonly string[] {
  if (found === null) return [];
  if (found.rolls) return ["A roll: one part closes at a profit or loss, the other opens anew."];
  if (found.realizedMicros !== null) return [];
  if (found.atExpiry === null) return [TWO_DATES, CHANCE];
  const { cover } = found;
  const held = `Counts the ${cover?.shares} ${cover?.symbol} you hold, which cost $${formatPrice(cover?.costMicros ?? micros(0n))}.`;
  return [
    ...(cover === null ? [] : [held]),
    "Profit and loss at expiry, legs held to the end; early assignment can change them.",
    CHANCE,
  ];
}

function textOf(amount: Micros | null): string | null {
  return amount === null ? null : formatDollars(amount);
}
