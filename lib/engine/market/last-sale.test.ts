/** Expected values are the "Last" column of the tapes' tables of sale conditions (see last-sale.ts). */
import { expect, test } from "vitest";
import { trade } from "../testing/builders";
import { makesLastSale } from "./last-sale";

test.each([
  { tape: "C", with: [], is: true },
  { tape: "C", with: ["@"], is: true },
  { tape: "A", with: [" "], is: true },
  { tape: "C", with: ["@", "F"], is: true },
  { tape: "C", with: ["@", "I"], is: false }, // odd lot
  { tape: "C", with: ["@", "F", "I"], is: false },
  { tape: "A", with: ["4"], is: false }, // derivatively priced
  { tape: "C", with: ["@", "4"], is: false },
  { tape: "C", with: ["@", "W"], is: false }, // average price on UTP
  { tape: "A", with: ["B"], is: false }, // average price on CTA…
  { tape: "C", with: ["@", "B"], is: true }, // …bunched on UTP
  { tape: "A", with: ["E"], is: true }, // automatic execution on CTA…
  { tape: "C", with: ["E"], is: false }, // …no code of UTP
  { tape: "B", with: ["X"], is: true },
  { tape: "C", with: ["@", "O"], is: true },
  { tape: "A", with: ["6"], is: true },
  { tape: "C", with: ["@", "T"], is: false }, // extended hours
  { tape: "C", with: ["@", "U"], is: false },
  { tape: "C", with: ["@", "Z"], is: false }, // out of sequence
  { tape: "A", with: ["L"], is: false }, // late
  { tape: "A", with: ["P"], is: false }, // prior reference price
  { tape: "A", with: ["C"], is: false }, // cash
  { tape: "A", with: ["N"], is: false }, // next day
  { tape: "A", with: ["R"], is: false }, // seller
  { tape: "A", with: ["H"], is: false }, // price variation
  { tape: "A", with: ["V"], is: false }, // contingent
  { tape: "A", with: ["7"], is: false }, // qualified contingent
  { tape: "C", with: ["M"], is: false }, // official close
  { tape: "C", with: ["Q"], is: false }, // official open
  { tape: "C", with: ["?"], is: false }, // unknown
  { tape: "O", with: [], is: false },
])("tape $tape with $with: $is", ({ tape, with: conditions, is }) => {
  expect(makesLastSale(trade({ tape, conditions }))).toBe(is);
});
