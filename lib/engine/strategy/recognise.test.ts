import { expect, test } from "vitest";
import { spreadOrder } from "../testing/builders";
import { describeLegs, strategyLegs } from "./describe";
import { recogniseStrategy } from "./recognise";

test.each([
  { legs: "+SPY-600C", is: "long call" },
  { legs: "+SPY-600P", is: "long put" },
  { legs: "-SPY-600C", is: "short call" },
  { legs: "-SPY-600P", is: "short put" },
  { legs: "-SPY-600P +SPY-595P", is: "put credit spread" },
  { legs: "+SPY-600P -SPY-595P", is: "put debit spread" },
  { legs: "-SPY-605C +SPY-610C", is: "call credit spread" },
  { legs: "+SPY-605C -SPY-610C", is: "call debit spread" },
  { legs: "+SPY-600P +SPY-600C", is: "long straddle" },
  { legs: "-SPY-600P -SPY-600C", is: "short straddle" },
  { legs: "+SPY-595P +SPY-605C", is: "long strangle" },
  { legs: "-SPY-595P -SPY-605C", is: "short strangle" },
  { legs: "-SPY-600C +SPY-600C@270115", is: "calendar spread" },
  { legs: "-SPY-600C +SPY-605C@270115", is: "diagonal spread" },
  { legs: "+SPY-590P -SPY-595P -SPY-605C +SPY-610C", is: "iron condor" },
  { legs: "+SPY-595P -SPY-600P -SPY-600C +SPY-605C", is: "iron butterfly" },
  // The order in which legs are sent says nothing.
  { legs: "+SPY-610C +SPY-590P -SPY-605C -SPY-595P", is: "iron condor" },
  { legs: "+SPY-600C -2*SPY-605C", is: "custom spread" },
  { legs: "+SPY-600C -SPY-605P", is: "custom spread" },
  { legs: "+SPY-590P -SPY-595P -SPY-605C +SPY-610C@270115", is: "custom spread" },
  // Shorts outside the longs: the other side of an iron condor has no name here.
  { legs: "-SPY-590P +SPY-595P +SPY-605C -SPY-610C", is: "custom spread" },
])("$legs is a $is", ({ legs, is }) => {
  expect(recogniseStrategy(strategyLegs(spreadOrder("1", legs).legs))).toBe(is);
});

test.each([
  { legs: "-SPY-600P +SPY-595P", is: "SPY 18 Dec 26 600/595 put credit spread" },
  { legs: "-SPY-600C +SPY-600C@270115", is: "SPY 18 Dec 26/15 Jan 27 600 calendar spread" },
  { legs: "+AAPL-187.5C", is: "AAPL 18 Dec 26 187.5 call" },
  { legs: "+AAPL", is: "AAPL" },
])("$is", ({ legs, is }) => {
  expect(describeLegs(spreadOrder("1", legs).legs)).toBe(is);
});
