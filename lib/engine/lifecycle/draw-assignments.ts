/**
 * The evening's lottery: which short contracts are assigned before their expiry.
 *
 * Each contract draws a number of its own from account, evening, series and place, and is assigned
 * when it is below its chance. Setting `always` assigns whatever has a chance, `never` nothing.
 * Shown the next morning as assigned overnight. Source: engine.md §6, read 2026-11-21.
 */
import type { AccountState, Position } from "../account/account-state";
import { evolveAll } from "../account/evolve";
import { daysBetween, type IsoDate } from "../calendar/new-york";
import { tradingDay } from "../calendar/trading-calendar";
import type { AccountEvent } from "../event/event";
import type { EventBase } from "../event/event-base";
import type { AssignmentDraw, EarlyReason } from "../event/option-event";
import { deliverableOf, deliverableValue } from "../instrument/deliverable";
import type { OptionSeries } from "../instrument/instrument";
import {
  absNanos,
  divideHalfEven,
  type Micros,
  micros,
  NANOS_PER_UNIT,
  units,
  ZERO_MICROS,
} from "../money";
import type { Rejection } from "../order/rejection";
import { err, ok, type Result } from "../result";
import { assignmentChance } from "./assignment-chance";
import { carriedOnly } from "./carried";
import { deliver } from "./deliver";
import { drawPpm } from "./draw";
import { orphanedOrders } from "./drop-orders";
import { inDeliveryOrder } from "./settle-expiry";
import { equityLookup, priceLookup, type SettlementPrice } from "./settlement-price";

const CERTAIN_PPM = 1_000_000;

/** What the evening knows, per share. */
export interface EveningFacts {
  readonly date: IsoDate;
  /** Official closes of the underlyings, as `pm` prices. */
  readonly prices: readonly SettlementPrice[];
  /** Closing quotes of the short series and of the other right at their strikes. */
  readonly options: readonly {
    readonly symbol: string;
    readonly bidMicros: Micros;
    readonly midMicros: Micros;
  }[];
  /** Dividends whose ex-date is the next trading day. */
  readonly dividends: readonly { readonly symbol: string; readonly amountMicros: Micros }[];
  readonly rateBps: number;
}

interface Assignment {
  readonly series: OptionSeries;
  readonly contracts: number;
  readonly reason: EarlyReason;
  readonly draw: AssignmentDraw;
  readonly valueMicros: Micros;
}

/** The events of one evening, once; or the underlyings whose close is missing. */
export function drawAssignments(
  state: AccountState,
  facts: EveningFacts,
  base: EventBase,
): Result<readonly AccountEvent[], Rejection> {
  const { assignment, drawnOn } = state.lifecycle;
  const day = tradingDay(facts.date);
  const early = day === null || base.atMs < day.closeMs;
  if (early || assignment === "never" || (drawnOn !== null && drawnOn >= facts.date)) return ok([]);
  const shorts = [...state.positions.values()].filter((position) => isDrawn(position, facts.date));
  const priceOf = priceLookup(facts.prices, "pm");
  const unpriced = shorts.flatMap(({ instrument }) =>
    instrument.kind === "option"
      ? deliverableOf(instrument).shares.filter(({ symbol }) => priceOf(symbol) === null)
      : [],
  );
  if (unpriced.length > 0) {
    return err({ code: "no_settlement_price", symbols: unpriced.map(({ symbol }) => symbol) });
  }
  const drawn = shorts
    .sort((a, b) => (a.symbol < b.symbol ? -1 : 1))
    .flatMap((position) => drawnOf(state, position, facts));
  const assigned = drawn.flatMap((item) => assignedEvent(state, item, facts, base));
  const carried = carriedOnly(state, inDeliveryOrder(assigned));
  if (carried.length === 0) return ok([]);
  const events = [...carried, { type: "assignments_drawn", date: facts.date, ...base } as const];
  return ok([...events, ...orphanedOrders(evolveAll(state, events), base)]);
}

/** Expiring series are settled, not drawn; European ones cannot be exercised early. */
function isDrawn({ instrument, qtyNanos }: Position, date: IsoDate): boolean {
  if (instrument.kind !== "option" || qtyNanos >= 0n) return false;
  return instrument.style === "american" && instrument.expiryDate > date;
}

function drawnOf(
  state: AccountState,
  position: Position,
  facts: EveningFacts,
): readonly Assignment[] {
  const { instrument: series } = position;
  if (series.kind !== "option") return [];
  const valueMicros = deliverableValue(deliverableOf(series), priceLookup(facts.prices, "pm"));
  const chance = valueMicros === null ? null : chanceOf(series, valueMicros, facts);
  if (chance === null || valueMicros === null) return [];
  const always = state.lifecycle.assignment === "always";
  const chancePpm = always ? CERTAIN_PPM : chance.chancePpm;
  const size = Number(absNanos(position.qtyNanos) / NANOS_PER_UNIT);
  const drawnPpm = Array.from({ length: size }, (_, place) =>
    drawPpm(`${state.id} ${state.epoch} ${facts.date} ${series.symbol} ${place}`),
  );
  const contracts = drawnPpm.filter((drawn) => drawn < chancePpm).length;
  const { reason } = chance;
  const draw = { chancePpm, drawnPpm };
  return contracts === 0 ? [] : [{ series, contracts, reason, draw, valueMicros }];
}

function chanceOf(series: OptionSeries, valueMicros: Micros, facts: EveningFacts) {
  const quoteOf = (symbol: string) => facts.options.find((option) => option.symbol === symbol);
  const dividend = facts.dividends.find(({ symbol }) => symbol === series.underlying);
  return assignmentChance({
    right: series.right,
    strikeMicros: series.strikeMicros,
    underlyingMicros: micros(divideHalfEven(valueMicros, BigInt(series.multiplier))),
    twinMicros: quoteOf(twinOf(series))?.midMicros ?? null,
    bidMicros: quoteOf(series.symbol)?.bidMicros ?? null,
    dividendMicros: dividend?.amountMicros ?? ZERO_MICROS,
    rateBps: facts.rateBps,
    daysToExpiry: daysBetween(facts.date, series.expiryDate),
  });
}

/** The symbol of the other right at the same strike and expiry. */
function twinOf({ symbol, right }: OptionSeries): string {
  return `${symbol.slice(0, -9)}${right === "call" ? "P" : "C"}${symbol.slice(-8)}`;
}

function assignedEvent(
  state: AccountState,
  { series, contracts, reason, draw, valueMicros }: Assignment,
  { date, prices }: EveningFacts,
  base: EventBase,
): readonly AccountEvent[] {
  const qtyNanos = units(contracts);
  const delivered = deliver(
    { series, qtyNanos, role: "writer" },
    { priceOf: priceLookup(prices, "pm"), equityOf: equityLookup(state, prices) },
  );
  if (!delivered.ok) return [];
  const ended = { date, series, qtyNanos, valueMicros, ...base };
  return [{ type: "option_assigned", reason, draw, ...delivered.value, ...ended }];
}
