import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeEventId, encodeEventId } from "./event-id";

test.each([
  // The time half is the worked example of the ULID specification: 1469918176385 is 01ARYZ6S41.
  { eventMs: 1_469_918_176_385, version: 1, text: "01ARYZ6S410000000000000001" },
  { eventMs: 0, version: 32, text: "00000000000000000000000010" },
  { eventMs: 2 ** 48 - 1, version: 31, text: "7ZZZZZZZZZ000000000000000Z" },
])("version $version at $eventMs is $text", ({ eventMs, version, text }) => {
  expect(encodeEventId({ eventMs, version })).toBe(text);
  expect(decodeEventId(text)).toEqual({ eventMs, version });
});

test.each([
  "",
  "01ARYZ6S41000000000000000", // one short
  "01ARYZ6S4100000000000000010", // one long
  "81ARYZ6S410000000000000001", // past 48 bits of time
  "01ARYZ6S41000000000000000U", // not in the alphabet
  "01aryz6s410000000000000001",
  "01ARYZ6S410000000000000000", // version 0 is before the first event
  "01ARYZ6S41ZZZZZZZZZZZZZZZZ", // no account has 2^80 events
  "904837e3-3b76-47ec-b432-04",
])("%j is no event id", (text) => {
  expect(decodeEventId(text)).toBeNull();
});

test("ids come back as they went and sort as their events do", () => {
  const anEvent = fc.record({
    eventMs: fc.integer({ min: 0, max: 2 ** 48 - 1 }),
    version: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  });
  fc.assert(
    fc.property(anEvent, anEvent, (a, b) => {
      expect(decodeEventId(encodeEventId(a))).toEqual(a);
      const sooner = a.eventMs < b.eventMs || (a.eventMs === b.eventMs && a.version < b.version);
      expect(encodeEventId(a) < encodeEventId(b)).toBe(sooner);
    }),
  );
});
