/** What is checked of a whole account now and then: replay, the codec, margin, campaigns, sentences. */
import { evolveAll } from "../../account/evolve";
import { replay } from "../../account/replay";
import { decodeState, encodeState } from "../../account/state-codec";
import { explainWorking } from "../../explain/explain-order";
import { isAmple } from "../../margin/ample";
import { balancesOf } from "../../margin/balances";
import { booksOf, heldDeltas } from "../../margin/book";
import { basisNow } from "../../margin/funds";
import { nakedPerShare } from "../../margin/naked";
import { optionRequirement } from "../../margin/option-requirement";
import type { OrderEffect } from "../../margin/order-effect";
import { totalRequirement } from "../../margin/requirement-line";
import { markMicros } from "../../market/quote";
import { micros, sumMicros, ZERO_MICROS } from "../../money";
import { campaignProfit } from "../../strategy/campaign";
import { campaignsOf } from "../../strategy/fold-campaigns";
import { holds } from "./law";
import { profitOf, type SimAccount } from "./sim-account";
import type { SimMarket } from "./sim-market";

/** The canonical text of the account, proven against its events. */
export function checkAccount(account: SimAccount, market: SimMarket): string {
  const { state, log, checkpoint } = account;
  const text = encodeState(state);
  const rebuilt = evolveAll(checkpoint.state, log.slice(checkpoint.length));
  holds(encodeState(rebuilt) === text, "a state that was stored and read goes on as it would have");
  account.checkpoint = { state: decodeState(text), length: log.length };
  // Twice as long a log as last time: so the whole of it is replayed often, and not for ever longer.
  if (log.length >= 2 * account.replayedLength) checkWhole(account, text);
  checkMargin(account, market);
  checkSentences(account, market);
  return text;
}

/** The laws that need every event of the account. */
export function checkWhole(account: SimAccount, text = encodeState(account.state)): void {
  const { id, log } = account;
  account.replayedLength = log.length;
  holds(encodeState(replay(id, log)) === text, "the whole log gives the bytes of the state");
  holds(
    encodeState(decodeState(text)) === text,
    "a state that is written and read is written the same",
  );
  checkCampaigns(account);
}

function checkCampaigns({ id, log, state, cut }: SimAccount): void {
  const { open, ended, unattributed } = campaignsOf(id, log);
  const current = [...open, ...ended].filter(({ epoch }) => epoch === state.epoch);
  const { realizedMicros, dividendsMicros, feesMicros } = unattributed;
  const profit = sumMicros([
    ...current.map(campaignProfit),
    micros(realizedMicros + dividendsMicros - feesMicros),
  ]);
  const before = cut?.epoch === state.epoch ? cut.profitMicros : 0n;
  holds(profit === profitOf(state) - before, "the profits of campaigns add up to the ledger");
  const held = open.flatMap(({ holdings }) => [...holdings.values()]);
  holds(held.length === state.positions.size, "every position has one campaign");
}

function checkMargin({ state }: SimAccount, market: SimMarket): void {
  const balances = balancesOf(state, market);
  const { equityMicros, cashMicros, longValueMicros, shortValueMicros } = balances;
  holds(
    equityMicros === cashMicros + longValueMicros + shortValueMicros,
    "equity is cash and what is held",
  );
  holds(balances.buyingPowerMicros >= 0n, "buying power is never negative");
  const basis = basisNow(state, market, equityMicros);
  const isSure = basis !== null && isAmple(state, NO_EFFECT, { market, basis });
  holds(!isSure || balances.excessMicros >= 0n, "what is ample is enough");
  for (const book of booksOf(heldDeltas(state))) {
    const prices = {
      underlyingMicros: markMicros(market, book.underlying),
      premiumOf: (symbol: string) => markMicros(market, symbol),
    };
    const required = totalRequirement(optionRequirement(book, state.kind, prices));
    const reversed = { ...book, holdings: [...book.holdings].reverse() };
    holds(required >= 0n, "a requirement is never negative");
    holds(
      totalRequirement(optionRequirement(reversed, state.kind, prices)) === required,
      "the order of a book does not matter",
    );
    if (state.kind === "cash" || prices.underlyingMicros === null) continue;
    let naked = 0n;
    for (const { series, contracts } of book.holdings) {
      const premiumMicros = prices.premiumOf(series.symbol);
      if (contracts > 0 || premiumMicros === null) continue;
      const { underlyingMicros } = prices;
      const { requiredMicros } = nakedPerShare(series, { underlyingMicros, premiumMicros });
      naked += requiredMicros * BigInt(-contracts * series.multiplier);
    }
    const priced = book.holdings.every(({ series }) => prices.premiumOf(series.symbol) !== null);
    if (priced) holds(required <= naked, "nothing requires more than its shorts would naked");
  }
}

const NO_EFFECT: OrderEffect = {
  costMicros: ZERO_MICROS,
  stockNotionalMicros: ZERO_MICROS,
  premiumMicros: ZERO_MICROS,
  feesMicros: ZERO_MICROS,
  paidMicros: ZERO_MICROS,
  deltas: [],
};

function checkSentences({ state }: SimAccount, market: SimMarket): void {
  for (const order of state.orders.values()) {
    holds(explainWorking(state, order, market).length > 0, "a working order says why it waits");
  }
}
