/** The owner of an account changes what it is kept from; what is so already changes nothing. */
import type { AccountEvent } from "../event/event";
import type { EventBase } from "../event/event-base";
import type { Multiplier } from "../margin/margin-state";
import type { Rejection } from "../order/rejection";
import { err, ok, type Result } from "../result";
import type { AccountState } from "./account-state";
import type { OwnerChoices } from "./owner-choices";

export interface ChoiceChange {
  readonly choices: Partial<OwnerChoices>;
  readonly maxMultiplier?: Multiplier;
}

/** The event of a change, or none. */
export function changeChoices(
  state: AccountState,
  change: ChoiceChange,
  base: EventBase,
): Result<readonly AccountEvent[], Rejection> {
  if (state.version === 0) return err({ code: "account_not_open" });
  const choices = { ...state.choices, ...change.choices };
  const { optionsLevel, maxMultiplier: before } = state.margin;
  const maxMultiplier = change.maxMultiplier ?? before;
  const { profile, settings, fees } = state;
  if (maxMultiplier === before && isSame(choices, state.choices)) return ok([]);
  const margin = { maxMultiplier, optionsLevel };
  return ok([{ type: "settings_changed", profile, settings, fees, margin, choices, ...base }]);
}

function isSame(a: OwnerChoices, b: OwnerChoices): boolean {
  return (Object.keys(a) as (keyof OwnerChoices)[]).every((name) => a[name] === b[name]);
}
