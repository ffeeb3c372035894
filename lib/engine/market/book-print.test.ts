/** Prints of the book. Expected: the OPRA and UTP tables of sale conditions. */
import { expect, test } from "vitest";
import { trade } from "../testing/builders";
import { meetsBook } from "./book-print";

test.each([
  { tape: "C", conditions: ["@"], is: true },
  { tape: "C", conditions: ["@", "F"], is: true },
  { tape: "C", conditions: ["@", "I"], is: false }, // an odd lot
  { tape: "A", conditions: [" "], is: true },
  { tape: "O", conditions: [], is: true },
  { tape: "O", conditions: ["I"], is: true }, // AUTO: executed electronically
  { tape: "O", conditions: ["S"], is: true }, // ISOI: intermarket sweep
  { tape: "O", conditions: ["a"], is: false }, // SLAN: an auction
  { tape: "O", conditions: ["e"], is: false }, // SLFT: the floor
  { tape: "O", conditions: ["f"], is: false }, // MLET: a leg of a spread
  { tape: "O", conditions: ["I", "f"], is: false },
])("tape $tape, conditions $conditions: $is", ({ tape, conditions, is }) => {
  expect(meetsBook(trade({ tape, conditions }))).toBe(is);
});
