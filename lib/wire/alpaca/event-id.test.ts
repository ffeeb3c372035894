import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeEventId, encodeEventId, messageIds } from "./event-id";

test.each([
  // The time half is the worked example of the ULID specification: 1469918176385 is 01ARYZ6S41.
  { eventMs: 1_469_918_176_385, version: 1, text: "01ARYZ6S4100000000000001ZZ" },
  { eventMs: 0, version: 32, text: "000000000000000000000010ZZ" },
  { eventMs: 2 ** 48 - 1, version: 31, text: "7ZZZZZZZZZ0000000000000ZZZ" },
])("version $version at $eventMs is $text", ({ eventMs, version, text }) => {
  expect(encodeEventId({ eventMs, version })).toBe(text);
  expect(decodeEventId(text)).toEqual({ eventMs, version, part: 1023 });
});

test.each([
  "",
  "01ARYZ6S41000000000000000", // one short
  "01ARYZ6S4100000000000000010", // one long
  "81ARYZ6S410000000000000001", // past 48 bits of time
  "01ARYZ6S41000000000000000U", // not in the alphabet
  "01aryz6s410000000000000001",
  "01ARYZ6S4100000000000000ZZ", // version 0 is before the first event
  "01ARYZ6S41ZZZZZZZZZZZZZZZZ", // no account has 2^80 events
  "904837e3-3b76-47ec-b432-04",
])("%j is no event id", (text) => {
  expect(decodeEventId(text)).toBeNull();
});

test("ids come back as they went and sort as their events do", () => {
  const anEvent = fc.record({
    eventMs: fc.integer({ min: 0, max: 2 ** 48 - 1 }),
    version: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
    part: fc.integer({ min: 0, max: 1_023 }),
  });
  type Id = { eventMs: number; version: number; part: number };
  const order = (a: Id, b: Id) => a.eventMs - b.eventMs || a.version - b.version || a.part - b.part;
  fc.assert(
    fc.property(anEvent, anEvent, (a, b) => {
      expect(decodeEventId(encodeEventId(a))).toEqual(a);
      expect(encodeEventId(a) < encodeEventId(b)).toBe(order(a, b) < 0);
    }),
  );
});

test("each message of an event has an id of its own, and the last one is the event's", () => {
  const event = { eventMs: 1_469_918_176_385, version: 7 };
  expect(messageIds(event, 1)).toEqual([encodeEventId(event)]);
  expect(messageIds(event, 3)).toEqual([
    "01ARYZ6S410000000000000700",
    "01ARYZ6S410000000000000701",
    "01ARYZ6S4100000000000007ZZ",
  ]);
});
