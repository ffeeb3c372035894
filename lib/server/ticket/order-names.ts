/** What an order is called: its strategy, its legs, and the words of the button that sends it. */
import { formatPrice, formatQuantity } from "@/lib/engine/decimal";
import { absMicros, type Micros, micros } from "@/lib/engine/money";
import type { OrderDraft } from "@/lib/engine/order/draft";
import type { OrderTerms } from "@/lib/engine/order/order";
import { stopOf } from "@/lib/engine/order/terms";
import { describeLegs, orderOptions, strategyLegs } from "@/lib/engine/strategy/describe";
import { recogniseStrategy } from "@/lib/engine/strategy/recognise";
import type { OrderOutcomes } from "./preview-outcomes";

interface Naming {
  readonly net: Micros | null;
  readonly word: string;
  /** In a cash account every short put is. */
  readonly cashSecured: boolean;
  readonly found: OrderOutcomes | null;
}

/** The strategy an order makes, with what is held already; a close and a roll are that. */
function strategyOf(draft: OrderDraft, { cashSecured, found }: Naming): string {
  if (found?.rolls) return "roll";
  if (found?.cover) return "covered call";
  if (orderOptions(draft.legs).length === 0) return "shares";
  return recogniseStrategy(strategyLegs(draft.legs), { cashSecured });
}

export function namesOf(draft: OrderDraft, naming: Naming) {
  const { net, word, found } = naming;
  const name = describeLegs(draft.legs);
  const options = orderOptions(draft.legs);
  const strategy = strategyOf(draft, naming);
  const qty = formatQuantity(draft.qtyNanos);
  const side = draft.legs[0]?.side === "buy" ? "Buy" : "Sell";
  const price = net === null ? "" : formatPrice(absMicros(net));
  const multi = draft.orderClass === "mleg";
  const action = multi ? (word === "debit" ? "Buy" : "Sell") : side;
  const at = atWords(draft.terms, multi ? `for ${price} ${word}` : `at ${price}`);
  const what = draft.legs.length > 1 || options.length > 0 ? strategyNoun(strategy) : name;
  const verb = found?.rolls ? `Roll ${qty} ${at}` : `${action} ${qty} ${what} ${at}`;
  return {
    strategy: found?.realizedMicros == null ? strategy : "closing order",
    summary: `${name}, ${qty} ×`,
    verb: found?.realizedMicros == null ? verb : `${action} to close ${qty} ${at}`,
  };
}

/** "at the market", "at 1.30", "at a stop of 96.00": what the button says of the price. */
function atWords(terms: OrderTerms, limitWords: string): string {
  const stop = stopOf(terms);
  switch (terms.type) {
    case "market":
      return "at the market";
    case "limit":
      return limitWords;
    case "stop":
      return `at a stop of ${formatPrice(stop ?? micros(0n))}`;
    case "stop_limit":
      return `${limitWords}, stop ${formatPrice(stop ?? micros(0n))}`;
    case "trailing_stop":
      return "at a trailing stop";
  }
}

/** "short put" is sold as a "put": the verb already says which way. */
function strategyNoun(strategy: string): string {
  return strategy.replace(/^(?:short|long) (?=put$|call$)/, "");
}
