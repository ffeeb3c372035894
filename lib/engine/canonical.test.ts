import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalize, parseCanonical } from "./canonical";

test("keys are sorted, spaces and undefined left out, money written as digits", () => {
  const value = { b: 1, a: { limitMicros: -5n, d: [true, null, "x"], c: undefined } };

  expect(canonicalize(value)).toBe('{"a":{"d":[true,null,"x"],"limitMicros":"-5"},"b":1}');
});

test("a list under a money name is a list of money", () => {
  const text = '{"legPricesMicros":["1","2"]}';

  expect(canonicalize({ legPricesMicros: [1n, 2n] })).toBe(text);
  expect(parseCanonical(text)).toEqual({ legPricesMicros: [1n, 2n] });
});

describe("what has no one text form stops the step", () => {
  test.each([
    { name: "a bigint without its unit", value: { price: 1n } },
    { name: "a bigint without a name", value: 1n },
    { name: "not a number", value: { x: Number.NaN } },
    { name: "an infinity", value: { x: Number.POSITIVE_INFINITY } },
  ])("$name", ({ value }) => {
    expect(() => canonicalize(value)).toThrow("broken invariant");
  });
});

const key = fc.string().filter((name) => !/(Micros|Nanos)$/.test(name) && name !== "__proto__");
const plain = fc.oneof(
  fc.string(),
  fc.boolean(),
  fc.constant(null),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0)),
);
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof({ maxDepth: 4 }, plain, fc.array(tie("tree")), tie("record"), tie("money")),
  record: fc.dictionary(key, tie("tree"), { noNullPrototype: true }),
  money: fc.record({ limitMicros: fc.bigInt(), qtyNanos: fc.bigInt() }),
}));

test("everything written reads back the same, and writes the same bytes again", () => {
  fc.assert(
    fc.property(tree, (value) => {
      const text = canonicalize(value);
      expect(parseCanonical(text)).toEqual(value);
      expect(canonicalize(parseCanonical(text))).toBe(text);
    }),
    { numRuns: 300 },
  );
});

test("the order in which keys were set does not show", () => {
  const entries = fc.uniqueArray(fc.tuple(key, fc.integer()), { selector: ([name]) => name });
  fc.assert(
    fc.property(entries, (pairs) => {
      const there = canonicalize(Object.fromEntries(pairs));
      expect(canonicalize(Object.fromEntries([...pairs].reverse()))).toBe(there);
    }),
  );
});
