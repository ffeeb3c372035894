/**
 * What traders ask for:
 *
 *   buy      NAME SYMBOL QTY market|limit PRICE [gtc|ioc] [as ID]       (sell likewise)
 *   spread   NAME QTY market|PRICE credit|debit -SERIES +SERIES … [gtc] [as ID]
 *   cancel   NAME ID
 */
import type { TimeInForce } from "../../order/order";
import { limitOrder, marketOrder, spreadOrder } from "../builders";
import { acted, type Story, traderOf, type Verbs, type Words } from "./story";

export const ORDER_VERBS: Verbs = {
  buy: (story, words) => single(story, words, "buy"),
  sell: (story, words) => single(story, words, "sell"),
  spread,
  cancel(story, words) {
    const trader = traderOf(story, words.next());
    const orderId = words.next();
    return acted(trader, () => trader.ask({ type: "cancel_order", orderId }, story.market.view()));
  },
};

function single(story: Story, words: Words, side: "buy" | "sell"): string {
  const trader = traderOf(story, words.next());
  const [symbol, qty, type] = [words.next(), words.next(), words.next()];
  const text = type === "limit" ? `${qty} @ ${words.next()}` : qty;
  const options = { symbol, ...suffixes(story, words) };
  const draft =
    type === "limit" ? limitOrder(side, text, options) : marketOrder(side, text, options);
  return acted(trader, () => trader.submit(draft, story.market.view()));
}

function spread(story: Story, words: Words): string {
  const trader = traderOf(story, words.next());
  const [qty, price] = [words.next(), words.next()];
  const net = price === "market" ? null : `${words.next() === "credit" ? "-" : ""}${price}`;
  const legs: string[] = [];
  for (let leg = words.maybe(/^[+-]/); leg !== null; leg = words.maybe(/^[+-]/)) legs.push(leg);
  const text = net === null ? qty : `${qty} @ ${net}`;
  const draft = spreadOrder(text, legs.join(" "), suffixes(story, words));
  return acted(trader, () => trader.submit(draft, story.market.view()));
}

function suffixes(story: Story, words: Words): { timeInForce: TimeInForce; id: string } {
  const named = words.maybe(/^(gtc|ioc)$/);
  const timeInForce = named === "gtc" || named === "ioc" ? named : "day";
  story.orders += 1;
  return { timeInForce, id: words.after("as") ?? `order-${story.orders}` };
}
