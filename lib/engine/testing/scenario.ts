/**
 * Plays a story: a table in text that a trader can read, one action per row, the expected outcome
 * last. Accounts open with 100,000 dollars on margin when first named, unless `account` says more.
 *
 * The verbs stand in `verbs/`, a file for each family; a new family is a file and a line in VERBS.
 */
import { replay } from "../account/replay";
import { encodeState } from "../account/state-codec";
import { invariant, present } from "../assert";
import { isReproducible } from "../explain/recompute-fill";
import { IN_SESSION_MS } from "./builders";
import { movingMarket } from "./market";
import type { Trader } from "./trader";
import { ACCOUNT_VERBS } from "./verbs/account";
import { ACTION_VERBS } from "./verbs/action";
import { LIFE_VERBS } from "./verbs/life";
import { MARKET_VERBS } from "./verbs/market";
import { ORDER_VERBS } from "./verbs/order";
import { PROFILE_VERBS } from "./verbs/profile";
import { type Story, type Verbs, Words } from "./verbs/story";

const VERBS: Verbs = {
  ...MARKET_VERBS,
  ...ORDER_VERBS,
  ...ACCOUNT_VERBS,
  ...PROFILE_VERBS,
  ...ACTION_VERBS,
  ...LIFE_VERBS,
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

/** Every story also proves that its events alone rebuild its accounts, and each fill its own numbers. */
function checkReplay(trader: Trader): void {
  const events = trader.steps.map((step) => step.event);
  const rebuilt = encodeState(replay(trader.name, events));
  invariant(rebuilt === encodeState(trader.state), "replay gives the same bytes");
  for (const event of events) {
    invariant(event.type !== "order_filled" || isReproducible(event), "each fill recomputes");
  }
}
