/**
 * Follows committed events of all accounts in commit order, for the matcher and the gateway.
 *
 * The cursor is (xid, position), read only below the oldest transaction still running: a plain
 * serial would skip an event whose transaction commits late (decisions 4). Hints wake it early; it
 * polls anyway, so a lost hint delays and never loses.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import type { FillProfile } from "@/lib/engine/account/account-state";
import { parseCanonical } from "@/lib/engine/canonical";
import type { AccountEvent } from "@/lib/engine/event/event";
import type { FeedKind } from "@/lib/wire/raxx/desk";
import { FEED_SQL } from "../data/feed-of";
import type { Log } from "../log";

export interface TailedEvent {
  readonly accountId: string;
  readonly version: number;
  readonly eventMs: number;
  readonly event: AccountEvent;
  /** Where a new order is matched and how, as it was when it was read; null for other events. */
  readonly terms: MatchTerms | null;
}

/** What an account's orders are matched by: the world they are in, and how they are filled. */
export interface MatchTerms {
  readonly feed: FeedKind;
  readonly profile: FillProfile;
}

interface Cursor {
  readonly xid: string;
  readonly position: string;
}

interface EventRow {
  account_id: string;
  version: string;
  payload: string;
  event_ms: string;
  xid: string;
  position: string;
  feed: FeedKind | null;
  profile: FillProfile | null;
}

const ROWS_MAX = 2_000;
const POLL_MS = 20;

/**
 * The cursor stands in sub-selects, where the planner cannot see its value: it would make a new plan for each, which
 * costs four times the read. A tier may have changed since an account's last order, so the terms come with each new one.
 */
const SQL = `
  SELECT e.account_id, e.version, e.payload, e.event_ms, e.xid, e.position, t.feed, t.profile
  FROM (SELECT account_id, version, type, payload, event_ms, xid, position FROM mbt_events
    WHERE (xid, position) > ((SELECT $1::bigint), (SELECT $2::bigint))
      AND xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
    ORDER BY xid, position LIMIT ${ROWS_MAX}) e
  LEFT JOIN LATERAL (SELECT a.profile, (SELECT ${FEED_SQL} FROM users u WHERE u.id = a.user_id) AS feed
    FROM mbt_accounts a WHERE a.id = e.account_id OFFSET 0) t ON e.type = 'order_accepted'
  ORDER BY e.xid, e.position`;

export type TailListener = (events: readonly TailedEvent[]) => void;

export class EventTail {
  private readonly listeners: TailListener[] = [];
  private cursor: Cursor | null = null;
  private hinted = false;
  private wake = (): void => undefined;
  /** When the log was last read to its end, as `performance.now()` counts. */
  private readAtMs = performance.now();

  constructor(
    private readonly pool: pg.Pool,
    private readonly log: Log,
  ) {}

  /** How long ago the log was last read to its end. */
  get ageMs(): number {
    return performance.now() - this.readAtMs;
  }

  /** Adds a listener; it hears every event from the next read on. */
  listen(listener: TailListener): void {
    this.listeners.push(listener);
  }

  /** Reads again at once. */
  hint(): void {
    this.hinted = true;
    this.wake();
  }

  /**
   * Sets the cursor to now. Whoever loads state afterwards and then hears the tail misses nothing:
   * an event may be in both, never in neither.
   */
  async open(): Promise<void> {
    const { rows } = await this.pool.query<{ xmin: string }>(
      "SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xmin",
    );
    this.cursor = { xid: rows[0]?.xmin ?? "0", position: "-1" };
  }

  /** Follows until the signal aborts; a failed read is logged and tried again from the same cursor. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      let full = false;
      try {
        full = await this.step();
        if (!full) this.readAtMs = performance.now();
      } catch (error) {
        this.log.warn({ err: String(error) }, "event tail could not read; trying again");
        await sleep(250, undefined, { signal }).catch(() => undefined);
      }
      if (!full) await this.pause(signal);
    }
  }

  /** Reads once; true when there may be more. */
  async step(): Promise<boolean> {
    if (this.cursor === null) await this.open();
    const { xid, position } = this.cursor ?? { xid: "0", position: "-1" };
    const { rows } = await this.pool.query<EventRow>({
      name: "event_tail",
      text: SQL,
      values: [xid, position],
    });
    const last = rows.at(-1);
    if (last === undefined) return false;
    const events = rows.map(toTailed);
    for (const listener of this.listeners) this.tell(listener, events);
    this.cursor = { xid: last.xid, position: last.position };
    return rows.length === ROWS_MAX;
  }

  /** A listener that throws has a bug; the matcher must not wait for the gateway's. */
  private tell(listener: TailListener, events: readonly TailedEvent[]): void {
    try {
      listener(events);
    } catch (error) {
      this.log.error({ err: String(error) }, "a listener of the event tail failed");
    }
  }

  /**
   * Waits for the next poll or a hint. A plain timer: AbortSignal.any, fifty times a second on one
   * long-lived signal, keeps some bytes of each in Node 20, hundreds of megabytes a day.
   */
  private async pause(signal: AbortSignal): Promise<void> {
    if (!this.hinted && !signal.aborted) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, POLL_MS);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.hinted = false;
  }
}

function toTailed(row: EventRow): TailedEvent {
  return {
    accountId: row.account_id,
    version: Number(row.version),
    eventMs: Number(row.event_ms),
    event: parseCanonical<AccountEvent>(row.payload),
    terms:
      row.feed === null || row.profile === null ? null : { feed: row.feed, profile: row.profile },
  };
}
