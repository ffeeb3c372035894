/** What every verb of a story works with: its market and traders, and the words of its row. */
import { present } from "../../assert";
import type { FeeSetting } from "../../fees/fee-schedule";
import type { Rejection } from "../../order/rejection";
import { dollars, openCommand } from "../builders";
import type { MovingMarket } from "../market";
import { refusalText, stepText } from "../outcome-text";
import { Trader } from "../trader";

export interface Story {
  readonly market: MovingMarket;
  readonly traders: Map<string, Trader>;
  nowMs: number;
  orders: number;
}

/** What a row did, in the words of its expectation. */
type Verb = (story: Story, words: Words) => string;
export type Verbs = { readonly [verb: string]: Verb };

/** The row's words, taken from the left; what is left when the verb is done is the expectation. */
export class Words {
  constructor(private readonly words: string[]) {}

  next(): string {
    return present(this.words.shift(), "the row has another word");
  }

  /** The next word when it is of this form. */
  maybe(form: RegExp): string | null {
    const [word] = this.words;
    return word !== undefined && form.test(word) ? this.next() : null;
  }

  /** The word after this one when the row goes on with it: "as exit" gives "exit". */
  after(keyword: string): string | null {
    return this.maybe(new RegExp(`^${keyword}$`)) === null ? null : this.next();
  }

  rest(): string {
    return this.words.join(" ");
  }
}

interface AccountTerms {
  readonly kind: string;
  readonly cash: string;
  readonly fees?: FeeSetting;
}

/** Opens an account in the story. */
export function open(story: Story, name: string, terms: AccountTerms): Trader {
  const trader = new Trader(name);
  const kind = terms.kind === "cash" ? "cash" : "margin";
  const cashMicros = dollars(terms.cash.replaceAll("_", ""));
  trader.ask(openCommand(kind, cashMicros, terms.fees), story.market.view());
  story.traders.set(name, trader);
  return trader;
}

/** The trader of a name; one that is new has 100,000 dollars on margin. */
export function traderOf(story: Story, name: string): Trader {
  return story.traders.get(name) ?? open(story, name, { kind: "margin", cash: "100000" });
}

/** Lets a trader act and tells what came of it. */
export function acted(trader: Trader, act: () => Rejection | null): string {
  const from = trader.steps.length;
  const rejection = act();
  return rejection === null
    ? stepText(trader.steps.slice(from))
    : `refused ${refusalText(rejection)}`;
}

/** Moves the clock and lets every matcher look at a symbol; null looks at everything. */
export function moved(story: Story, nowMs: number, symbol: string | null): string {
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
