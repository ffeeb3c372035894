/** Market time of each feed: the simulated market's clock from its anchor, or the wall for Alpaca. */
import type pg from "pg";
import { type ClockAnchor, marketTimeAt } from "@/lib/engine/calendar/market-clock";
import type { MarketName } from "@/lib/wire/market-bus";
import type { FeedKind } from "@/lib/wire/raxx/desk";
import type { Clock } from "../clock";
import { CalendarBook } from "./calendar-book";

/** Delayed accounts live this far behind in everything (decisions 10). */
export const DELAY_MS = 15 * 60_000;
const REFRESH_MS = 2_000;
/** A clock that runs faster is looked at more often, but not all the time. */
const REFRESH_MS_MIN = 20;

const SQL = `SELECT wall_at, market_at, speed FROM market_clock_anchors ORDER BY id DESC LIMIT 1`;

export class MarketClock {
  private anchor: ClockAnchor | null = null;
  private readAtMs = Number.NEGATIVE_INFINITY;
  private readonly calendar: CalendarBook;

  constructor(
    readonly market: MarketName,
    private readonly clock: Clock,
    private readonly pool: pg.Pool,
    /** The speed this deployment runs at: a clock that is held still may be moved on at any moment. */
    private readonly speed = 1,
  ) {
    this.calendar = new CalendarBook(pool, clock);
  }

  /** Reads the newest anchor, and the days an operator entered, again when the last look is old. */
  async refresh(): Promise<void> {
    await this.calendar.refresh();
    const speed = Math.max(this.speed, this.anchor?.speed ?? 1);
    const everyMs = Math.max(REFRESH_MS_MIN, REFRESH_MS / speed);
    if (this.market !== "sim" || this.clock.nowMs() - this.readAtMs < everyMs) return;
    this.readAtMs = this.clock.nowMs();
    const { rows } = await this.pool.query<{ wall_at: Date; market_at: Date; speed: number }>(SQL);
    const [row] = rows;
    if (row === undefined) return;
    this.anchor = {
      wallAtMs: row.wall_at.getTime(),
      marketAtMs: row.market_at.getTime(),
      speed: row.speed,
    };
  }

  /** Sets the anchor without asking the database: the process that runs the exchange knows it. */
  follow(anchor: ClockAnchor): void {
    this.anchor = anchor;
    this.readAtMs = this.clock.nowMs();
  }

  /** Market time now, epoch ms; the wall's until a first anchor is known. */
  nowMs(feed: FeedKind): number {
    const wallMs = this.clock.nowMs();
    const realMs = this.anchor === null ? wallMs : marketTimeAt(this.anchor, wallMs);
    return feed === "delayed" ? realMs - DELAY_MS : realMs;
  }
}
