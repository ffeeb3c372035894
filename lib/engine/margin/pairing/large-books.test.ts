/**
 * Books of more series than are paired at once: expiry by expiry, and the widest expiries in one walk
 * over their strikes. Every book is made so that its best pairing can be seen and summed by hand.
 *
 * XYZ stands at 100 and every premium is 2, so a call naked at K takes 2 + max(20 - (K - 100), 10) from
 * 100 up, and a put 2 + max(20 - (100 - K), 10% of K) below.
 */
import { describe, expect, test } from "vitest";
import { formatPrice } from "../../decimal";
import { micros } from "../../money";
import { dollars, equity, series } from "../../testing/builders";
import { requirementLines } from "../option-requirement";
import type { SeriesHolding } from "../payoff";
import { totalRequirement } from "../requirement-line";
import { hedgedStock } from "../stock-requirement";

interface Terms {
  readonly lots?: number;
  readonly kind?: "cash" | "margin";
  /** What must be kept, the stock included. */
  readonly keeps?: boolean;
}

function linesOf(text: string, { lots = 0, kind = "margin", keeps = false }: Terms) {
  const holdings = text.split(" ").map((item): SeriesHolding => {
    const [, sign, count = "1", name = ""] = /^([+-])(?:([0-9]+)\*)?(.+)$/.exec(item) ?? [];
    return { series: series(`XYZ-${name}`), contracts: Number(`${sign}${count || 1}`) };
  });
  const stock = hedgedStock(equity("XYZ"), lots > 0 ? "long" : "short", dollars("100"));
  return requirementLines(
    { underlying: "XYZ", coverShares: lots * 100, holdings },
    {
      kind,
      prices: { underlyingMicros: dollars("100"), premiumOf: () => dollars("2") },
      stock: keeps ? stock : null,
    },
  );
}

/** "naked_call 3 4500.00": how many lines of each strategy, and what they hold together. */
function summed(text: string, terms: Terms = {}): string {
  const byName = new Map<string, { count: number; amount: bigint }>();
  for (const { strategy, amountMicros } of linesOf(text, terms)) {
    const { count, amount } = byName.get(strategy) ?? { count: 0, amount: 0n };
    byName.set(strategy, { count: count + 1, amount: amount + amountMicros });
  }
  return [...byName]
    .map(([name, { count, amount }]) => `${name} ${count} ${formatPrice(micros(amount))}`)
    .sort()
    .join(", ");
}

/** What all lines hold together. */
function total(text: string, terms: Terms = {}): string {
  return formatPrice(totalRequirement(linesOf(text, terms)));
}

const JANUARY = "@270115";

describe("two expiries", () => {
  const december = "-101C +102C -103C +104C -105C +106C -107C +108C";

  test("each has its own spreads: four widths of 1, and 100 - 95", () => {
    expect(total(`${december} -100P${JANUARY} +95P${JANUARY}`)).toBe("900.00");
  });

  // Of a put spread of 5 and four call widths of 1 in one cell only one side can lose.
  test("what January leaves covers December", () => {
    expect(total(`${december} -100P +95P${JANUARY}`)).toBe("500.00");
  });

  test("what ends in December covers nothing in January: 2 + 20 naked", () => {
    expect(total(`${december} -100P${JANUARY} +95P`)).toBe("2600.00");
  });

  // January keeps its width of 5. December's put, naked at 22, takes the 101 call beside it for a
  // premium of 2; the other calls then have a long below each: 5 + 24.
  test("January's long is used once, by January", () => {
    expect(total(`${december} -100P${JANUARY} +95P${JANUARY} -100P`)).toBe("2900.00");
  });

  test("stock covers once: January's call, which would cost most, or December's", () => {
    const book = `${december} -100C -100C${JANUARY}`;

    // One naked at 22, one covered at the money for nothing, beside four widths of 1.
    expect(total(book, { lots: 1 })).toBe("2600.00");
    expect(total(book, { lots: 2 })).toBe("400.00");
  });
});

describe("an expiry of ten series is paired exactly, one of eleven in a walk", () => {
  const ten = Array.from({ length: 10 }, (_, n) => `-${100 + n}C`).join(" ");

  // 22 - j for the calls at 100 + j, j = 0 to 9; stock covers the two dearest, j = 0 and 1.
  test("naked calls beside two lots of stock", () => {
    // j = 2..9: 8 x 22 - 44 = 132; with 110C, which is 2 + 10: + 12.
    expect(summed(ten, { lots: 2 })).toBe("covered_call 2 0.00, naked_call 8 13200.00");
    expect(summed(`${ten} -110C`, { lots: 2 })).toBe("covered_call 2 0.00, naked_call 9 14400.00");
  });

  // Puts 100 to 95: 22, 21, 20, 19, 18, 17. Calls 100 to 104: 22, 21, 20, 19, 18. Each pair takes the
  // greater and a premium of 2: 24 + 23 + 22 + 21 + 20 = 110, and the 95 put 17 alone.
  test("naked puts and calls go in pairs, the greatest with the greatest", () => {
    const book = "-100P -99P -98P -97P -96P -95P -100C -101C -102C -103C -104C";

    expect(total(book)).toBe("12700.00");
    expect(summed(book)).toContain("naked_put 1 1700.00");
  });

  test("the same in a cash account: every put is secured, and no call goes with it", () => {
    const puts = "-100P -99P -98P -97P -96P -95P -94P -93P -92P -91P -90P";

    // 11 strikes of 90 to 100: 11 x 95 = 1,045.
    expect(summed(puts, { kind: "cash" })).toBe("cash_secured_put 11 104500.00");
  });

  test("each call takes the nearest long: six widths of 1", () => {
    const shorts = "-101C -103C -105C -107C -109C -111C";

    expect(total(`${shorts} +102C +104C +106C +108C +110C +112C`)).toBe("600.00");
    // Below it a long covers for nothing.
    expect(total(`${shorts} +100C +102C +104C +106C +108C +110C`)).toBe("0.00");
  });

  test("each put as well", () => {
    const shorts = "-99P -97P -95P -93P -91P -89P";

    expect(total(`${shorts} +98P +96P +94P +92P +90P +88P`)).toBe("600.00");
    expect(total(`${shorts} +100P +98P +96P +94P +92P +90P`)).toBe("0.00");
  });

  test("a width dearer than the naked rule is given up, but not by a cash account", () => {
    // Naked 21 to 16 is 111; each width is 100.
    const book = "-101C -102C -103C -104C -105C -106C +201C +202C +203C +204C +205C +206C";

    expect(summed(book)).toBe("long_option 6 0.00, naked_call 6 11100.00");
    expect(total(book, { kind: "cash" })).toBe("60000.00");
  });

  test("one long of several contracts covers several shorts", () => {
    const shorts = "-101C -102C -103C -104C -105C -106C -107C -108C -109C -110C";

    // Six of them at 100 cover for nothing; naked are the six highest, and the cheapest to leave so:
    // whichever six the long covers, four stay naked, and it is worth most on the dearest: 101 to 106
    // (21 to 16) covered, 107 to 110 naked: 15 + 14 + 13 + 12 = 54.
    expect(total(`${shorts} +6*100C`)).toBe("5400.00");
  });

  test("puts and calls are covered apart", () => {
    const condors = "-105C +110C -106C +111C -107C +112C -95P +90P -94P +89P -93P +88P";

    // Above, three widths of 5; below, three of 5: only one side can lose.
    expect(total(condors)).toBe("1500.00");
  });
});

describe("what must be kept with stock beside a large book", () => {
  // Five widths of 1, covered among themselves; what is left over may protect the stock.
  const spreads = "-99P +98P -97P +96P -95P +94P -93P +92P -91P +90P";
  const keeps = true;

  // 10% x 88 and 12 out of the money: 20.80 is less than 25% x 100.
  test("a long that covers nothing protects it", () => {
    expect(total(`${spreads} +88P`, { lots: 1, keeps })).toBe("2580.00");
  });

  // 86: 8.60 + 14 = 22.60.
  test("the one first that leaves least to lose", () => {
    expect(summed(`${spreads} +86P +88P`, { lots: 1, keeps })).toContain(
      "protective_put 1 2080.00",
    );
    expect(summed(`${spreads} +86P +88P`, { lots: 2, keeps })).toContain(
      "protective_put 2 4340.00",
    );
  });

  // 8 + 20 is more than the stock keeps alone.
  test("not one that saves nothing", () => {
    expect(summed(`${spreads} +80P`, { lots: 1, keeps })).not.toContain("protective_put");
  });

  test("as many lots as there are longs, and longs as there are lots", () => {
    expect(summed(`${spreads} +2*88P`, { lots: 3, keeps })).toContain("protective_put 1 4160.00");
    expect(summed(`${spreads} +3*88P`, { lots: 1, keeps })).toContain("protective_put 1 2080.00");
  });
});
