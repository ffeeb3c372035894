/**
 * Whether the account keeps enough equity: the call when it does not, its end when it does again, and
 * what is closed when the call was not met in time.
 *
 * Never on half a picture: without a trusted quote of everything that is held nothing is called and
 * nothing is closed. A shortfall of at most $1,000 and 5% of equity is let be.
 *
 * Source: engine.md §5; FINRA 4210 as amended 2026-06-04 and alpaca-wire.md §2.6 (two business days, the
 * small amount); the Reg T grace is ours, within the 15 business days of 4210(f)(6). Read 2026-11-21.
 */
import type { AccountState, MarginPolicy } from "../account/account-state";
import { newYorkOf } from "../calendar/new-york";
import { nextTradingDay, phaseAt } from "../calendar/trading-calendar";
import type { AccountEvent } from "../event/event";
import type { EventBase } from "../event/event-base";
import { type MarketView, markMicros } from "../market/quote";
import { basisPoints, type Micros, micros } from "../money";
import type { Rejection } from "../order/rejection";
import { ok, type Result } from "../result";
import { liquidate } from "./liquidate";
import { type Standing, standingOf } from "./standing";

export interface CheckMaintenance {
  /** The id of the call, should one go out. */
  readonly callId: string;
  /** Fresh ids for the orders that close positions: one for each order and one for each of its legs. */
  readonly ids: readonly string[];
}

/** Trading days to meet a call, to the close of the last of them. */
const GRACE_DAYS: { readonly [P in MarginPolicy]: number } = { regt: 5, alpaca: 2 };
const SMALL_MICROS = micros(1_000_000_000n);
const SMALL_BPS = 500;

/** The events of one check; none while all is well, or while there is nothing to do but wait. */
export function checkMaintenance(
  state: AccountState,
  command: CheckMaintenance,
  { market, base }: { readonly market: MarketView; readonly base: EventBase },
): Result<readonly AccountEvent[], Rejection> {
  if (!isChecked(state) || !isPriced(state, market)) return ok([]);
  const standing = standingOf(state, market);
  const { equityMicros, maintenanceMarginMicros: maintenanceMicros } = standing;
  const shortfallMicros = micros(maintenanceMicros - equityMicros);
  const { call } = state.margin;
  const figures = { equityMicros, maintenanceMicros };
  if (call === null) {
    if (isLetBe(shortfallMicros, equityMicros)) return ok([]);
    const dueAtMs = dueAt(state, standing, market.nowMs);
    return ok([{ type: "margin_called", callId: command.callId, dueAtMs, ...figures, ...base }]);
  }
  if (shortfallMicros <= 0n) {
    return ok([{ type: "margin_call_met", callId: call.id, ...figures, ...base }]);
  }
  const isWorking = call.orderIds.some((id) => state.orders.has(id));
  if (market.nowMs < call.dueAtMs || isWorking || phaseAt(market.nowMs) !== "core") return ok([]);
  return liquidate(state, { call, ids: command.ids, shortfallMicros, standing }, { market, base });
}

function isChecked({ kind, version, frozenReason }: AccountState): boolean {
  return kind === "margin" && version > 0 && frozenReason === null;
}

function isLetBe(shortfallMicros: Micros, equityMicros: Micros): boolean {
  const share = basisPoints(equityMicros, SMALL_BPS);
  return shortfallMicros <= 0n || (shortfallMicros <= SMALL_MICROS && shortfallMicros <= share);
}

/** An account that is worth nothing any more has nothing to wait for. */
function dueAt({ policy }: AccountState, { equityMicros }: Standing, nowMs: number): number {
  if (equityMicros <= 0n) return nowMs;
  let day = nextTradingDay(newYorkOf(nowMs).date);
  for (let left = GRACE_DAYS[policy] - 1; left > 0; left -= 1) day = nextTradingDay(day.date);
  return day.closeMs;
}

function isPriced(state: AccountState, market: MarketView): boolean {
  if (!market.feedAlive) return false;
  return [...state.positions.values()].every(
    ({ instrument }) =>
      markMicros(market, instrument.symbol) !== null &&
      (instrument.kind === "equity" || markMicros(market, instrument.underlying) !== null),
  );
}
