import { expect, test } from "vitest";
import { quantity } from "../testing/builders";
import { inferIntent } from "./infer-intent";

// Source: alpaca-wire.md §2.8: infer the close first.
test.each([
  { side: "buy", held: "0", is: "buy_to_open" },
  { side: "buy", held: "2", is: "buy_to_open" },
  { side: "buy", held: "-2", is: "buy_to_close" },
  { side: "sell", held: "0", is: "sell_to_open" },
  { side: "sell", held: "-2", is: "sell_to_open" },
  { side: "sell", held: "2", is: "sell_to_close" },
] as const)("a $side with $held held is $is", ({ side, held, is }) => {
  expect(inferIntent(side, quantity(held))).toBe(is);
});
