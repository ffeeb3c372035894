/** What an account remembers of its margin: what the trader chose, and the call that is out. */
import type { Micros } from "../money";

export type Multiplier = 1 | 2 | 4;
export type OptionsLevel = 0 | 1 | 2 | 3;

/** A demand for equity. It is out until the equity is there or positions were closed for it. */
export interface MarginCall {
  /** Made by the shell; ids of the orders that close positions for it are derived from it. */
  readonly id: string;
  readonly calledAtMs: number;
  /** From this instant on positions are closed for it. */
  readonly dueAtMs: number;
  /** What the equity fell short by when it was called. */
  readonly shortfallMicros: Micros;
  /** The orders sent last to close positions for it. */
  readonly orderIds: readonly string[];
}

/** What the trader may choose. */
export interface MarginChoices {
  /** 2 is Reg T; 4 adds intraday buying power at maintenance rates; 1 never borrows. */
  readonly maxMultiplier: Multiplier;
  /** What the policy `alpaca` lets the account trade (alpaca-wire.md §2.8). */
  readonly optionsLevel: OptionsLevel;
}

export interface MarginState extends MarginChoices {
  readonly call: MarginCall | null;
}

/** What an account has unless it says otherwise, as Alpaca paper accounts (alpaca-wire.md §1.2 and §2.8). */
export const NEW_MARGIN: MarginState = { maxMultiplier: 2, optionsLevel: 3, call: null };
