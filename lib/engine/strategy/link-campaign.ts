/**
 * Which campaign an event belongs to when it touches nothing that a campaign holds: the one whose
 * stock its options are written on or protect, or the one it takes up again as a roll in two orders.
 */
import type { Position } from "../account/account-state";
import { daysBetween, newYorkOf } from "../calendar/new-york";
import type { OptionSeries } from "../instrument/instrument";
import { absNanos, NANOS_PER_UNIT } from "../money";
import type { Campaign } from "./campaign";
import { sharesPerContract } from "./signature";

interface Opened {
  readonly underlying: string;
  readonly atMs: number;
  readonly positions: readonly Position[];
}

/**
 * A put that expired on Friday is sold again on Monday, or on Tuesday after a holiday: that is the
 * roll continued. A longer pause begins another campaign.
 */
const ROLL_DAYS_MAX = 4;

/** The oldest open campaign with stock that the opened options stand against; null when there is none. */
export function findCovering(open: readonly Campaign[], opened: Opened): Campaign | null {
  return (
    open.find(
      (campaign) =>
        campaign.underlying === opened.underlying && coversAll(campaign, opened.positions),
    ) ?? null
  );
}

/** The campaign that ended last with an option like one that is opened again, if that was just now. */
export function findRolled(ended: readonly Campaign[], opened: Opened): Campaign | null {
  if (optionsOf(opened.positions).length < opened.positions.length) return null;
  return (
    ended.findLast(
      ({ underlying, closedAtMs, lastLeft }) =>
        underlying === opened.underlying &&
        closedAtMs !== null &&
        daysApart(closedAtMs, opened.atMs) <= ROLL_DAYS_MAX &&
        lastLeft.every(({ instrument }) => instrument.kind === "option") &&
        opened.positions.some((position) => lastLeft.some((left) => alike(left, position))),
    ) ?? null
  );
}

/** Long stock takes short calls and long puts, short stock the other way round, as far as it reaches. */
function coversAll({ holdings }: Campaign, opened: readonly Position[]): boolean {
  const stock = [...holdings.values()].find(({ instrument }) => instrument.kind === "equity");
  const options = optionsOf(opened);
  if (stock === undefined || options.length < opened.length) return false;
  const long = stock.qtyNanos > 0n;
  const held = optionsOf([...holdings.values()]);
  return (["call", "put"] as const).every((right) => {
    const sold = (right === "call") === long;
    const ofRight = (all: readonly HeldOption[]) =>
      all.filter(({ series }) => series.right === right);
    const added = ofRight(options);
    if (added.some(({ qtyNanos }) => qtyNanos < 0n !== sold)) return false;
    const before = ofRight(held).filter(({ qtyNanos }) => qtyNanos < 0n === sold);
    return added.length === 0 || sharesUnder([...before, ...added]) <= absNanos(stock.qtyNanos);
  });
}

interface HeldOption {
  readonly series: OptionSeries;
  readonly qtyNanos: bigint;
}

function optionsOf(positions: readonly Position[]): readonly HeldOption[] {
  return positions.flatMap(({ instrument, qtyNanos }) =>
    instrument.kind === "option" ? [{ series: instrument, qtyNanos }] : [],
  );
}

/** Shares the contracts stand for, in nanos; those that deliver anything else count as the multiplier. */
function sharesUnder(options: readonly HeldOption[]): bigint {
  let total = 0n;
  for (const { series, qtyNanos } of options) {
    const each = sharesPerContract(series) ?? BigInt(series.multiplier) * NANOS_PER_UNIT;
    total += ((qtyNanos < 0n ? -qtyNanos : qtyNanos) * each) / NANOS_PER_UNIT;
  }
  return total;
}

function alike(left: Position, opened: Position): boolean {
  return (
    left.instrument.kind === "option" &&
    opened.instrument.kind === "option" &&
    left.instrument.right === opened.instrument.right &&
    left.qtyNanos > 0n === opened.qtyNanos > 0n
  );
}

function daysApart(fromMs: number, toMs: number): number {
  return daysBetween(newYorkOf(fromMs).date, newYorkOf(toMs).date);
}
