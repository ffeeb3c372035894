/** What the trading slice shows of itself. */
import type { Clock } from "@/lib/server/clock";
import type { Door } from "@/lib/server/commit/door";
import { type Reading, read } from "@/lib/server/telemetry/metrics";
import type { FeedKind } from "@/lib/wire/raxx/desk";
import type { Books } from "./hub/book-market";
import type { Matcher } from "./matcher/matcher";

interface Slice {
  readonly books: Books;
  readonly matcher: Matcher;
  readonly door: Door;
  readonly clock: Clock;
}

const FEEDS: readonly FeedKind[] = ["real_time", "delayed"];
const MS_PER_SECOND = 1_000;

/** Says where the figures of the slice are read. */
export function showTrading({ books, matcher, door, clock }: Slice): void {
  const perFeed = (valueIn: (feed: FeedKind) => number): readonly Reading[] =>
    FEEDS.map((feed) => ({ labels: { feed }, value: valueIn(feed) }));
  const one = (value: number): readonly Reading[] => [{ labels: {}, value }];
  read("raxx_working_orders", ["feed"], () => perFeed((feed) => matcher.indexes[feed].size));
  read("raxx_feed_age_seconds", ["feed"], () =>
    perFeed((feed) => (clock.nowMs() - books[feed].aliveAtMs) / MS_PER_SECOND),
  );
  read("raxx_matcher_deciding", [], () => one(matcher.deciding));
  read("raxx_matcher_active", [], () => one(matcher.isActive ? 1 : 0));
  read("raxx_door_waiting", [], () => one(door.waitingCount));
}
