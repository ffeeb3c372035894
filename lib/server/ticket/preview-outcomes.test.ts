import { expect, test } from "vitest";
import { formatDollars } from "@/lib/engine/decimal";
import { account, dollars, limitOrder, spreadOrder } from "@/lib/engine/testing/builders";
import { orderOutcomes } from "./preview-outcomes";

test("a call sold on shares that are held makes what they make together", () => {
  // 100 shares for $5,500, a 60 call for $1.20: called away they make 6,000 - 5,500 + 120.
  const state = account({ holds: { XYZ: "100 @ 55" } });
  const draft = limitOrder("sell", "1 @ 1.20", { symbol: "XYZ-60C" });
  const { atExpiry, cover, realizedMicros } = orderOutcomes(draft, state, dollars("-120"));
  expect(cover).toMatchObject({ symbol: "XYZ", shares: 100n });
  expect(realizedMicros).toBeNull();
  expect(atExpiry?.maxProfitMicros).toBe(dollars("620"));
  expect(atExpiry?.maxLossMicros).toBe(dollars("5380"));
});

test("fewer shares than the call is on do not cover it", () => {
  const state = account({ holds: { XYZ: "99 @ 55" } });
  const draft = limitOrder("sell", "1 @ 1.20", { symbol: "XYZ-60C" });
  const { atExpiry, cover } = orderOutcomes(draft, state, dollars("-120"));
  expect(cover).toBeNull();
  expect(atExpiry?.maxLossMicros).toBe("unlimited");
});

test("buying back half of a short put realises its part of the credit", () => {
  // Two were sold for $300 in all; one is bought back for $40: 150 - 40.
  const state = account({ holds: { "XYZ-50P": "-2 @ 1.50" } });
  const draft = limitOrder("buy", "1 @ 0.40", { symbol: "XYZ-50P" });
  const { atExpiry, realizedMicros } = orderOutcomes(draft, state, dollars("40"));
  expect(formatDollars(realizedMicros ?? dollars("0"))).toBe("110");
  expect(atExpiry).toBeNull();
});

test("an order that closes one leg and opens another is a roll", () => {
  const state = account({ holds: { "XYZ-50P": "-1 @ 1.50" } });
  const draft = spreadOrder("1 @ -0.50", "+XYZ-50P -XYZ-50P@270319");
  const { rolls, atExpiry, realizedMicros } = orderOutcomes(draft, state, dollars("-50"));
  expect({ rolls, atExpiry, realizedMicros }).toEqual({
    rolls: true,
    atExpiry: null,
    realizedMicros: null,
  });
});
