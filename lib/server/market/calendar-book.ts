/** The days an operator entered, followed: the calendar of this process is that of the table, a few seconds late. */
import type pg from "pg";
import { setUnscheduledDays, type UnscheduledDay } from "@/lib/engine/calendar/unscheduled";
import type { Clock } from "../clock";

const REFRESH_MS = 5_000;
const SQL = "SELECT date, kind FROM calendar_overrides ORDER BY date";

export class CalendarBook {
  private readAtMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: Clock,
  ) {}

  /** Reads the table again when the last look is old. */
  async refresh(): Promise<void> {
    if (this.clock.nowMs() - this.readAtMs < REFRESH_MS) return;
    this.readAtMs = this.clock.nowMs();
    const { rows } = await this.pool.query<UnscheduledDay>(SQL);
    setUnscheduledDays(rows);
  }
}
