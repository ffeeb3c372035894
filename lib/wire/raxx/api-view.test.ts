import { expect, test } from "vitest";
import { apiView } from "./api-view";

test("names in snake case, instants as RFC 3339, values as they are", () => {
  expect(
    apiView({
      atMs: 0,
      quoteAtMs: 1_469_918_176_385,
      expiresAtMs: null,
      maxProfit: "815",
      atTheMoney: 3,
      items: ["60Ms"],
      legs: [{ bidSize: "1", marketAtMs: 1_000 }],
    }),
  ).toEqual({
    at: "1970-01-01T00:00:00.000Z",
    quote_at: "2016-07-30T22:36:16.385Z",
    expires_at: null,
    max_profit: "815",
    at_the_money: 3,
    items: ["60Ms"],
    legs: [{ bid_size: "1", market_at: "1970-01-01T00:00:01.000Z" }],
  });
});
