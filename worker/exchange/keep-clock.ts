/** The simulated market's clock in Postgres: it survives restarts and never goes back (decisions 9). */
import type pg from "pg";
import { type ClockAnchor, marketTimeAt, startAnchor } from "@/lib/engine/calendar/market-clock";
import { isoTime } from "@/lib/server/clock";

interface AnchorRow {
  wall_at: Date;
  market_at: Date;
  speed: number;
}

/** The anchor to run on: the stored one, or a new one that puts the market into a session. */
export async function keepClock(
  pool: pg.Pool,
  { wallMs, speed }: { readonly wallMs: number; readonly speed: number },
): Promise<ClockAnchor> {
  const { rows } = await pool.query<AnchorRow>(
    "SELECT wall_at, market_at, speed FROM market_clock_anchors ORDER BY id DESC LIMIT 1",
  );
  const [row] = rows;
  const previous =
    row === undefined
      ? null
      : { wallAtMs: row.wall_at.getTime(), marketAtMs: row.market_at.getTime(), speed: row.speed };
  const started = startAnchor(previous, wallMs);
  const anchor = started.speed === speed ? started : { ...rebased(started, wallMs), speed };
  if (anchor !== previous) {
    await pool.query(
      "INSERT INTO market_clock_anchors (wall_at, market_at, speed) VALUES ($1, $2, $3)",
      [isoTime(anchor.wallAtMs), isoTime(anchor.marketAtMs), anchor.speed],
    );
  }
  return anchor;
}

/** The same market instant, anchored at the wall time from which another speed counts. */
function rebased(anchor: ClockAnchor, wallMs: number): ClockAnchor {
  return { ...anchor, wallAtMs: wallMs, marketAtMs: marketTimeAt(anchor, wallMs) };
}
