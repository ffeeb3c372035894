/** Why working orders wait: one row per reason, the sentence as it is shown. */
import { describe, expect, test } from "vitest";
import { instantOf } from "../calendar/new-york";
import type { MarketView } from "../market/quote";
import { account, IN_SESSION_MS, quote, submitted, trade } from "../testing/builders";
import { marketOf } from "../testing/market";
import { orderOf } from "../testing/order-text";
import type { Seen } from "./best-seen";
import { explainClosed, explainWorking } from "./explain-order";

const AAPL = quote({ symbol: "AAPL", bid: "187.22", ask: "187.24", size: 500 });
const MARKET = marketOf([AAPL]);
const HOLDER = account({ holds: { AAPL: "100 @ 180", "SPY-600P": "1 @ 2" } });
const at = (date: string, minute: number): MarketView =>
  marketOf([AAPL], { nowMs: instantOf(date, minute) });

function sentence(text: string, options = {}, later: MarketView = MARKET, seen?: Seen): string {
  const side = text.startsWith("sell") ? "sell" : "buy";
  const market = "market" in options ? (options.market as MarketView) : MARKET;
  const draft = orderOf(side, text.replace(/^(?:buy|sell) /, ""), options);
  const { state, order } = submitted(HOLDER, draft, market);
  return explainWorking(state, order, later, seen);
}

const LATER_MS = IN_SESSION_MS + 60_000;
const print = (price: string, second: number, conditions: readonly string[] = []) =>
  trade({ price, conditions, atMs: IN_SESSION_MS + second * 1_000, seq: second });

describe("a working order says what it waits for", () => {
  test.each([
    {
      text: "buy 10 limit 187.20",
      is: "Needs ask ≤ 187.20; ask is 187.24.",
    },
    {
      text: "sell 10 stop 187.20",
      is: "Needs a trade at or below 187.20.",
    },
    {
      text: "buy 10 stop 190",
      is: "Needs a trade at or above 190.00.",
    },
    {
      text: "sell 10 trail 1.00",
      is: "Trails from the first eligible trade after it was sent; there has been none yet.",
    },
    {
      text: "buy 10 market",
      options: { timeInForce: "cls" },
      is: "Waiting for the closing auction at 16:00 ET.",
    },
  ])("$text: $is", ({ text, options, is }) => {
    expect(sentence(text, options)).toBe(is);
  });

  test("a stop names the last eligible trade and how near it came", () => {
    const trades = [print("187.22", 9), print("187.00", 20, ["I"]), print("187.24", 30)];
    const later = marketOf([AAPL], { nowMs: LATER_MS, trades });

    expect(sentence("sell 10 stop 187.20", {}, later, { quotes: [], trades })).toBe(
      "Needs a trade at or below 187.20; last eligible 187.24; best since arrival 187.22 at 10:00:09.",
    );
  });

  test("a limit names the best quote since it arrived", () => {
    const near = quote({
      symbol: "AAPL",
      bid: "187.20",
      ask: "187.22",
      atMs: IN_SESSION_MS + 69_000,
    });
    const before = quote({ symbol: "AAPL", bid: "186.00", ask: "186.02", atMs: IN_SESSION_MS - 1 });

    expect(
      sentence("buy 10 limit 187.20", {}, MARKET, { quotes: [before, near], trades: [] }),
    ).toBe("Needs ask ≤ 187.20; ask is 187.24; best since arrival 187.22 at 10:01:09.");
  });

  test("a trailing stop names what it trails", () => {
    const later = marketOf([AAPL], {
      nowMs: LATER_MS,
      trades: [print("188.00", 5), print("187.50", 9)],
    });

    // 188.00 − 1.00
    expect(sentence("sell 10 trail 1.00", {}, later)).toBe(
      "Needs a trade at or below 187.00, trailing 188.00; last eligible 187.50.",
    );
  });

  test("a stop on an option goes by its quote", () => {
    const put = quote({ symbol: "SPY-600P", bid: "2.10", ask: "2.20" });
    const options = { symbol: "SPY-600P", market: marketOf([put]) };

    expect(sentence("sell 1 stop 1.50", options, marketOf([put]))).toBe(
      "Needs a bid at or below 1.50; bid 2.10.",
    );
  });

  test("exits wait for their entry", () => {
    const draft = orderOf("buy", "10 limit 180", { id: "trade", profit: "190", loss: "170" });
    const { state } = submitted(account(), draft, MARKET);
    const exit = state.orders.get("trade.loss");

    expect(exit && explainWorking(state, exit, MARKET)).toBe(
      "Held: it works once its entry has filled whole.",
    );
  });

  test("an order for the next session says when it opens, an extended one when its own does", () => {
    const night = at("2026-11-20", 21 * 60);

    expect(sentence("buy 10 limit 180", { market: night }, night)).toBe(
      "Waiting for the session to open at 09:30 ET.",
    );
    // Friday evening has no overnight session; the one of Sunday evening leads into Monday.
    expect(sentence("buy 10 limit 180", { market: night, extendedHours: true }, night)).toBe(
      "Waiting for the session to open at 20:00 ET.",
    );
  });

  test("after the close a cls order waits for the print, and says what stands in", () => {
    const later = at("2026-11-20", 16 * 60 + 1);

    expect(sentence("buy 10 market", { timeInForce: "cls" }, later)).toBe(
      "The closing auction has begun; waiting for its official print. Without one by 16:05 ET the last eligible trade stands in.",
    );
  });
});

describe("a closed order says why", () => {
  const { order } = submitted(account(), orderOf("buy", "10 limit 180"), MARKET);

  test.each([
    {
      status: "canceled",
      closeReason: "sibling_filled",
      is: "Canceled because the other exit of its group filled.",
    },
    { status: "canceled", closeReason: "requested", is: "Canceled on request." },
    {
      status: "canceled",
      closeReason: "fok_unfillable",
      is: "Fill-or-kill: it could not trade whole at once.",
    },
    {
      status: "expired",
      closeReason: "auction_over",
      is: "Its auction went by: what it could not trade there expired.",
    },
    { status: "expired", closeReason: null, is: "Its time in force ran out." },
    { status: "replaced", closeReason: null, is: "Another order took its place." },
    { status: "filled", closeReason: null, is: null },
  ] as const)("$status $closeReason", ({ status, closeReason, is }) => {
    expect(explainClosed({ ...order, status, closeReason })).toBe(is);
  });
});
