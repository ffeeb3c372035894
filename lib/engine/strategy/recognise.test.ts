/** Books traders have names for. The names are those of the Options Industry Council and of use. */
import { describe, expect, test } from "vitest";
import { units, ZERO_MICROS } from "../money";
import { dollars, series, spreadOrder } from "../testing/builders";
import { describeLegs, strategyLegs } from "./describe";
import { recogniseStrategy } from "./recognise";

/** "+100*SPY -SPY-605C": stock in shares, options in contracts. */
function nameOf(legs: string): string {
  return recogniseStrategy(strategyLegs(spreadOrder("1", legs).legs));
}

describe("one kind of leg", () => {
  test.each([
    { legs: "+SPY-600C", is: "long call" },
    { legs: "+SPY-600P", is: "long put" },
    { legs: "-SPY-600C", is: "short call" },
    { legs: "-3*SPY-600P", is: "short put" },
    { legs: "+37*SPY", is: "shares" },
    { legs: "-100*SPY", is: "short shares" },
  ])("$legs is a $is", ({ legs, is }) => expect(nameOf(legs)).toBe(is));
});

describe("stock and options", () => {
  test.each([
    { legs: "+100*SPY -SPY-605C", is: "covered call" },
    { legs: "-2*SPY-605C +200*SPY", is: "covered call" },
    { legs: "-100*SPY -SPY-595P", is: "covered put" },
    { legs: "+100*SPY +SPY-595P", is: "protective put" },
    { legs: "-100*SPY +SPY-605C", is: "protective call" },
    { legs: "+100*SPY +SPY-595P -SPY-605C", is: "collar" },
    { legs: "+100*SPY -SPY-595C +SPY-605P", is: "collar" },
    { legs: "+100*SPY +SPY-595P@270115 -SPY-605C", is: "collar" },
    { legs: "-100*SPY -SPY-595P +SPY-605C", is: "short collar" },
    { legs: "+100*SPY +SPY-600P -SPY-600C", is: "conversion" },
    { legs: "-100*SPY -SPY-600P +SPY-600C", is: "reversal" },
    { legs: "+100*SPY -SPY-595P -SPY-605C", is: "covered strangle" },
    { legs: "+100*SPY -SPY-600P -SPY-600C", is: "covered straddle" },
    { legs: "+100*SPY +SPY-600C -2*SPY-605C", is: "stock repair" },
    // Stock that is not what one contract delivers, or of something else, covers nothing.
    { legs: "+150*SPY -SPY-605C", is: "custom spread" },
    { legs: "+100*AAPL -SPY-605C", is: "custom spread" },
  ])("$legs is a $is", ({ legs, is }) => expect(nameOf(legs)).toBe(is));
});

describe("one right, one date", () => {
  test.each([
    { legs: "-SPY-600P +SPY-595P", is: "put credit spread" },
    { legs: "+SPY-600P -SPY-595P", is: "put debit spread" },
    { legs: "-SPY-605C +SPY-610C", is: "call credit spread" },
    { legs: "+SPY-605C -SPY-610C", is: "call debit spread" },
    { legs: "+SPY-595C -2*SPY-600C +SPY-605C", is: "long call butterfly" },
    { legs: "-SPY-595P +2*SPY-600P -SPY-605P", is: "short put butterfly" },
    { legs: "+2*SPY-595P -4*SPY-600P +2*SPY-605P", is: "long put butterfly" },
    { legs: "+SPY-595C -2*SPY-600C +SPY-610C", is: "broken-wing call butterfly" },
    { legs: "+SPY-590P -2*SPY-600P +SPY-605P", is: "broken-wing put butterfly" },
    { legs: "+SPY-595C -SPY-600C -SPY-605C +SPY-610C", is: "long call condor" },
    { legs: "-SPY-595P +SPY-600P +SPY-605P -SPY-610P", is: "short put condor" },
    { legs: "+SPY-600C -2*SPY-605C", is: "call ratio spread" },
    { legs: "+2*SPY-600C -3*SPY-605C", is: "call ratio spread" },
    { legs: "-2*SPY-595P +SPY-600P", is: "put ratio spread" },
    { legs: "-SPY-600C +2*SPY-605C", is: "call backspread" },
    { legs: "+3*SPY-595P -2*SPY-600P", is: "put backspread" },
    // More on the near strike: a spread with something beside it.
    { legs: "+2*SPY-600C -SPY-605C", is: "custom spread" },
    { legs: "+SPY-595C -SPY-600C -SPY-605C", is: "long call ladder" },
    { legs: "+SPY-595P +SPY-600P -SPY-605P", is: "short put ladder" },
  ])("$legs is a $is", ({ legs, is }) => expect(nameOf(legs)).toBe(is));
});

describe("puts and calls", () => {
  test.each([
    { legs: "+SPY-600P +SPY-600C", is: "long straddle" },
    { legs: "-SPY-600P -SPY-600C", is: "short straddle" },
    { legs: "+SPY-595P +SPY-605C", is: "long strangle" },
    { legs: "-SPY-595P -SPY-605C", is: "short strangle" },
    { legs: "+SPY-595C +SPY-605P", is: "long guts" },
    { legs: "+2*SPY-600P +SPY-600C", is: "strip" },
    { legs: "+SPY-600P +2*SPY-600C", is: "strap" },
    { legs: "+SPY-600C -SPY-600P", is: "synthetic long stock" },
    { legs: "-SPY-600C +SPY-600P", is: "synthetic short stock" },
    { legs: "-SPY-595P +SPY-605C", is: "risk reversal" },
    { legs: "+SPY-590P -SPY-595P -SPY-605C +SPY-610C", is: "iron condor" },
    { legs: "+SPY-595P -SPY-600P -SPY-600C +SPY-605C", is: "iron butterfly" },
    // The order in which legs are sent says nothing.
    { legs: "+SPY-610C +SPY-590P -SPY-605C -SPY-595P", is: "iron condor" },
    { legs: "-SPY-590P +SPY-595P +SPY-605C -SPY-610C", is: "reverse iron condor" },
    { legs: "-SPY-595P +SPY-600P +SPY-600C -SPY-605C", is: "reverse iron butterfly" },
    { legs: "+SPY-595C -SPY-605C +SPY-605P -SPY-595P", is: "long box" },
    { legs: "-SPY-595C +SPY-605C -SPY-605P +SPY-595P", is: "short box" },
    { legs: "-SPY-595P -SPY-605C +SPY-610C", is: "jade lizard" },
    { legs: "+SPY-590P -SPY-595P -SPY-605C", is: "reverse jade lizard" },
    { legs: "-SPY-600P -SPY-600C +SPY-610C", is: "big lizard" },
    { legs: "+SPY-600C -SPY-605P", is: "custom spread" },
  ])("$legs is a $is", ({ legs, is }) => expect(nameOf(legs)).toBe(is));
});

describe("two dates", () => {
  test.each([
    { legs: "-SPY-600C +SPY-600C@270115", is: "calendar spread" },
    { legs: "+SPY-600P -SPY-600P@270115", is: "short calendar spread" },
    { legs: "-SPY-600C +SPY-605C@270115", is: "diagonal spread" },
    { legs: "-SPY-605C +SPY-600C@270115", is: "diagonal spread" },
    { legs: "+SPY-605C -SPY-600C@270115", is: "short diagonal spread" },
    // 2026-12-18 to 2027-03-19 is 91 days, to 2027-03-12 84.
    { legs: "-SPY-620C +SPY-500C@270319", is: "poor man's covered call" },
    { legs: "-SPY-620C +SPY-500C@270312", is: "diagonal spread" },
    { legs: "-SPY-580P +SPY-700P@270319", is: "poor man's covered put" },
    { legs: "-SPY-600P -SPY-605C +SPY-600P@270115 +SPY-605C@270115", is: "double calendar" },
    {
      legs: "-SPY-595P -SPY-605C +SPY-590P@270115 +SPY-610C@270115",
      is: "double diagonal",
    },
    {
      legs: "+SPY-600P -SPY-600C -SPY-600P@270115 +SPY-600C@270115",
      is: "long jelly roll",
    },
    { legs: "+SPY-590P -SPY-595P -SPY-605C +SPY-610C@270115", is: "custom spread" },
    { legs: "+SPY-600C -SPY-600C@270115 +SPY-600C@270219", is: "custom spread" },
  ])("$legs is a $is", ({ legs, is }) => expect(nameOf(legs)).toBe(is));
});

test("a short put is cash-secured where cash is set aside for it", () => {
  const legs = (text: string) => strategyLegs(spreadOrder("1", text).legs);

  expect(recogniseStrategy(legs("-SPY-600P"), { cashSecured: true })).toBe("cash-secured put");
  expect(recogniseStrategy(legs("-SPY-600C"), { cashSecured: true })).toBe("short call");
});

test("legs that net to nothing are not there, and twice a strategy is that strategy", () => {
  expect(nameOf("+SPY-600C -SPY-605C +2*SPY-595P -2*SPY-595P")).toBe("call debit spread");
  expect(nameOf("+2*SPY-590P -2*SPY-595P -2*SPY-605C +2*SPY-610C")).toBe("iron condor");
});

test("an adjusted contract is covered by what it delivers", () => {
  // After 3:2 a contract delivers 150 shares (engine.md §7).
  const plain = {
    shares: [{ symbol: "SPY", sharesNanos: units(150) }],
    cashMicros: ZERO_MICROS,
  };
  const withCash = { ...plain, cashMicros: dollars("12.50") };
  const [stock] = strategyLegs(spreadOrder("1", "+150*SPY").legs);
  const short = (adjusted: typeof plain) => ({
    instrument: series("SPY-600C", { deliverable: adjusted }),
    ratio: -1,
  });
  if (stock === undefined) throw new Error("the order has a leg");

  expect(recogniseStrategy([stock, short(plain)])).toBe("covered call");
  // Cash beside the shares: no number of shares alone is the deliverable.
  expect(recogniseStrategy([stock, short(withCash)])).toBe("custom spread");
  expect(recogniseStrategy([short(plain), { instrument: series("SPY-605C"), ratio: 1 }])).toBe(
    "custom spread",
  );
});

test.each([
  { legs: "-SPY-600P +SPY-595P", is: "SPY 18 Dec 26 600/595 put credit spread" },
  { legs: "-SPY-600C +SPY-600C@270115", is: "SPY 18 Dec 26/15 Jan 27 600 calendar spread" },
  { legs: "+100*SPY -SPY-605C", is: "SPY 18 Dec 26 605 covered call" },
  { legs: "+AAPL-187.5C", is: "AAPL 18 Dec 26 187.5 call" },
  { legs: "+AAPL", is: "AAPL" },
])("$is", ({ legs, is }) => {
  expect(describeLegs(spreadOrder("1", legs).legs)).toBe(is);
});
