/**
 * Corporate actions:
 *
 *   action   ID split SYMBOL 2:1 ex DATE [pay DATE] [fraction PRICE]      (reverse likewise)
 *   action   ID stock-dividend SYMBOL 5:100 ex DATE …
 *   action   ID dividend SYMBOL 0.50 ex DATE pay DATE [special]
 *   action   ID spin-off SYMBOL NEW 1:5 ex DATE [cost 0.2] …
 *   action   ID merger SYMBOL NEW 1:2 ex DATE [cash PRICE] …   or   ID merger SYMBOL cash PRICE ex DATE
 *   action   ID rename SYMBOL NEW ex DATE
 *   action   ID delisting SYMBOL ex DATE [pay DATE] [cash PRICE] [close PRICE]
 *   apply    NAME            what is due of them
 */
import type { ActionFact, ActionKind } from "../../action/action-fact";
import type { PositionChange } from "../../action/position-change";
import { formatDecimal, formatPrice, formatQuantity } from "../../decimal";
import type { AccountEvent } from "../../event/event";
import { parseOccSymbol } from "../../instrument/occ-symbol";
import type { Nanos } from "../../money";
import { limitOf, stopOf } from "../../order/terms";
import { dollars, equity, quantity, symbolOf } from "../builders";
import { traderOf, type Verbs, type Words } from "./story";

const KINDS: { readonly [word: string]: ActionKind } = {
  split: "forward_split",
  reverse: "reverse_split",
  "stock-dividend": "stock_dividend",
  dividend: "cash_dividend",
  "spin-off": "spin_off",
  merger: "merger",
  rename: "rename",
  delisting: "delisting",
};

export const ACTION_VERBS: Verbs = {
  action(story, words) {
    story.market.announce(factOf(words));
    return "";
  },
  apply(story, words) {
    const trader = traderOf(story, words.next());
    const from = trader.steps.length;
    trader.ask({ type: "apply_actions" }, story.market.view());
    return trader.steps
      .slice(from)
      .map(({ event }) => eventText(event))
      .join("; ");
  },
};

/** A fact with nothing in it but what it is about. */
export function fact(
  about: Pick<ActionFact, "id" | "kind" | "symbol">,
  told: Partial<ActionFact> = {},
): ActionFact {
  return {
    ...about,
    declaredDate: null,
    exDate: null,
    recordDate: null,
    payDate: null,
    newNanos: null,
    oldNanos: null,
    cashMicros: null,
    special: false,
    other: null,
    fractionMicros: null,
    costShareNanos: null,
    closeMicros: null,
    memos: [],
    ...told,
  };
}

function factOf(words: Words): ActionFact {
  const [id, word, symbol] = [words.next(), words.next(), words.next()];
  const kind = KINDS[word] ?? (word as ActionKind);
  const amount = kind === "cash_dividend" ? words.next() : null;
  const other = words.maybe(/^(?!cash$|ex$|pay$)[A-Z]/);
  const ratio = words.maybe(/^[0-9.]+:[0-9.]+$/)?.split(":");
  const told: Map<string, string> = new Map();
  for (let key = words.maybe(OPTION); key !== null; key = words.maybe(OPTION)) {
    told.set(key, key === "special" ? "yes" : words.next());
  }
  const price = (key: string) => (told.has(key) ? dollars(told.get(key) ?? "") : null);
  const share = told.get("cost");
  return fact(
    { id, kind, symbol },
    {
      exDate: told.get("ex") ?? null,
      payDate: told.get("pay") ?? null,
      recordDate: told.get("record") ?? null,
      newNanos: ratio === undefined ? null : quantity(ratio[0] ?? ""),
      oldNanos: ratio === undefined ? null : quantity(ratio[1] ?? ""),
      cashMicros: amount === null ? price("cash") : dollars(amount),
      special: told.has("special"),
      other: other === null ? null : equity(other),
      fractionMicros: price("fraction"),
      closeMicros: price("close"),
      costShareNanos: share === undefined ? null : quantity(share),
    },
  );
}

const OPTION = /^(ex|pay|record|fraction|cost|cash|close|special)$/;

function eventText(event: AccountEvent): string {
  switch (event.type) {
    case "corporate_action_applied":
      return event.changes.map(changeText).join(", ") || `${event.action.id} seen`;
    case "corporate_action_held":
      return `${event.held.actionId} held: ${event.held.reason} ${event.held.field ?? ""}`.trim();
    case "dividend_receivable":
      return `${event.action.symbol} owes ${formatPrice(event.receivable.amountMicros)}`;
    case "dividend_paid":
      return `${event.symbol} pays ${formatPrice(event.amountMicros)}`;
    case "order_adjusted": {
      const prices = [stopOf(event.terms), limitOf(event.terms)].filter((price) => price !== null);
      return `${event.orderId} is ${formatQuantity(event.qtyNanos)} @ ${prices.map(formatPrice).join("/")}`;
    }
    case "order_canceled":
      return `${event.orderId} canceled`;
    default:
      return event.type;
  }
}

/** "100 XYZ → 33 XYZ + 50.00": what was held, what it became, and cash. */
function changeText({ symbol, qtyNanos, after, cashMicros }: PositionChange): string {
  const parts = after.map(({ instrument, ...held }) => sizeText(held.qtyNanos, instrument.symbol));
  if (cashMicros !== 0n || parts.length === 0) parts.push(formatPrice(cashMicros));
  return `${sizeText(qtyNanos, symbol)} → ${parts.join(" + ")}`;
}

function sizeText(qtyNanos: Nanos, symbol: string): string {
  return `${formatQuantity(qtyNanos)} ${shortName(symbol)}`;
}

/** The inverse of `symbolOf`. */
function shortName(symbol: string): string {
  const occ = parseOccSymbol(symbol);
  if (occ === null) return symbol;
  const { root, strikeMicros, right, expiryDate } = occ;
  const name = `${root}-${formatDecimal(strikeMicros, 6)}${right === "call" ? "C" : "P"}`;
  return symbolOf(name) === symbol ? name : `${name}@${expiryDate.slice(2).replaceAll("-", "")}`;
}
