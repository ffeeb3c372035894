/**
 * What the owner of an account keeps it from: the switches of Alpaca's account configurations that
 * decide orders. Margin has choices of its own (margin/margin-state.ts).
 *
 * Source: alpaca-wire.md §1.3, read 2026-11-21.
 */
import type { OptionsLevel } from "../margin/margin-state";

export interface OwnerChoices {
  /** No new order is taken; working ones go on and can be canceled. */
  readonly suspended: boolean;
  readonly shorting: boolean;
  readonly fractional: boolean;
  /** Whether orders for extended hours trade overnight too; each keeps what held when it was sent. */
  readonly overnight: boolean;
  /** The owner's own limit, whatever the policy allows; 3 is none. */
  readonly optionsLevelMax: OptionsLevel;
  /** Decide nothing here, because no partnership is listed and no mail is sent; clients read them back. */
  readonly partnershipsWithoutException: boolean;
  readonly confirmsByMail: boolean;
}

export const NO_CHOICES: OwnerChoices = {
  suspended: false,
  shorting: true,
  fractional: true,
  overnight: true,
  optionsLevelMax: 3,
  partnershipsWithoutException: false,
  confirmsByMail: true,
};
