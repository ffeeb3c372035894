/** What working orders hold together: the worst subset of a few, a bound for many (decisions 29). */
import { describe, expect, test } from "vitest";
import type { AccountState } from "../account/account-state";
import { formatDollars } from "../decimal";
import type { OrderDraft } from "../order/draft";
import {
  account,
  limitOrder,
  marketOrder,
  quantity,
  quote,
  spreadOrder,
  submitted,
} from "../testing/builders";
import { marketOf } from "../testing/market";
import { balancesOf } from "./balances";
import { candidatesOf } from "./candidates";
import { worstOfWorking } from "./working-orders";

/** XYZ at 100; a put at 100 naked takes 2 + 20 = 22 a share. */
const MARKET = marketOf([
  quote({ symbol: "XYZ", bid: "100", ask: "100" }),
  quote({ symbol: "ABC", bid: "10", ask: "10" }),
  ...["XYZ-100P", "XYZ-95P", "XYZ-90P", "XYZ-105C", "XYZ-110C"].map((symbol) =>
    quote({ symbol, bid: "2", ask: "2" }),
  ),
]);

/** An account with these orders at work, whatever it would have taken to send them one after another. */
function working(holder: AccountState, drafts: readonly OrderDraft[]): AccountState {
  const rich = account({ cash: "1000000", holds: HOLDS_ALL });
  const orders = drafts.map((draft, n) => {
    const id = `order-${n}`;
    const legs = draft.legs.map((leg, at) => ({
      ...leg,
      id: `${id}.${at}`,
      clientOrderId: `${id}.${at}`,
    }));
    return submitted(rich, { ...draft, id, clientOrderId: id, legs }, MARKET).order;
  });
  return { ...holder, orders: new Map(orders.map((order) => [order.id, order])) };
}

/** So that what sells closes. */
const HOLDS_ALL = { "XYZ-95P": "9 @ 2" };

function held(state: AccountState): string {
  return formatDollars(worstOfWorking({ state, market: MARKET, basis: "initial" }));
}

const option = (side: "buy" | "sell", text: string, symbol: string) =>
  limitOrder(side, text, { symbol });
const PUTS = ["90", "100", "90", "100", "90"].map((strike) =>
  option("sell", "1 @ 2.00", `XYZ-${strike}P`),
);

describe("stock alone", () => {
  const buy = limitOrder("buy", "10 @ 90", { symbol: "XYZ" });

  test("every purchase is added: half of 900, and half of 900", () => {
    expect(held(working(account(), [buy, buy]))).toBe("900");
  });

  test("what brings money holds nothing, and gives nothing to the others", () => {
    const sell = limitOrder("sell", "10 @ 110", { symbol: "XYZ" });
    const state = working(account({ holds: { XYZ: "10 @ 90" } }), [buy]);
    const closing = submitted(account({ holds: { XYZ: "10 @ 90" } }), sell, MARKET).order;
    const both = { ...state, orders: new Map([...state.orders, [closing.id, closing]]) };

    expect(held(both)).toBe("450");
  });

  test("an order is priced as it was when it came, not as the market moved", () => {
    const draft = marketOrder("buy", "10", { symbol: "XYZ" });
    const { state } = submitted(account(), draft, MARKET);
    const risen = marketOf([quote({ symbol: "XYZ", bid: "150", ask: "150" })]);

    expect(formatDollars(worstOfWorking({ state, market: risen, basis: "initial" }))).toBe("500");
  });

  test("without any price it holds what it held then", () => {
    const draft = marketOrder("buy", "10", { symbol: "XYZ" });
    const { state, order } = submitted(account(), draft, MARKET);
    const unseen = { ...state, orders: new Map([[order.id, { ...order, arrivalQuotes: [] }]]) };

    expect(
      formatDollars(worstOfWorking({ state: unseen, market: marketOf(), basis: "initial" })),
    ).toBe("500");
  });

  test("only what is left of an order counts", () => {
    const state = working(account(), [buy]);
    const order = [...state.orders.values()][0];
    if (order === undefined) throw new Error("it works");
    const part = { ...order, filledNanos: quantity("2") };

    expect(held({ ...state, orders: new Map([[order.id, part]]) })).toBe("360");
  });
});

test("orders are sorted by underlying, stock beside its options", () => {
  const state = working(account(), [
    limitOrder("buy", "10 @ 9", { symbol: "ABC" }),
    limitOrder("buy", "10 @ 90", { symbol: "XYZ" }),
    option("buy", "1 @ 2.00", "XYZ-90P"),
  ]);
  const byUnderlying = candidatesOf({ state, market: MARKET, basis: "initial" });

  expect([...byUnderlying].map(([name, list]) => [name, list.length])).toEqual([
    ["ABC", 1],
    ["XYZ", 2],
  ]);
  // 10 x 9 / 2 = 45; 450 for the stock and 200 for the put.
  expect(held(state)).toBe("695");
});

describe("up to four orders: the worst of all subsets", () => {
  const cash = account({ kind: "cash", cash: "100000" });

  test("puts of a cash account: each strike, less its premium", () => {
    // 9,000 + 10,000 + 9,000 - 3 x 200.
    expect(held(working(cash, PUTS.slice(0, 3)))).toBe("27400");
  });

  test("a condor in two orders: one side of it alone", () => {
    const orders = [
      spreadOrder("1 @ -1.00", "-XYZ-95P +XYZ-90P"),
      spreadOrder("1 @ -1.00", "-XYZ-105C +XYZ-110C"),
    ];

    // A width of 500 less 100; both together 500 less 200.
    expect(held(working(account(), orders))).toBe("400");
  });

  test("a long that is for sale may be gone when its short is still there", () => {
    const spread = account({ holds: { "XYZ-100P": "-1 @ 2", "XYZ-95P": "1 @ 2" } });
    const exit = option("sell", "1 @ 1.00", "XYZ-95P");

    // Naked 2,200 instead of a width of 500, less the 100 it brings.
    expect(held(working(spread, [exit]))).toBe("1600");
    // A put bought at 10 cents may fill as well, which covers; the worst is that it does not.
    expect(held(working(spread, [exit, option("buy", "1 @ 0.10", "XYZ-90P")]))).toBe("1600");
  });
});

describe("more than four orders: a bound that no subset exceeds", () => {
  const cheap = option("buy", "1 @ 0.10", "XYZ-90P");

  test("what is sold holds all of its strike, and no premium is counted on", () => {
    // 3 x 9,000 + 2 x 10,000.
    expect(held(working(account({ kind: "cash", cash: "100000" }), PUTS))).toBe("47000");
  });

  test("a cover that is for sale is gone", () => {
    const spread = account({ holds: { "XYZ-100P": "-1 @ 2", "XYZ-95P": "1 @ 2" } });
    const exit = option("sell", "1 @ 1.00", "XYZ-95P");

    // 4 x 10 to pay, and 2,200 instead of 500; what the exit brings is not counted on.
    expect(held(working(spread, [exit, cheap, cheap, cheap, cheap]))).toBe("1740");
    // Half of it is for sale: of two spreads one stays covered.
    const two = account({ holds: { "XYZ-100P": "-2 @ 2", "XYZ-95P": "2 @ 2" } });
    expect(held(working(two, [exit, cheap, cheap, cheap, cheap]))).toBe("1740");
  });

  test("a spread holds its width, or its short alone when another order sells its long", () => {
    const spread = spreadOrder("1 @ -1.00", "-XYZ-100P +XYZ-95P");
    const exit = option("sell", "1 @ 1.00", "XYZ-95P");
    const holder = account({ holds: { "XYZ-95P": "1 @ 2" } });

    expect(held(working(holder, [spread, cheap, cheap, cheap, cheap]))).toBe("540");
    expect(held(working(holder, [spread, exit, cheap, cheap, cheap]))).toBe("2230");
  });

  test("and it is what the account may not spend", () => {
    const state = working(account({ cash: "50000" }), [cheap, cheap, cheap, cheap, cheap]);
    const { reservedMicros, excessMicros } = balancesOf(state, MARKET);

    expect(formatDollars(reservedMicros)).toBe("50");
    expect(formatDollars(excessMicros)).toBe("49950");
  });
});
