import { expect, test } from "vitest";
import { auction, trade } from "@/lib/engine/testing/builders";
import { PackedPrints } from "@/lib/wire/market-bus";
import { packPrints, unpackPrints } from "./print-codec";

test("prints come back as they were, through JSON", () => {
  const lastSale = trade({ price: "268.12", conditions: ["@", "F"] });
  const close = auction({ symbol: "AAPL", kind: "close", price: "270.00", size: 900, atMs: 5 });
  const text = JSON.stringify(packPrints({ lastSale, open: null, close }));

  const { trades, auctions } = unpackPrints("AAPL", PackedPrints.parse(JSON.parse(text)));
  expect(trades).toEqual([lastSale]);
  expect(auctions).toEqual({ open: null, close });
});
