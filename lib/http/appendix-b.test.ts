/**
 * The compatibility checklist of alpaca-wire.md, Appendix B: each item and the tests that hold it. A test
 * that is renamed or goes away takes its item with it, and this file says which.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "../..");

interface Item {
  readonly item: string;
  /** Where it is held: a file, and words of the tests' titles in it. */
  readonly held: { readonly [file: string]: readonly string[] };
}

const CHECKLIST: readonly Item[] = [
  {
    item: "1. account get: options_trading_level int, multiplier string, money strings",
    held: {
      "lib/wire/alpaca/account.test.ts": ["a flat account is the golden payload"],
      "lib/http/sdk-account.db.test.ts": ["account and configurations, changed and read back"],
    },
  },
  {
    item: "2. assets and contracts by symbol, id, list paging",
    held: {
      "lib/http/sdk-account.db.test.ts": ["assets by filter, symbol and id", "contracts until"],
      "e2e/sdk-rest.spec.ts": ["option contracts pass every filter given, and pages join"],
    },
  },
  {
    item: "3. clock and calendar with ET offset",
    held: {
      "lib/wire/alpaca/market-session.test.ts": ["a calendar day has its sessions"],
      "lib/http/sdk-account.db.test.ts": ["both clocks tell the same instant"],
    },
  },
  {
    item: "4. order create each class x TIF, texts, duplicate client_order_id",
    held: {
      "lib/engine/order/legality.test.ts": ["asked of every order"],
      "lib/wire/alpaca/refusal.test.ts": ["every code of an order has a row here"],
      "e2e/sdk-rest.spec.ts": ["the same client order id twice is a ValidationError"],
    },
  },
  {
    item: "5. orders by id, client id, list filters, nested on and off",
    held: {
      "e2e/sdk-rest.spec.ts": [
        "an order is found by its id and by the id its sender gave",
        "lists filter by status, symbol, side and time",
        "shows its legs nested or flat",
      ],
    },
  },
  {
    item: "6. patch: new id, replaces and replaced_by",
    held: { "lib/http/sdk-orders.db.test.ts": ["replace"] },
  },
  {
    item: "7. cancel 204, cancel-all 207 with body",
    held: { "e2e/sdk-rest.spec.ts": ["cancel is 204, a second one is refused"] },
  },
  {
    item: "8. positions incl. qty_available, close by qty and percentage, close-all 207",
    held: { "lib/http/sdk-orders.db.test.ts": ["close"] },
  },
  {
    item: "9. options: levels, intent inference, mleg, exercise, DNE, expiry NTAs",
    held: {
      "lib/engine/margin/options-level.test.ts": ["the level an order needs"],
      "lib/engine/order/infer-intent.test.ts": ["test"],
      "lib/http/sdk-orders.db.test.ts": ["exercise"],
      "lib/wire/alpaca/activity.test.ts": ["an exercise and its stock are two activities"],
    },
  },
  {
    item: "10. trade_updates: no welcome, binary JSON, auth forms, listen ack, events, reconnect",
    held: { "e2e/sdk-stream.spec.ts": ["test("] },
  },
  {
    item: "11. market-data stream: welcome, auth, subscribe ack, FAKEPACA, msgpack, errors",
    held: { "worker/exchange/stream/stream-server.test.ts": ["test("] },
  },
  {
    item: "12. data REST shapes: multi and single, limit and paging, 403 recent SIP",
    held: { "worker/exchange/program-data.test.ts": ["test("] },
  },
  {
    item: "13. X-Request-ID, rate headers, 429 with Retry-After",
    held: {
      "lib/http/next/mounts.test.ts": ["with every header", "the call over the limit is 429"],
    },
  },
  {
    item: "14. bearer on REST",
    held: { "lib/http/bearer.db.test.ts": ["test("] },
  },
];

test.each(CHECKLIST)("$item", ({ held }) => {
  for (const [file, titles] of Object.entries(held)) {
    const text = readFileSync(path.join(ROOT, file), "utf8");
    for (const title of titles) expect(text, file).toContain(title);
  }
});
