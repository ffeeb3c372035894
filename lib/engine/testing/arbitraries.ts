/**
 * Random markets and traders for laws. Prices are wild on purpose: a law that needs a sane market is
 * not a law. Everything is plain data, so a failing run shrinks and prints as moves one can read.
 */
import fc from "fast-check";
import type { AccountKind, FillProfile } from "../account/account-state";
import { formatDecimal } from "../decimal";
import type { FeeSetting } from "../fees/fee-schedule";
import type { SeriesHolding } from "../margin/payoff";
import type { MarketView } from "../market/quote";
import type { FillSettings } from "../match/profile/fill-settings";
import type { OrderDraft } from "../order/draft";
import type { TimeInForce } from "../order/order";
import {
  dollars,
  IN_SESSION_MS,
  limitOrder,
  marketOrder,
  openCommand,
  quote,
  series,
  spreadOrder,
  symbolOf,
  trade,
} from "./builders";
import { type MovingMarket, movingMarket } from "./market";
import { Trader } from "./trader";

const STRIKES = ["590", "595", "600", "605", "610"];
const EXPIRIES = ["261218", "270115"];
const SERIES = STRIKES.flatMap((strike) =>
  EXPIRIES.flatMap((expiry) => [`SPY-${strike}C@${expiry}`, `SPY-${strike}P@${expiry}`]),
);
/** Few, so that orders meet the same position again and again. */
const TRADED = ["SPY", "SPY-600P", "SPY-595P", "SPY-605C", "SPY-610C", "SPY-610C@270115"];

export type Move =
  | { readonly does: "quote"; readonly symbol: string; readonly text: QuoteText }
  | {
      readonly does: "print";
      readonly symbol: string;
      readonly price: string;
      readonly size: number;
    }
  | { readonly does: "submit"; readonly draft: OrderDraft }
  | {
      readonly does: "profile";
      readonly profile: FillProfile;
      readonly settings: FillSettings;
    }
  | { readonly does: "cancel"; readonly nth: number }
  | { readonly does: "wait"; readonly minutes: number };

interface QuoteText {
  readonly bid: string;
  readonly ask: string;
  readonly size: number;
  readonly askSize: number;
  readonly afterGap: boolean;
}

const cents = (least: number, most: number) =>
  fc.integer({ min: least, max: most }).map((value) => formatDecimal(BigInt(value), 2));

/** Mostly two-sided; sometimes a side is missing, and now and then the quote is crossed. */
function aQuoteText(symbol: string): fc.Arbitrary<QuoteText> {
  const [least, most] = symbol === "SPY" ? [58_000, 62_000] : [1, 2_500];
  return fc
    .record({
      bid: fc.integer({ min: least, max: most }),
      width: fc.integer({ min: -1, max: 30 }),
      size: fc.integer({ min: 0, max: 12 }),
      askSize: fc.integer({ min: 0, max: 12 }),
      afterGap: fc.boolean(),
    })
    .map(({ bid, width, ...rest }) => ({
      ...rest,
      bid: formatDecimal(BigInt(bid), 2),
      ask: formatDecimal(BigInt(bid + width), 2),
    }));
}

/** A print somewhere near the quotes, of a size that fills some orders and not others. */
function aPrint(symbol: string): fc.Arbitrary<Move> {
  // Stock limits are 616.00 and 625.00: many prints are at them, as queues need.
  const somewhere = fc.integer(
    symbol === "SPY" ? { min: 60_000, max: 62_000 } : { min: 1, max: 2_500 },
  );
  const price = symbol === "SPY" ? fc.oneof(somewhere, fc.constantFrom(61_600, 62_500)) : somewhere;
  return fc
    .record({ cents: price, size: fc.integer({ min: 1, max: 40 }) })
    .map(({ cents: price, size }) => {
      return { does: "print", symbol, price: formatDecimal(BigInt(price), 2), size };
    });
}

const aSymbol = fc.constantFrom(...TRADED);
const aSide = fc.constantFrom("buy" as const, "sell" as const);
const aQuantity = fc.integer({ min: 1, max: 15 }).map(String);

/** Single orders: stock in hundreds now and then, so that it covers calls. */
const aSingle: fc.Arbitrary<OrderDraft> = fc
  .record({
    symbol: aSymbol,
    side: aSide,
    qty: fc.oneof(aQuantity, fc.constantFrom("100", "200")),
    limit: fc.option(cents(1, 3_000)),
    timeInForce: fc.constantFrom<TimeInForce>("day", "gtc", "ioc"),
  })
  .map(({ symbol, side, qty, limit, timeInForce }) => {
    const options = { symbol, timeInForce: symbol === "SPY" ? timeInForce : "day" } as const;
    if (limit === null) return marketOrder(side, qty, options);
    // 1 to 3,000 cents are an option's prices; stock trades around 600.
    const price = symbol === "SPY" ? formatDecimal(58_000n + BigInt(limit.length * 900), 2) : limit;
    return limitOrder(side, `${qty} @ ${price}`, options);
  });

const aSpread: fc.Arbitrary<OrderDraft> = fc
  .record({
    legs: fc.uniqueArray(fc.constantFrom(...TRADED.slice(1)), { minLength: 2, maxLength: 4 }),
    signs: fc.array(fc.constantFrom("+", "-"), { minLength: 4, maxLength: 4 }),
    ratios: fc.array(fc.constantFrom("", "", "2*"), { minLength: 3, maxLength: 3 }),
    qty: fc.integer({ min: 1, max: 4 }),
    net: fc.option(fc.tuple(fc.constantFrom("", "-"), cents(1, 1_500))),
  })
  .map(({ legs, signs, ratios, qty, net }) => {
    const text = legs.map(
      (leg, index) => `${signs[index]}${index === 0 ? "" : ratios[index - 1]}${leg}`,
    );
    return spreadOrder(net === null ? `${qty}` : `${qty} @ ${net.join("")}`, text.join(" "));
  });

const aMove: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 8,
    arbitrary: aSymbol.chain((symbol) =>
      aQuoteText(symbol).map((text): Move => ({ does: "quote", symbol, text })),
    ),
  },
  {
    weight: 8,
    arbitrary: fc.oneof(aSingle, aSpread).map((draft): Move => ({ does: "submit", draft })),
  },
  { weight: 1, arbitrary: fc.nat({ max: 5 }).map((nth): Move => ({ does: "cancel", nth })) },
  { weight: 3, arbitrary: aSymbol.chain(aPrint) },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 1, max: 900 }).map((minutes): Move => ({ does: "wait", minutes })),
  },
);

/** Sixty moves of one trader, after a first quote of everything that is traded. */
export const someMoves: fc.Arbitrary<readonly Move[]> = fc
  .tuple(
    fc.tuple(
      ...TRADED.map((symbol) =>
        aQuoteText(symbol).map((text): Move => ({ does: "quote", symbol, text })),
      ),
    ),
    fc.array(aMove, { minLength: 20, maxLength: 60 }),
  )
  .map(([quotes, moves]) => [...quotes, ...moves]);

/** Plays moves through decide and evolve; every step it took is on the trader. */
export function playMoves(
  moves: readonly Move[],
  kind: AccountKind,
  cash = "70000",
  fees: FeeSetting = "none",
): Trader {
  const market = movingMarket(IN_SESSION_MS);
  const trader = new Trader("walker");
  let nowMs = IN_SESSION_MS;
  trader.ask(openCommand(kind, dollars(cash), fees), market.view());
  moves.forEach((move, index) => {
    nowMs += move.does === "wait" ? move.minutes * 60_000 : 1_000;
    market.moveTo(nowMs);
    if (move.does === "quote" || move.does === "print" || move.does === "wait") {
      happen(trader, market, move, nowMs);
    } else act(trader, market.view(), move, index);
  });
  return trader;
}

type MarketMove = Extract<Move, { does: "quote" | "print" | "wait" }>;

function happen(trader: Trader, market: MovingMarket, move: MarketMove, atMs: number): void {
  if (move.does === "quote") market.show(quote({ ...move.text, symbol: move.symbol }));
  if (move.does === "print") {
    const tape = move.symbol === "SPY" ? "B" : "O";
    market.print(trade({ ...move, tape, atMs }));
  }
  trader.tick(move.does === "wait" ? null : symbolOf(move.symbol), market.view());
}

function act(
  trader: Trader,
  market: MarketView,
  move: Exclude<Move, MarketMove>,
  index: number,
): void {
  if (move.does === "submit") trader.submit(withId(move.draft, `order-${index}`), market);
  if (move.does === "profile") {
    const { profile, settings } = move;
    const { fees } = trader.state;
    trader.ask({ type: "change_settings", profile, settings, fees }, market);
  }
  const orderId = [...trader.state.orders.keys()][move.does === "cancel" ? move.nth : -1];
  if (orderId !== undefined) trader.ask({ type: "cancel_order", orderId }, market);
}

function withId(draft: OrderDraft, id: string): OrderDraft {
  const legs = draft.legs.map((leg, index) => ({ ...leg, id: `${id}.${index}` }));
  const { takeProfit, stopLoss } = draft.group ?? {};
  const ids = (name: string) => ({ id: `${id}.${name}`, clientOrderId: `client-${id}.${name}` });
  const exits = {
    ...(takeProfit !== undefined && { takeProfit: { ...takeProfit, ...ids("profit") } }),
    ...(stopLoss !== undefined && { stopLoss: { ...stopLoss, ...ids("loss") } }),
  };
  const group = draft.group === undefined ? {} : { group: { ...draft.group, ...exits } };
  return { ...draft, id, legs, ...group };
}

/** Holdings of up to five series of one underlying, long and short. */
export const someHoldings: fc.Arbitrary<readonly SeriesHolding[]> = fc
  .uniqueArray(fc.constantFrom(...SERIES), { minLength: 1, maxLength: 5 })
  .chain((names) =>
    fc.tuple(
      ...names.map((name) =>
        fc
          .integer({ min: -4, max: 4 })
          .filter((contracts) => contracts !== 0)
          .map((contracts) => ({ series: series(name), contracts })),
      ),
    ),
  );
