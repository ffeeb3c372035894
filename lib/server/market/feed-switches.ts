/**
 * Feeds an operator has switched off, because the right to show them ended or they show nonsense. The
 * newest row of a feed counts; all rows together are the record of who did what and why.
 */
import type pg from "pg";
import { parseOccSymbol } from "@/lib/engine/instrument/occ-symbol";
import type { FeedKind } from "@/lib/wire/raxx/desk";
import type { Clock } from "../clock";

export const FEED_NAMES = ["sip", "delayed_sip", "opra", "indicative"] as const;
export type FeedName = (typeof FEED_NAMES)[number];

const READ_AGAIN_MS = 1_000;
const SQL = `SELECT DISTINCT ON (feed) feed, off FROM feed_switches ORDER BY feed, id DESC`;

/** The feed that prices of stocks or of options come from in a world. */
export function feedNameOf(market: "stock" | "option", feed: FeedKind): FeedName {
  if (market === "stock") return feed === "delayed" ? "delayed_sip" : "sip";
  return feed === "delayed" ? "indicative" : "opra";
}

export class FeedSwitches {
  private off: ReadonlySet<string> = new Set();
  private readAtMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: Clock,
  ) {}

  /** Looks again when the last look is old. */
  async refresh(): Promise<void> {
    const nowMs = this.clock.nowMs();
    if (Math.abs(nowMs - this.readAtMs) < READ_AGAIN_MS) return;
    this.readAtMs = nowMs;
    const { rows } = await this.pool.query<{ feed: string; off: boolean }>(SQL);
    this.off = new Set(rows.filter(({ off }) => off).map(({ feed }) => feed));
  }

  get areAnyOff(): boolean {
    return this.off.size > 0;
  }

  isOff(name: FeedName): boolean {
    return this.off.has(name);
  }

  /** Whether a symbol's prices may not be shown in a world. */
  hides(feed: FeedKind, symbol: string): boolean {
    if (!this.areAnyOff) return false;
    const market = parseOccSymbol(symbol) === null ? "stock" : "option";
    return this.off.has(feedNameOf(market, feed));
  }
}

const switches = new WeakMap<pg.Pool, FeedSwitches>();

/** The switches as a pool sees them: one look serves everybody in the process. */
export function feedSwitches(pool: pg.Pool, clock: Clock): FeedSwitches {
  const known = switches.get(pool) ?? new FeedSwitches(pool, clock);
  switches.set(pool, known);
  return known;
}
