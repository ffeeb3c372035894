/**
 * How options end, and what the evening brings:
 *
 *   expire    NAME DATE [SYMBOL PRICE …]      settles at these closes; SYMBOL/am is an opening print
 *   carry     NAME DATE UNDERLYING            closes before the close what cannot be carried
 *   exercise  NAME SERIES [QTY]
 *   dne       NAME SERIES                     do not exercise
 *   evening   NAME DATE [close SYMBOL PRICE] [option SERIES BID MID] [dividend SYMBOL AMOUNT] [rate BPS]
 *   options   NAME realistic|always|never close|exercise
 *
 * What its days bring:
 *
 *   interest  NAME DATE DEBITBPS CREDITBPS
 *   snapshot  NAME DATE [SYMBOL PRICE …]      equity and the day's profit
 *   reset     NAME cash|margin DOLLARS        a new epoch
 */
import type { Command } from "../../account/command";
import type { AssignmentSetting, ShortfallSetting } from "../../lifecycle/lifecycle-state";
import type { SettlementPrice } from "../../lifecycle/settlement-price";
import type { Micros } from "../../money";
import { dollars, openCommand, quantity, symbolOf } from "../builders";
import { lifeText } from "../life-text";
import { refusalText, stepText } from "../outcome-text";
import { type Story, traderOf, type Verbs, type Words } from "./story";

export const LIFE_VERBS: Verbs = {
  expire(story, words) {
    const [name, date] = [words.next(), words.next()];
    const prices: SettlementPrice[] = [];
    for (let word = words.maybe(SYMBOL); word !== null; word = words.maybe(SYMBOL)) {
      prices.push(priceOf(word, words));
    }
    return lived(story, name, { type: "settle_expiry", date, prices });
  },
  carry(story, words) {
    const [name, date, underlying] = [words.next(), words.next(), words.next()];
    story.orders += 1;
    const ids = Array.from({ length: 20 }, (_, n) => `order-${story.orders}-${n}`);
    return lived(story, name, { type: "close_expiring", date, underlying, ids });
  },
  exercise(story, words) {
    const [name, symbol] = [words.next(), symbolOf(words.next())];
    const qty = words.maybe(/^[0-9]+$/);
    const qtyNanos = qty === null ? null : quantity(qty);
    return lived(story, name, { type: "exercise_option", symbol, qtyNanos });
  },
  dne(story, words) {
    const [name, symbol] = [words.next(), symbolOf(words.next())];
    return lived(story, name, { type: "instruct_do_not_exercise", symbol });
  },
  evening(story, words) {
    const [name, date] = [words.next(), words.next()];
    return lived(story, name, { type: "draw_assignments", date, ...eveningFacts(words) });
  },
  interest(story, words) {
    const [name, date] = [words.next(), words.next()];
    const [debitBps, creditBps] = [Number(words.next()), Number(words.next())];
    const facts = { date, debitBps, creditBps, borrow: [], prices: [] };
    return lived(story, name, { type: "accrue_interest", ...facts });
  },
  snapshot(story, words) {
    const [name, date] = [words.next(), words.next()];
    const marks: { symbol: string; priceMicros: Micros }[] = [];
    for (let word = words.maybe(MARKED); word !== null; word = words.maybe(MARKED)) {
      marks.push({ symbol: symbolOf(word), priceMicros: dollars(words.next()) });
    }
    return lived(story, name, { type: "take_snapshot", date, marks });
  },
  reset(story, words) {
    const name = words.next();
    const kind = words.next() === "cash" ? "cash" : "margin";
    const { type, ...terms } = openCommand(kind, dollars(words.next().replaceAll("_", "")));
    return lived(story, name, { ...terms, type: "reset_account" });
  },
  options(story, words) {
    const name = words.next();
    const assignment = words.next() as AssignmentSetting;
    const shortfall = words.next() as ShortfallSetting;
    return lived(story, name, { type: "change_option_settings", assignment, shortfall });
  },
};

const MARKED = /^[A-Z]+[0-9]*(-[0-9.]+[CP](@[0-9]{6})?)?$/;
const SYMBOL = /^[A-Z]+(\/am)?$/;

function priceOf(word: string, words: Words): SettlementPrice {
  const [symbol = "", time] = word.split("/");
  return { symbol, time: time === "am" ? "am" : "pm", priceMicros: dollars(words.next()) };
}

function eveningFacts(words: Words) {
  const prices: SettlementPrice[] = [];
  const options: { symbol: string; bidMicros: Micros; midMicros: Micros }[] = [];
  const dividends: { symbol: string; amountMicros: Micros }[] = [];
  let rateBps = 0;
  for (let key = words.maybe(FACT); key !== null; key = words.maybe(FACT)) {
    if (key === "close") prices.push(priceOf(words.next(), words));
    if (key === "rate") rateBps = Number(words.next());
    if (key === "dividend") {
      dividends.push({ symbol: words.next(), amountMicros: dollars(words.next()) });
    }
    if (key === "option") {
      const symbol = symbolOf(words.next());
      options.push({ symbol, bidMicros: dollars(words.next()), midMicros: dollars(words.next()) });
    }
  }
  return { prices, options, dividends, rateBps };
}

const FACT = /^(close|option|dividend|rate)$/;

/** Asks, lets the matcher look at what was sent, and tells both what ended and what traded. */
function lived(story: Story, name: string, command: Command): string {
  const trader = traderOf(story, name);
  const from = trader.steps.length;
  const rejection = trader.ask(command, story.market.view());
  if (rejection !== null) return `refused ${refusalText(rejection)}`;
  for (const { event } of trader.steps.slice(from)) {
    if (event.type !== "order_accepted") continue;
    const match = { type: "match_order", orderId: event.order.id, trigger: "arrival" } as const;
    trader.ask(match, story.market.view());
  }
  const steps = trader.steps.slice(from);
  return [lifeText(steps), stepText(steps)].filter((text) => text !== "").join("; ");
}
