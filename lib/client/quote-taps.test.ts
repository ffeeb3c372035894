import { expect, test } from "vitest";
import type { QuoteView } from "@/lib/wire/raxx/desk";
import { createQuoteTaps } from "./quote-taps";

function quoteOf(symbol: string, bid: string): QuoteView {
  return { symbol, bid } as QuoteView;
}

test("a batch calls the cells of its symbols and no others", () => {
  const taps = createQuoteTaps();
  const heard: string[] = [];
  taps.open("A", ({ bid }) => heard.push(`A ${bid}`));
  taps.open("A", ({ bid }) => heard.push(`A again ${bid}`));
  taps.open("B", ({ bid }) => heard.push(`B ${bid}`));
  taps.tell({ A: quoteOf("A", "1.10"), C: quoteOf("C", "9.00") });
  expect(heard).toEqual(["A 1.10", "A again 1.10"]);
});

test("a cell that went away hears nothing, the other cell of its symbol goes on", () => {
  const taps = createQuoteTaps();
  const heard: string[] = [];
  const close = taps.open("A", () => heard.push("gone"));
  taps.open("A", () => heard.push("here"));
  close();
  close();
  taps.tell({ A: quoteOf("A", "1.10") });
  expect(heard).toEqual(["here"]);
});

test("a symbol shown again after it had gone is heard again", () => {
  const taps = createQuoteTaps();
  const heard: string[] = [];
  const close = taps.open("A", () => heard.push("first"));
  close();
  taps.open("A", () => heard.push("second"));
  close();
  taps.tell({ A: quoteOf("A", "1.10") });
  expect(heard).toEqual(["second"]);
});
