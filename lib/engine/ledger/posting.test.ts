import { expect, test } from "vitest";
import { dollars } from "../testing/builders";
import { against, balanced } from "./posting";

test("legs that sum to zero pass, and empty ones are dropped", () => {
  const cash = { account: "cash", amountMicros: dollars("-1000") } as const;
  const cost = { account: "position:AAPL", amountMicros: dollars("1000") } as const;
  const profit = { account: "realized_pl", amountMicros: dollars("0") } as const;

  expect(balanced([cash, profit, cost])).toEqual([cash, cost]);
});

test("a leg without its other side stops the step", () => {
  const cash = { account: "cash", amountMicros: dollars("-1000") } as const;
  const cost = { account: "position:AAPL", amountMicros: dollars("999.999999") } as const;

  expect(() => balanced([cash, cost])).toThrow("postings sum to zero");
});

test("a posting against another has the opposite amount", () => {
  expect(against("fees", dollars("1.50"))).toEqual({
    account: "fees",
    amountMicros: dollars("-1.50"),
  });
});
