/** Whatever a client sends, its connection goes on as before or ends with a documented code. */
import fc from "fast-check";
import { Packr } from "msgpackr";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RawClient } from "../testing/raw-client";
import { ack, type StreamSite, startStreamSite } from "../testing/stream-site";

const packr = new Packr({ useRecords: false });
/** alpaca-wire.md §4.2. */
const CODES = [400, 401, 402, 403, 404, 405, 406, 407, 409, 410, 411, 412, 413];

let site: StreamSite;
let client: RawClient;

beforeAll(async () => {
  site = await startStreamSite({ tier: "pro" });
  client = await site.signedIn("/v2/sip", "msgpack");
  await client.subscribed({ quotes: ["AAPL"] });
});

afterAll(async () => {
  expect(site.fake.logged).toEqual([]);
  await site.close();
});

const anyFrame = fc.oneof(
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  fc.string({ maxLength: 200 }),
  fc.json({ maxDepth: 3 }),
  // Well-formed msgpack of anything, cut short at times.
  fc.tuple(fc.object({ maxDepth: 3 }), fc.nat(40)).map(([value, cut]) => {
    const bytes = packr.pack(value);
    return bytes.subarray(0, bytes.length - (cut % 4 === 0 ? cut : 0));
  }),
  fc
    .record({
      action: fc.constantFrom("subscribe", "unsubscribe", "auth", "listen", 7, null),
      trades: fc.constantFrom([null], {}, "AAPL", [[]], ["x".repeat(40)], 1),
      key: fc.constantFrom("", null, {}, "K"),
    })
    .map((value) => JSON.stringify(value)),
);

test("frames of garbage change nothing and are answered with an error", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyFrame, { maxLength: 20 }), async (frames) => {
      const from = client.received.length;
      for (const frame of frames) client.socket.send(frame);
      expect(await client.subscribed({ trades: [] })).toEqual(ack({ quotes: ["AAPL"] }));
      const errors = client.received.slice(from).filter(({ T }) => T === "error");
      expect(errors).toHaveLength(frames.length);
      expect(CODES).toEqual(expect.arrayContaining(errors.map(({ code }) => code)));
    }),
    { numRuns: 60 },
  );
});

test("a frame of huge arrays is refused whole, and one too large ends the connection alone", async () => {
  const symbols = Array.from({ length: 12_001 }, (_, index) => index.toString(36));
  client.send({ action: "subscribe", quotes: symbols });
  await client.message({ code: 405 });
  expect(await client.subscribed({ trades: [] })).toEqual(ack({ quotes: ["AAPL"] }));
  const other = await site.signedIn("/v2/iex");
  other.socket.send("[".repeat(65_537));
  await other.until(() => other.closed);
  expect(other.closeCode).toBe(1009);
  expect(client.closed).toBe(false);
});

test("a deep frame is 400, not a stack that overflows", async () => {
  const from = client.received.length;
  client.socket.send("[".repeat(60_000));
  client.socket.send(Buffer.alloc(60_000, 0x91));
  await client.until(() => client.received.slice(from).length === 2);
  expect(client.received.slice(from).map(({ code }) => code)).toEqual([400, 400]);
});
