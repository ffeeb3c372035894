import { expect, test } from "vitest";
import { dollars, series } from "../testing/builders";
import type { UnderlyingBook } from "./book";
import { remembered } from "./requirement-memo";

type Terms = Parameters<typeof remembered>[1];

const BOOK: UnderlyingBook = {
  underlying: "MEM",
  coverShares: 100,
  sharesPerContract: 100,
  holdings: [{ series: series("MEM-100P"), contracts: -1 }],
};
const TERMS: Terms = {
  kind: "margin",
  prices: {
    underlyingMicros: dollars("100"),
    premiumOf: () => dollars("2"),
    nineMonthsOn: "2027-08-20",
  },
};

/** Whether the answer had to be worked out. */
function isWorkedOut(book: UnderlyingBook, terms: Terms): boolean {
  let worked = false;
  remembered(book, terms, () => {
    worked = true;
    return [];
  });
  return worked;
}

test("the same book at the same prices is worked out once, and answered the same", () => {
  const lines = remembered(BOOK, TERMS, () => []);
  expect(remembered(BOOK, TERMS, () => [])).toBe(lines);
  expect(isWorkedOut({ ...BOOK }, { ...TERMS })).toBe(false);
});

const held = (terms: Parameters<typeof series>[1], name = "MEM-100P") => ({
  holdings: [{ series: series(name, terms), contracts: -1 }],
});
const at = (change: Partial<Terms["prices"]>) => ({ prices: { ...TERMS.prices, ...change } });

test.each<{ name: string; book?: Partial<UnderlyingBook>; terms?: Partial<Terms> }>([
  { name: "another underlying", book: { underlying: "MEN" } },
  { name: "stock sold", book: { coverShares: 0 } },
  { name: "another count of shares delivered", book: { sharesPerContract: 150 } },
  { name: "a contract more", book: { holdings: [{ series: series("MEM-100P"), contracts: -2 }] } },
  { name: "a series more", book: { holdings: [...BOOK.holdings, ...BOOK.holdings] } },
  { name: "another series", book: held({}, "MEM-95P") },
  { name: "an adjusted strike", book: held({ strikeMicros: dollars("99") }) },
  { name: "the other right", book: held({ right: "call" }) },
  { name: "another expiry", book: held({ expiryDate: "2027-12-17" }) },
  { name: "another multiplier", book: held({ multiplier: 10 }) },
  { name: "a broad index", book: held({ broadIndex: true }) },
  { name: "a leveraged fund", book: held({ leverage: 3 }) },
  { name: "a cash account", terms: { kind: "cash" } },
  { name: "another price", terms: at({ underlyingMicros: dollars("101") }) },
  { name: "no price", terms: at({ underlyingMicros: null }) },
  { name: "another premium", terms: at({ premiumOf: () => dollars("3") }) },
])("$name is another question", ({ book, terms }) => {
  isWorkedOut(BOOK, TERMS);
  expect(isWorkedOut({ ...BOOK, ...book }, { ...TERMS, ...terms })).toBe(true);
  expect(isWorkedOut(BOOK, TERMS)).toBe(false);
});

/** A long until 2027-12-17, of which a quarter may be lent until nine months before. */
const LONG = { ...BOOK, holdings: [{ series: series("MEM-100C@271217"), contracts: 1 }] };

test("a long is asked again at another premium only while something is lent on it", () => {
  const dearer = { premiumOf: () => dollars("3") };
  isWorkedOut(LONG, TERMS);
  expect(isWorkedOut(LONG, { ...TERMS, ...at(dearer) })).toBe(true);
  // The stock's price decides nothing where nothing is short.
  expect(isWorkedOut(LONG, { ...TERMS, ...at({ underlyingMicros: dollars("90") }) })).toBe(false);

  const late = { nineMonthsOn: "2027-12-17" };
  expect(isWorkedOut(LONG, { ...TERMS, ...at(late) })).toBe(true);
  expect(isWorkedOut(LONG, { ...TERMS, ...at({ ...late, ...dearer }) })).toBe(false);
});

test("a short is priced whatever stands before it in the book", () => {
  const covered = { ...LONG, holdings: [...LONG.holdings, ...BOOK.holdings] };
  isWorkedOut(covered, TERMS);
  expect(isWorkedOut(covered, { ...TERMS, ...at({ underlyingMicros: dollars("90") }) })).toBe(true);
});

test("what was asked long ago is forgotten: 4,096 questions later at the latest", () => {
  isWorkedOut(BOOK, TERMS);
  for (let shares = 1; shares <= 4_096; shares += 1) {
    isWorkedOut({ ...BOOK, underlying: "MANY", coverShares: shares }, TERMS);
  }
  expect(isWorkedOut(BOOK, TERMS)).toBe(true);
});
