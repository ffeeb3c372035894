import { expect, test } from "vitest";
import { missingSeconds } from "./missing-seconds";

// 2026-11-20 is a Friday: pre-market from 4:00, post-market until 20:00 in New York, which is UTC-5.
test.each([
  { feed: "2026-11-20T15:30:00Z", is: "10:30", seconds: 900 },
  { feed: "2026-11-20T08:55:00Z", is: "3:55, ten minutes of pre-market are over", seconds: 600 },
  { feed: "2026-11-21T00:50:00Z", is: "19:50, ten minutes of post-market are left", seconds: 600 },
  { feed: "2026-11-21T01:00:00Z", is: "20:00, it has everything", seconds: 0 },
  { feed: "2026-11-20T05:00:00Z", is: "midnight", seconds: 0 },
  { feed: "2026-11-21T15:30:00Z", is: "a Saturday", seconds: 0 },
  { feed: "2026-11-26T15:30:00Z", is: "Thanksgiving", seconds: 0 },
])("a feed 15 minutes late, at $is, misses $seconds s", ({ feed, seconds }) => {
  expect(missingSeconds(Date.parse(feed), 900)).toBe(seconds);
});

test("one that is not late misses nothing", () => {
  expect(missingSeconds(Date.parse("2026-11-20T15:30:00Z"), 0)).toBe(0);
});
