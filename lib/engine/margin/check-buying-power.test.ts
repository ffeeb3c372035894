import { describe, expect, test } from "vitest";
import type { AccountState } from "../account/account-state";
import { decide } from "../account/decide";
import { formatDollars } from "../decimal";
import type { OrderDraft } from "../order/draft";
import {
  account,
  limitOrder,
  marketOrder,
  quantity,
  quote,
  spreadOrder,
} from "../testing/builders";
import { marketOf } from "../testing/market";

const MARKET = marketOf([
  quote({ symbol: "XYZ", bid: "100", ask: "100" }),
  quote({ symbol: "XYZ-100P", bid: "2", ask: "2" }),
  quote({ symbol: "XYZ-95P", bid: "1", ask: "1" }),
  quote({ symbol: "XYZ-15P", bid: "0.05", ask: "0.05" }),
  quote({ symbol: "XYZ-105C", bid: "2", ask: "2" }),
]);

/** What an accepted order holds, or the refusal. */
function submit(state: AccountState, draft: OrderDraft) {
  const decision = decide(state, { type: "submit_order", draft }, MARKET);
  if (!decision.ok) return decision.error;
  const [accepted] = decision.value;
  if (accepted?.type !== "order_accepted") throw new Error("accepted");
  return `holds ${formatDollars(accepted.order.reservedMicros)}`;
}

function dollarsOf(refusal: ReturnType<typeof submit>) {
  if (typeof refusal === "string" || !("requiredMicros" in refusal)) return refusal;
  const { code, requiredMicros, availableMicros } = refusal;
  return `${code} ${formatDollars(requiredMicros)} of ${formatDollars(availableMicros)}`;
}

// A naked put at the money: 2 + 20% of 100 = 22 a share, 2,200 a contract, of which the premium pays 200.
const PUTS = limitOrder("sell", "2 @ 2", { symbol: "XYZ-100P" });
// Width 5, credit 1: 400.
const SPREAD = spreadOrder("1 @ -1.00", "-XYZ-100P +XYZ-95P");

describe("the last cent", () => {
  test("is enough", () => {
    expect(submit(account({ cash: "4000" }), PUTS)).toBe("holds 4000");
  });

  test("is missed", () => {
    expect(dollarsOf(submit(account({ cash: "3999.99" }), PUTS))).toBe(
      "insufficient_options_buying_power 4000 of 3999.99",
    );
  });

  test("of nothing is nothing: what is short of cash has no buying power, not less than none", () => {
    const buy = limitOrder("buy", "1 @ 2", { symbol: "XYZ-100P" });
    expect(dollarsOf(submit(account({ cash: "-500" }), buy))).toBe(
      "insufficient_options_buying_power 200 of 0",
    );
  });
});

describe("stock is refused in its own words: its value, against what could be carried", () => {
  const buy = limitOrder("buy", "100 @ 100", { symbol: "XYZ" });

  // Half is lent: 3,000 carry 6,000.
  test("on margin", () => {
    expect(dollarsOf(submit(account({ cash: "3000" }), buy))).toBe(
      "insufficient_buying_power 10000 of 6000",
    );
  });

  // The CAT fee of 2026: 1,000 shares at $0.000003 are 0.003, and each dollar of fees could carry two of stock.
  test("its fees could have carried stock as well", () => {
    const much = limitOrder("buy", "1000 @ 100", { symbol: "XYZ" });
    expect(dollarsOf(submit(account({ cash: "3000", fees: "regulatory" }), much))).toBe(
      "insufficient_buying_power 100000.006 of 6000",
    );
  });

  test("with less than 2,000 nothing is lent", () => {
    expect(dollarsOf(submit(account({ cash: "1999" }), buy))).toBe(
      "insufficient_buying_power 10000 of 1999",
    );
  });
});

describe("selling what nothing covers takes an equity of $2,000", () => {
  const put = limitOrder("sell", "1 @ 2", { symbol: "XYZ-100P" });

  test("a cent less is refused", () => {
    expect(dollarsOf(submit(account({ cash: "1999.99" }), put))).toBe(
      "minimum_equity 2000 of 1999.99",
    );
  });

  test("exactly that is enough", () => {
    expect(submit(account({ cash: "2000" }), put)).toBe("holds 2000");
  });

  test("a spread needs no such thing", () => {
    expect(submit(account({ cash: "1000" }), SPREAD)).toBe("holds 400");
  });

  test("nor does a cash account, which secures its puts", () => {
    const small = limitOrder("sell", "1 @ 0.05", { symbol: "XYZ-15P" });
    // 15 x 100 less the premium of 5.
    expect(submit(account({ kind: "cash", cash: "1500" }), small)).toBe("holds 1495");
  });
});

describe("what only lowers risk is let through on margin", () => {
  // The spread requires 500; buying it back at 6 takes 600 and frees 500: 100, where 50 are left.
  const holds = { "XYZ-100P": "-1 @ 2", "XYZ-95P": "1 @ 1" };
  const close = spreadOrder("1 @ 6.00", "+XYZ-100P -XYZ-95P");

  test("though it takes more than there is", () => {
    expect(submit(account({ cash: "550", holds }), close)).toBe("holds 100");
  });

  test("but not where nothing is lent at all", () => {
    expect(dollarsOf(submit(account({ kind: "cash", cash: "550", holds }), close))).toBe(
      "insufficient_options_buying_power 100 of 50",
    );
  });

  test("what frees more than it takes holds nothing", () => {
    const cheap = spreadOrder("1 @ 1.00", "+XYZ-100P -XYZ-95P");
    expect(submit(account({ kind: "cash", cash: "550", holds }), cheap)).toBe("holds 0");
  });
});

describe("a call of a cash account needs its cover", () => {
  const calls = limitOrder("sell", "2 @ 2", { symbol: "XYZ-105C" });
  const refused = (missing: string) => ({
    code: "insufficient_cover",
    underlying: "XYZ",
    requiredNanos: quantity(missing),
    availableNanos: 0n,
  });

  test("of a hundred shares each", () => {
    const holds = { XYZ: "200 @ 100" };
    expect(submit(account({ kind: "cash", cash: "100", holds }), calls)).toBe("holds 0");
  });

  test("and the refusal counts the shares that are missing", () => {
    const holds = { XYZ: "100 @ 100" };
    expect(submit(account({ kind: "cash", holds }), calls)).toEqual(refused("100"));
    expect(submit(account({ kind: "cash" }), calls)).toEqual(refused("200"));
  });

  test("a margin account may leave it naked", () => {
    // 2 + max(20 - 5, 10) = 17 a share: 3,400 less the premium of 400.
    expect(submit(account({ cash: "3000" }), calls)).toBe("holds 3000");
  });
});

test("an order that nothing prices is refused by the symbol without a quote", () => {
  const draft = marketOrder("buy", "1", { symbol: "ABC" });
  expect(submit(account(), draft)).toEqual({ code: "no_reference_price", symbol: "ABC" });
});
