/**
 * An account's own log, read by its owner from any version on: each event with the states around it.
 *
 * Versions of an account are handed out one by one under its guard, so an event is never committed
 * behind one that was already read: what is above the last version read is all there is to come.
 */
import { type AccountState, emptyAccount } from "@/lib/engine/account/account-state";
import { evolve } from "@/lib/engine/account/evolve";
import { decodeState } from "@/lib/engine/account/state-codec";
import { parseCanonical } from "@/lib/engine/canonical";
import type { AccountEvent } from "@/lib/engine/event/event";
import type { CommittedEvent } from "@/lib/wire/alpaca/trade-update";
import { queryAsUser } from "../database/with-user";
import type { Caller, Deps } from "../deps";

const ROWS_MAX = 500;

type LogDeps = Pick<Deps, "webPool">;

export interface LogHead {
  readonly version: number;
  readonly eventMs: number;
}

/** The last event of the account. */
export async function logHead(deps: LogDeps, caller: Caller): Promise<LogHead> {
  const [row] = await queryAsUser<{ version: string; last_event_ms: string }>(
    deps.webPool,
    caller.userId,
    {
      text: "SELECT version, last_event_ms FROM mbt_accounts WHERE id = $1",
      values: [caller.accountId],
    },
  );
  return { version: Number(row?.version ?? 0), eventMs: Number(row?.last_event_ms ?? 0) };
}

/** The version before the first event at or after an instant of market time. */
export async function versionBefore(deps: LogDeps, caller: Caller, atMs: number): Promise<number> {
  const [row] = await queryAsUser<{ version: string }>(deps.webPool, caller.userId, {
    text: `SELECT coalesce(
      (SELECT min(version) - 1 FROM mbt_events WHERE account_id = $1 AND market_at >= $2),
      (SELECT version FROM mbt_accounts WHERE id = $1), 0) AS version`,
    values: [caller.accountId, new Date(atMs)],
  });
  return Number(row?.version ?? 0);
}

interface EventRow {
  version: string;
  payload: string;
  event_ms: string;
}

/** Reads on and on; keeps the state it has reached. */
export class AccountLog {
  private constructor(
    private readonly deps: LogDeps,
    private readonly caller: Caller,
    private state: AccountState,
  ) {}

  /** Stands after this version: from a kept state and the events since. */
  static async after(deps: LogDeps, caller: Caller, version: number): Promise<AccountLog> {
    const [kept] = await queryAsUser<{ state: string }>(deps.webPool, caller.userId, {
      text: `SELECT state FROM mbt_checkpoints WHERE account_id = $1 AND version <= $2
        ORDER BY version DESC LIMIT 1`,
      values: [caller.accountId, version],
    });
    const state = kept === undefined ? emptyAccount(caller.accountId) : decodeState(kept.state);
    const log = new AccountLog(deps, caller, state);
    let full = true;
    while (full) ({ full } = await log.read(version));
    return log;
  }

  /** The next events, up to a version; `full` when there may be more at once. */
  async read(
    untilVersion = Number.MAX_SAFE_INTEGER,
  ): Promise<{ readonly items: readonly CommittedEvent[]; readonly full: boolean }> {
    const rows = await queryAsUser<EventRow>(this.deps.webPool, this.caller.userId, {
      text: `SELECT version, payload, event_ms FROM mbt_events
        WHERE account_id = $1 AND version > $2 AND version <= $3 ORDER BY version LIMIT ${ROWS_MAX}`,
      values: [this.caller.accountId, this.state.version, untilVersion],
    });
    const items = rows.map((row) => this.step(row));
    return { items, full: rows.length === ROWS_MAX };
  }

  private step(row: EventRow): CommittedEvent {
    const before = this.state;
    const event = parseCanonical<AccountEvent>(row.payload);
    this.state = evolve(before, event);
    return { before, event, after: this.state, eventMs: Number(row.event_ms) };
  }
}
