/**
 * How activity is spread over a day: much at the open, less at noon, much again at the close.
 *
 * The same shape spreads variance and volume; arrays are indexed by minutes since 04:00.
 */
import { OPEN_MINUTE, PRE_OPEN_MINUTE } from "./session-time";

export type DayShape = {
  /** Each minute's share of its session's variance, summed from the session's start; one entry past the end. */
  readonly varianceBefore: Float64Array;
  /** Each minute's share of the core session's volume; pre- and post-market come on top. */
  readonly volumeShare: Float64Array;
};

const PRE_VOLUME_SHARE = 0.02;
const POST_VOLUME_SHARE = 0.03;

function coreWeight(minute: number, closeMinute: number): number {
  const sinceOpen = minute - OPEN_MINUTE;
  const toClose = closeMinute - minute - 1;
  return 0.7 + 2.2 * Math.exp(-sinceOpen / 22) + 1.5 * Math.exp(-toClose / 18);
}

function weightOf(minute: number, closeMinute: number): number {
  if (minute < OPEN_MINUTE) return 0.3 + Math.exp((minute - OPEN_MINUTE) / 45);
  if (minute < closeMinute) return coreWeight(minute, closeMinute);
  return 0.2 + Math.exp((closeMinute - minute) / 20);
}

function makeShape(closeMinute: number, postCloseMinute: number): DayShape {
  const minutes = postCloseMinute - PRE_OPEN_MINUTE;
  const varianceBefore = new Float64Array(minutes + 1);
  const volumeShare = new Float64Array(minutes);
  const sessions = [
    { from: PRE_OPEN_MINUTE, to: OPEN_MINUTE, volume: PRE_VOLUME_SHARE },
    { from: OPEN_MINUTE, to: closeMinute, volume: 1 },
    { from: closeMinute, to: postCloseMinute, volume: POST_VOLUME_SHARE },
  ];
  for (const { from, to, volume } of sessions) {
    let total = 0;
    for (let minute = from; minute < to; minute += 1) total += weightOf(minute, closeMinute);
    for (let minute = from; minute < to; minute += 1) {
      const index = minute - PRE_OPEN_MINUTE;
      const share = weightOf(minute, closeMinute) / total;
      // Sums run on over session borders; a bridge only ever takes differences inside one.
      varianceBefore[index + 1] = (varianceBefore[index] ?? 0) + share;
      volumeShare[index] = share * volume;
    }
  }
  return { varianceBefore, volumeShare };
}

const fullDay = makeShape(960, 1200);
const halfDay = makeShape(780, 1020);

/** Finds the shape of a full or a half day. */
export function dayShape(isHalfDay: boolean): DayShape {
  return isHalfDay ? halfDay : fullDay;
}
