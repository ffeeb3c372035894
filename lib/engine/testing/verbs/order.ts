/**
 * What traders ask for:
 *
 *   buy      NAME SYMBOL QTY|$DOLLARS TYPE [PRICE…] [TIME] [extended] [profit P] [loss S [limit P]] [as ID]
 *            TYPE: market, limit P, stop S, stop_limit S P, trail P, trail P%, oco PROFIT STOP
 *            TIME: day, gtc, opg, cls, ioc, fok                          (sell likewise)
 *   spread   NAME QTY market|PRICE credit|debit -SERIES +SERIES … [gtc] [as ID]
 *   replace  NAME ID [qty QTY] [limit P] [stop P] [trail P|P%] [TIME] as ID
 *   cancel   NAME ID
 *
 * Exits that are sent with an order are called ID.profit and ID.loss.
 */
import { present } from "../../assert";
import type { OrderSide, TimeInForce } from "../../order/order";
import type { Replacement } from "../../order/replacement";
import { dollars, quantity, spreadOrder } from "../builders";
import { orderOf, TERM_WORDS, trailOf } from "../order-text";
import { acted, type Story, traderOf, type Verbs, type Words } from "./story";

export const ORDER_VERBS: Verbs = {
  buy: (story, words) => single(story, words, "buy"),
  sell: (story, words) => single(story, words, "sell"),
  spread,
  replace,
  cancel(story, words) {
    const trader = traderOf(story, words.next());
    const orderId = words.next();
    return acted(trader, () => trader.ask({ type: "cancel_order", orderId }, story.market.view()));
  },
};

function single(story: Story, words: Words, side: OrderSide): string {
  const trader = traderOf(story, words.next());
  const [symbol, qty, type] = [words.next(), words.next(), words.next()];
  const count = present(TERM_WORDS[type], `${type} is an order type`);
  const prices = Array.from({ length: count }, () => words.next());
  const timeInForce = timeOf(words);
  const extendedHours = words.maybe(/^extended$/) !== null;
  const profit = words.after("profit");
  const loss = words.after("loss");
  const lossLimit = loss === null ? null : words.after("limit");
  const draft = orderOf(side, [qty, type, ...prices].join(" "), {
    symbol,
    timeInForce,
    extendedHours,
    ...(profit !== null && { profit }),
    ...(loss !== null && { loss }),
    ...(lossLimit !== null && { lossLimit }),
    id: idOf(story, words),
  });
  return acted(trader, () => trader.submit(draft, story.market.view()));
}

function replace(story: Story, words: Words): string {
  const trader = traderOf(story, words.next());
  const orderId = words.next();
  const [qty, limit, stop] = [words.after("qty"), words.after("limit"), words.after("stop")];
  const trail = words.after("trail");
  const time = words.maybe(TIME);
  const id = idOf(story, words);
  const replacement: Replacement = {
    id,
    clientOrderId: `client-${id}`,
    ...(qty !== null && { qtyNanos: quantity(qty) }),
    ...(limit !== null && { limitMicros: dollars(limit) }),
    ...(stop !== null && { stopMicros: dollars(stop) }),
    ...(trail !== null && { trail: trailOf(trail) }),
    ...(time !== null && { timeInForce: TIMES.find((one) => one === time) ?? "day" }),
  };
  return acted(trader, () => trader.replace(orderId, replacement, story.market.view()));
}

function spread(story: Story, words: Words): string {
  const trader = traderOf(story, words.next());
  const [qty, price] = [words.next(), words.next()];
  const net = price === "market" ? null : `${words.next() === "credit" ? "-" : ""}${price}`;
  const legs: string[] = [];
  for (let leg = words.maybe(/^[+-]/); leg !== null; leg = words.maybe(/^[+-]/)) legs.push(leg);
  const text = net === null ? qty : `${qty} @ ${net}`;
  const timeInForce = timeOf(words);
  const draft = spreadOrder(text, legs.join(" "), { timeInForce, id: idOf(story, words) });
  return acted(trader, () => trader.submit(draft, story.market.view()));
}

const TIMES: readonly TimeInForce[] = ["day", "gtc", "opg", "cls", "ioc", "fok"];

const TIME = /^(?:day|gtc|opg|cls|ioc|fok)$/;

function timeOf(words: Words): TimeInForce {
  const named = words.maybe(TIME);
  return TIMES.find((time) => time === named) ?? "day";
}

function idOf(story: Story, words: Words): string {
  story.orders += 1;
  return words.after("as") ?? `order-${story.orders}`;
}
