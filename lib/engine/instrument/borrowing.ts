/**
 * What a stock may be used for beside plain buying and selling. The catalog sets the flags; a stock
 * stored before they existed is what most marginable stocks are.
 */
import type { Equity } from "./instrument";

/** Whether parts of a share are traded. */
export function isFractionable({ fractionable, marginable }: Equity): boolean {
  return fractionable ?? marginable;
}

/** Whether the stock may be sold short at all. */
export function isShortable({ shortable, marginable }: Equity): boolean {
  return shortable ?? marginable;
}

/** Whether it can be borrowed without asking first. */
export function isEasyToBorrow({ easyToBorrow, ...equity }: Equity): boolean {
  return easyToBorrow ?? isShortable(equity);
}
