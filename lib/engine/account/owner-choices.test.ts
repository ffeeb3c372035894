/** Every switch of alpaca-wire.md §1.3 that decides orders, on an account that has it. */
import { describe, expect, test } from "vitest";
import { instantOf } from "../calendar/new-york";
import { mayTrade, opensAtMs } from "../match/trading-session";
import type { OrderDraft } from "../order/draft";
import {
  account,
  instrument,
  limitOrder,
  marketOrder,
  quote,
  run,
  spreadOrder,
  submitted,
} from "../testing/builders";
import { marketOf } from "../testing/market";
import { type AccountState, emptyAccount } from "./account-state";
import { decide } from "./decide";
import { NO_CHOICES, type OwnerChoices } from "./owner-choices";
import { decodeState, encodeState } from "./state-codec";

const MARKET = marketOf([
  quote({ symbol: "AAPL", bid: "187.20", ask: "187.24" }),
  quote({ symbol: "SPY", bid: "604.90", ask: "605.10" }),
  quote({ symbol: "SPY-600P", bid: "2.10", ask: "2.20" }),
  quote({ symbol: "SPY-595P", bid: "0.90", ask: "1.00" }),
  quote({ symbol: "SPY-610C", bid: "2.10", ask: "2.20" }),
]);

function having(choices: Partial<OwnerChoices>, state: AccountState = account()): AccountState {
  return run(state, { type: "change_choices", choices }, MARKET).state;
}

function refusal(draft: OrderDraft, state: AccountState) {
  const decision = decide(state, { type: "submit_order", draft }, MARKET);
  return decision.ok ? "accepted" : decision.error.code;
}

const long = account({ holds: { AAPL: "10.5 @ 180" } });
const spread = spreadOrder("1 @ 1.10", "+SPY-600P -SPY-595P");

describe("an order goes against a choice", () => {
  test.each<{ name: string; choice: Partial<OwnerChoices>; draft: OrderDraft; is: string }>([
    {
      name: "new orders are suspended, those that close too",
      choice: { suspended: true },
      draft: marketOrder("sell", "1"),
      is: "orders_suspended",
    },
    {
      name: "a fraction is bought",
      choice: { fractional: false },
      draft: marketOrder("buy", "0.5"),
      is: "fractional_off",
    },
    {
      name: "a fraction that is held is sold",
      choice: { fractional: false },
      draft: marketOrder("sell", "0.5"),
      is: "accepted",
    },
    {
      name: "stock is sold short",
      choice: { shorting: false },
      draft: limitOrder("sell", "1 @ 605", { symbol: "SPY" }),
      is: "shorting_off",
    },
    {
      name: "several legs at level 2",
      choice: { optionsLevelMax: 2 },
      draft: spread,
      is: "options_level",
    },
    {
      name: "an option is bought at level 1",
      choice: { optionsLevelMax: 1 },
      draft: limitOrder("buy", "1 @ 2.20", { symbol: "SPY-600P" }),
      is: "options_level",
    },
    {
      name: "a call is sold without cover below level 3",
      choice: { optionsLevelMax: 2 },
      draft: limitOrder("sell", "1 @ 2.10", { symbol: "SPY-610C" }),
      is: "insufficient_cover",
    },
  ])("$name: $is", ({ choice, draft, is }) => {
    expect(refusal(draft, having(choice, long))).toBe(is);
    expect(refusal(draft, having(NO_CHOICES, long))).toBe("accepted");
  });

  test("a replacement is a new order, a cancel is not", () => {
    const { state, order } = submitted(long, limitOrder("buy", "1 @ 100"), MARKET);
    const suspended = having({ suspended: true }, state);
    const replacement = { id: "b", clientOrderId: "b", limitMicros: 101_000_000n as never };
    const replace = { type: "replace_order", orderId: order.id, replacement } as const;

    expect(decide(suspended, replace, MARKET)).toMatchObject({
      error: { code: "orders_suspended" },
    });
    expect(decide(suspended, { type: "cancel_order", orderId: order.id }, MARKET).ok).toBe(true);
  });
});

describe("overnight", () => {
  const legs = [{ instrument: instrument("AAPL") }];
  const night = instantOf("2026-11-24", 2 * 60);

  test("an order sent while it is off waits for 04:00", () => {
    const extended = { ...limitOrder("buy", "1 @ 100"), extendedHours: true };
    const { order } = submitted(having({ overnight: false }), extended, MARKET);

    expect(order.noOvernight).toBe(true);
    expect(mayTrade(order, night)).toBe(false);
    expect(opensAtMs(order, night)).toBe(instantOf("2026-11-24", 4 * 60));
    expect(mayTrade(order, instantOf("2026-11-24", 4 * 60))).toBe(true);
    expect(mayTrade({ legs, extendedHours: true }, night)).toBe(true);
  });
});

describe("a change", () => {
  test("leaves what it does not name, and the multiplier with it", () => {
    const first = having({ shorting: false });
    const change = { type: "change_choices", choices: {}, maxMultiplier: 4 } as const;
    const { state } = run(first, change, MARKET);

    expect(state.choices).toEqual({ ...NO_CHOICES, shorting: false });
    expect(state.margin.maxMultiplier).toBe(4);
    expect(state.settings).toBe(first.settings);
  });

  test("to what is so already is no event", () => {
    const command = { type: "change_choices", choices: { shorting: true } } as const;
    expect(decide(account(), command, MARKET)).toEqual({ ok: true, value: [] });
  });

  test("of an account that is not open is refused", () => {
    const command = { type: "change_choices", choices: {} } as const;
    expect(decide(emptyAccount("a"), command, MARKET)).toMatchObject({
      error: { code: "account_not_open" },
    });
  });

  test("is kept in a stored state; one from before there were choices has none", () => {
    const state = having({ fractional: false, confirmsByMail: false });
    expect(decodeState(encodeState(state)).choices).toEqual(state.choices);
    const old = encodeState(state).replace(/"choices":\{[^}]*\},/, "");
    expect(decodeState(old).choices).toEqual(NO_CHOICES);
  });
});
