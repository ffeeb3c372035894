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
      "lib/http/sdk-account.db.test.ts": [
        "assets by filter, symbol and id",
        "contracts until the next weekend",
      ],
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
    held: {
      "lib/http/sdk-orders.db.test.ts": ["a replacement, and what the SDK makes of refusals"],
      "lib/wire/alpaca/trade-update-life.test.ts": ["replaced of the old one, new of the new one"],
    },
  },
  {
    item: "7. cancel 204, cancel-all 207 with body",
    held: { "e2e/sdk-rest.spec.ts": ["cancel is 204, a second one is refused"] },
  },
  {
    item: "8. positions incl. qty_available, close by qty and percentage, close-all 207",
    held: {
      "lib/http/sdk-orders.db.test.ts": ["positions close in parts and all at once"],
      "lib/http/positions.db.test.ts": [
        "a position closes by quantity, by percentage and whole",
        "closing all is 207 with an order or an error each",
      ],
    },
  },
  {
    item: "9. options: levels, intent inference, mleg, exercise, DNE, expiry NTAs",
    held: {
      "lib/engine/margin/options-level.test.ts": ["the level an order needs"],
      "lib/engine/order/infer-intent.test.ts": ["a $side with $held held is $is"],
      "lib/http/positions.db.test.ts": [
        "an exercise takes no body, happens at once",
        "do-not-exercise is for the last day",
      ],
      "lib/wire/alpaca/activity.test.ts": ["an exercise and its stock are two activities"],
    },
  },
  {
    item: "10. trade_updates: no welcome, binary JSON, auth forms, listen ack, events, reconnect",
    held: {
      "worker/gateway/streams.db.test.ts": [
        "is authorized and listens, in binary frames of JSON",
        "authenticate with a key pair, and a field more",
        "auth with a key pair",
        "authenticate with a token",
        "silent until spoken to, and a client that comes back is told what happens from then on",
      ],
      "lib/wire/alpaca/trade-update-life.test.ts": [
        "a requested cancel passes pending_cancel",
        "pending_replace and replaced of the old one",
        "an entry that expires takes its exits along",
      ],
      "e2e/sdk-stream.spec.ts": ["silent until spoken to, then binary JSON"],
    },
  },
  {
    item: "11. market-data stream: welcome, header auth, subscribe ack with all keys, FAKEPACA, msgpack, errors",
    held: {
      "worker/exchange/stream/stream-server.test.ts": [
        "welcome, authentication, subscription with the whole state",
      ],
      "worker/gateway/data-streams.test.ts": [
        "a key in the handshake's headers signs in",
        "every acknowledgement is the whole state",
        "hears stock quotes and FAKEPACA",
        "a msgpack time is the timestamp extension",
        'name: "a wrong secret"',
        'name: "saying nothing", say: null, code: 404',
        "the second is 406 until the first is gone",
      ],
    },
  },
  {
    item: "12. data REST shapes: multi and single, limit and paging, 403 recent SIP",
    held: {
      "worker/exchange/program-data.test.ts": [
        "history of several stocks and of one",
        "snapshots in both forms",
        "a chain in pages, with greeks",
        "pages put together are the whole, sorted by symbol, then time",
        "the body of the 403 is Alpaca's",
      ],
    },
  },
  {
    item: "13. X-Request-ID, rate headers, 429 with Retry-After",
    held: {
      "lib/http/next/mounts.test.ts": ["with every header", "the call over the limit is 429"],
    },
  },
  {
    item: "14. OAuth bearer on REST, oauth_token on the stream",
    held: {
      "lib/http/bearer.db.test.ts": ["a session's token acts for its user, in every scope"],
      "lib/http/oauth.db.test.ts": ["a code becomes a token in Alpaca's shape"],
      "worker/gateway/streams.db.test.ts": ["an app's token listens as oauth_token"],
      "e2e/oauth.spec.ts": ["an app is let in by its user, calls and listens"],
    },
  },
];

test.each(CHECKLIST)("$item", ({ held }) => {
  for (const [file, titles] of Object.entries(held)) {
    const text = readFileSync(path.join(ROOT, file), "utf8");
    for (const title of titles) expect(text, file).toContain(title);
  }
});

/** Words that any file would have hold nothing. */
test("every item is held by titles that say what they hold", () => {
  for (const { held } of CHECKLIST) {
    for (const titles of Object.values(held)) {
      for (const title of titles) expect(title.length, title).toBeGreaterThan(15);
    }
  }
});
