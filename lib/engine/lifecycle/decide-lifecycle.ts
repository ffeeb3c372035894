/** Decides the commands of an account's life; a frozen or unopened account has none. */
import type { AccountState } from "../account/account-state";
import { assertNever } from "../assert";
import type { AccountEvent } from "../event/event";
import type { EventBase } from "../event/event-base";
import type { MarketView } from "../market/quote";
import { findSettingsFault } from "../match/profile/fill-settings";
import type { Rejection } from "../order/rejection";
import { err, ok, type Result } from "../result";
import { RULES_VERSION } from "../rules-version";
import { accrueInterest } from "./accrue-interest";
import { closeExpiring } from "./close-expiring";
import { drawAssignments } from "./draw-assignments";
import { exerciseOption, instructDoNotExercise } from "./exercise-option";
import type { LifecycleCommand, ResetAccount } from "./lifecycle-command";
import { resetAccount } from "./reset-account";
import { settleExpiry } from "./settle-expiry";
import { takeSnapshot } from "./snapshot";

/** The events of a command, or why it is refused. */
export function decideLifecycle(
  state: AccountState,
  command: LifecycleCommand,
  market: MarketView,
): Result<readonly AccountEvent[], Rejection> {
  if (state.version === 0) return err({ code: "account_not_open" });
  if (state.frozenReason !== null) {
    return err({ code: "account_frozen", reason: state.frozenReason });
  }
  const base = { atMs: market.nowMs, rules: RULES_VERSION } as const;
  switch (command.type) {
    case "settle_expiry":
      return ok(settleExpiry(state, command, base));
    case "close_expiring":
      return closeExpiring(state, command, market, base);
    case "draw_assignments":
      return drawAssignments(state, command, base);
    case "exercise_option":
      return exerciseOption(state, command, market, base);
    case "instruct_do_not_exercise":
      return instructDoNotExercise(state, command.symbol, base);
    case "accrue_interest":
      return accrueInterest(state, command, base);
    case "take_snapshot":
      return takeSnapshot(state, command, base);
    case "reset_account":
      return reset(state, command, base);
    case "change_option_settings": {
      const { assignment, shortfall } = command;
      return ok([{ type: "option_settings_changed", assignment, shortfall, ...base }]);
    }
    default:
      return assertNever(command);
  }
}

function reset(
  state: AccountState,
  { type, closesEpoch = state.epoch, ...terms }: ResetAccount,
  base: EventBase,
): Result<readonly AccountEvent[], Rejection> {
  if (state.epoch !== closesEpoch) return ok([]);
  const fault = terms.settings === undefined ? null : findSettingsFault(terms.settings);
  if (fault !== null) return err({ code: "setting_out_of_range", ...fault });
  return ok(resetAccount(state, terms, base));
}
