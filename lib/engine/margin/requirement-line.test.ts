import { expect, test } from "vitest";
import { dollars } from "../testing/builders";
import {
  nakedCallsOf,
  netRequirement,
  type RequirementLine,
  totalRequirement,
  uncoveredContracts,
} from "./requirement-line";

function line(
  strategy: RequirementLine["strategy"],
  contracts: readonly number[],
  amount: string,
  lent = "0",
): RequirementLine {
  return {
    underlying: "XYZ",
    strategy,
    legs: contracts.map((count, leg) => ({ symbol: `leg-${leg}`, contracts: count })),
    shares: 0,
    worstPriceMicros: null,
    amountMicros: dollars(amount),
    lentMicros: dollars(lent),
  };
}

const LINES = [
  line("naked_call", [-2], "4400"),
  line("naked_put", [-4], "8800"),
  line("short_straddle", [-1, -1], "2400"),
  line("short_strangle", [-3, -3], "6000"),
  line("covered_call", [-5], "0"),
  line("cash_secured_put", [-6], "100"),
  line("credit_vertical", [-7, 7], "3500"),
  line("long_option", [8], "0", "250"),
];

test("what the lines hold, and what of it the excess must bear", () => {
  expect(totalRequirement(LINES)).toBe(dollars("25200"));
  expect(netRequirement(LINES)).toBe(dollars("24950"));
});

test("a straddle or strangle has one naked call each, and a put beside it", () => {
  expect(nakedCallsOf(LINES)).toBe(2 + 1 + 3);
  expect(uncoveredContracts(LINES)).toBe(2 + 4 + 2 + 6);
});
