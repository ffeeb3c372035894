/**
 * Plays a story: a table in text that a trader can read, one action per row, the expected outcome
 * last. Accounts open with 100,000 dollars on margin when first named, unless `account` says more.
 *
 *   account  NAME cash|margin DOLLARS
 *   clock    DATE HH:MM
 *   quote    SYMBOL BID ASK xSIZE [xASKSIZE] [gap]
 *   halt     SYMBOL          resume SYMBOL
 *   buy      NAME SYMBOL QTY market|limit PRICE [gtc|ioc] [as ID]       (sell likewise)
 *   spread   NAME QTY market|PRICE credit|debit -SERIES +SERIES … [gtc] [as ID]
 *   cancel   NAME ID
 *   cash, power, position, requirement     NAME [SYMBOL]
 */
import { replay } from "../account/replay";
import { encodeState } from "../account/state-codec";
import { invariant, present } from "../assert";
import { instantOf } from "../calendar/new-york";
import type { TimeInForce } from "../order/order";
import type { Rejection } from "../order/rejection";
import {
  dollars,
  IN_SESSION_MS,
  limitOrder,
  marketOrder,
  openCommand,
  quote,
  spreadOrder,
  symbolOf,
} from "./builders";
import { type MovingMarket, movingMarket } from "./market";
import {
  cashText,
  positionText,
  powerText,
  refusalText,
  requirementText,
  stepText,
} from "./outcome-text";
import { Trader } from "./trader";

interface Story {
  readonly market: MovingMarket;
  readonly traders: Map<string, Trader>;
  nowMs: number;
  orders: number;
}

/** What a row did, in the words of its expectation. */
type Verb = (story: Story, words: Words) => string;

/** The row's words, taken from the left; what is left when the verb is done is the expectation. */
class Words {
  constructor(private readonly words: string[]) {}

  next(): string {
    return present(this.words.shift(), "the row has another word");
  }

  /** The next word when it is of this form. */
  maybe(form: RegExp): string | null {
    const [word] = this.words;
    return word !== undefined && form.test(word) ? this.next() : null;
  }

  rest(): string {
    return this.words.join(" ");
  }
}

const VERBS: { readonly [verb: string]: Verb } = {
  account(story, words) {
    open(story, words.next(), { kind: words.next(), cash: words.next() });
    return "";
  },
  clock(story, words) {
    const [date, time] = [words.next(), words.next()];
    const [hours = "", minutes = ""] = time.split(":");
    return moved(story, instantOf(date, Number(hours) * 60 + Number(minutes)), null);
  },
  quote(story, words) {
    const [symbol, bid, ask] = [symbolOf(words.next()), words.next(), words.next()];
    const size = Number(words.next().slice(1));
    const askSize = Number(words.maybe(/^x\d/)?.slice(1) ?? size);
    const afterGap = words.maybe(/^gap$/) !== null;
    story.nowMs += 1_000;
    story.market.moveTo(story.nowMs);
    story.market.show(quote({ symbol, bid, ask, size, askSize, afterGap }));
    return moved(story, story.nowMs, symbol);
  },
  halt: (story, words) => setHalted(story, words, true),
  resume: (story, words) => setHalted(story, words, false),
  buy: (story, words) => single(story, words, "buy"),
  sell: (story, words) => single(story, words, "sell"),
  spread,
  cancel(story, words) {
    const trader = traderOf(story, words.next());
    const orderId = words.next();
    return acted(trader, () => trader.ask({ type: "cancel_order", orderId }, story.market.view()));
  },
  cash: (story, words) => cashText(traderOf(story, words.next()).state),
  power: (story, words) => powerText(traderOf(story, words.next()).state, story.market.view()),
  position: (story, words) =>
    positionText(traderOf(story, words.next()).state, symbolOf(words.next())),
  requirement: (story, words) =>
    requirementText(traderOf(story, words.next()).state, story.market.view()),
};

/** Plays a story; the two lists differ where the engine does not do what the story says. */
export function play(text: string): { readonly expected: string[]; readonly actual: string[] } {
  const market = movingMarket(IN_SESSION_MS);
  const story: Story = { market, traders: new Map(), nowMs: IN_SESSION_MS, orders: 0 };
  const [expected, actual]: [string[], string[]] = [[], []];
  for (const row of text.split("\n").filter((line) => line.trim() !== "")) {
    const words = new Words(row.trim().split(/\s+/));
    const name = words.next();
    const outcome = present(VERBS[name], `${name} is a verb`)(story, words);
    const wanted = words.rest().replaceAll(/(?<=\d)_(?=\d)/g, "");
    const action = row
      .trim()
      .slice(0, row.trim().length - words.rest().length)
      .trim();
    expected.push(`${action} → ${wanted}`);
    actual.push(`${action} → ${outcome}`);
  }
  for (const trader of story.traders.values()) checkReplay(trader);
  return { expected, actual };
}

/** Every story also proves that its events alone rebuild its accounts. */
function checkReplay(trader: Trader): void {
  const events = trader.steps.map((step) => step.event);
  const rebuilt = encodeState(replay(trader.name, events));
  invariant(rebuilt === encodeState(trader.state), "replay gives the same bytes");
}

function open(story: Story, name: string, terms: { kind: string; cash: string }): Trader {
  const trader = new Trader(name);
  const kind = terms.kind === "cash" ? "cash" : "margin";
  trader.ask(openCommand(kind, dollars(terms.cash.replaceAll("_", ""))), story.market.view());
  story.traders.set(name, trader);
  return trader;
}

function traderOf(story: Story, name: string): Trader {
  return story.traders.get(name) ?? open(story, name, { kind: "margin", cash: "100000" });
}

function setHalted(story: Story, words: Words, halted: boolean): string {
  const symbol = symbolOf(words.next());
  story.market.setHalted(symbol, halted);
  return moved(story, story.nowMs, symbol);
}

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
  const id = words.maybe(/^as$/) === null ? `order-${story.orders}` : words.next();
  return { timeInForce, id };
}

function acted(trader: Trader, act: () => Rejection | null): string {
  const from = trader.steps.length;
  const rejection = act();
  return rejection === null
    ? stepText(trader.steps.slice(from))
    : `refused ${refusalText(rejection)}`;
}

function moved(story: Story, nowMs: number, symbol: string | null): string {
  story.nowMs = nowMs;
  story.market.moveTo(nowMs);
  const market = story.market.view();
  const texts: string[] = [];
  for (const trader of story.traders.values()) {
    const from = trader.steps.length;
    trader.tick(symbol, market);
    const text = stepText(trader.steps.slice(from));
    if (text !== "") texts.push(story.traders.size > 1 ? `${trader.name} ${text}` : text);
  }
  return texts.join("; ");
}
