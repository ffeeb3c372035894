/**
 * account + command + market -> events, or a refusal. Pure: no I/O, clock or ids of its own.
 *
 * An empty list is an answer too: the command asks for something that is already so.
 */
import { dueActions, isBlocked, withoutBlocked } from "../action/decide-actions";
import { exMarket } from "../action/ex-market";
import type { AccountEvent } from "../event/event";
import { decideLifecycle } from "../lifecycle/decide-lifecycle";
import { checkMaintenance } from "../margin/check-maintenance";
import type { MarketView } from "../market/quote";
import { decideMatch } from "../match/decide-match";
import { findSettingsFault } from "../match/profile/fill-settings";
import { isAuction } from "../match/trading-session";
import { acceptOrder } from "../order/accept-order";
import { findChoiceRejection } from "../order/check-choices";
import type { OrderDraft } from "../order/draft";
import { endWithGroup } from "../order/group";
import type { Rejection } from "../order/rejection";
import { replaceOrder } from "../order/replace-order";
import { err, ok, type Result } from "../result";
import { RULES_VERSION } from "../rules-version";
import type { AccountState } from "./account-state";
import { changeChoices } from "./change-choices";
import type { Command } from "./command";

export type Decision = Result<readonly AccountEvent[], Rejection>;

/** Decides one command, on the account as corporate actions due by now have left it. */
export function decide(state: AccountState, command: Command, market: MarketView): Decision {
  const due = dueActions(state, command, market);
  if (due === null) return decideCommand(state, command, exMarket(state, market));
  const order = command.type === "match_order" ? due.state.orders.get(command.orderId) : undefined;
  if (order !== undefined && isBlocked(order, due.blocked)) return ok(due.events);
  const asked = withoutBlocked(command, due.blocked);
  const decision = decideCommand(due.state, asked, exMarket(due.state, market));
  return decision.ok ? ok([...due.events, ...decision.value]) : decision;
}

function decideCommand(state: AccountState, command: Command, market: MarketView): Decision {
  const base = { atMs: market.nowMs, rules: RULES_VERSION } as const;
  switch (command.type) {
    case "open_account": {
      const { type, ...terms } = command;
      if (state.version > 0) return ok([]);
      const fault = terms.settings === undefined ? null : findSettingsFault(terms.settings);
      if (fault !== null) return err({ code: "setting_out_of_range", ...fault });
      return ok([{ type: "account_opened", epoch: state.epoch + 1, ...terms, ...base }]);
    }
    case "change_settings": {
      const { type: _, ...chosen } = command;
      const fault = findSettingsFault(chosen.settings);
      if (fault !== null) return err({ code: "setting_out_of_range", ...fault });
      return ok([{ type: "settings_changed", ...chosen, ...base }]);
    }
    case "change_choices":
      return changeChoices(state, command, base);
    case "submit_order":
      return submit(state, command.draft, market);
    case "cancel_order": {
      const { orderId } = command;
      const order = state.orders.get(orderId);
      if (order === undefined) return err({ code: "order_not_found", orderId });
      const end = { type: "order_canceled", orderId, reason: "requested", ...base } as const;
      return ok(endWithGroup(state, order, end));
    }
    case "replace_order":
      return replaceOrder(state, command, market);
    case "check_maintenance":
      return checkMaintenance(state, command, { market, base });
    case "freeze_account":
      return state.frozenReason === null
        ? ok([{ type: "account_frozen", reason: command.reason, ...base }])
        : ok([]);
    case "match_order":
      return ok(decideMatch(state, command, market));
    case "apply_actions":
      return ok([]);
    case "expire_order":
      return ok(expiry(state, command.orderId, market));
    default:
      return decideLifecycle(state, command, market);
  }
}

/** An order that somebody sends; those the engine places itself are not the owner's to refuse. */
function submit(state: AccountState, draft: OrderDraft, market: MarketView): Decision {
  const unwanted = findChoiceRejection(state, draft);
  if (unwanted !== null) return err(unwanted);
  const accepted = acceptOrder(state, draft, market);
  if (!accepted.ok) return accepted;
  const base = { type: "order_accepted", atMs: market.nowMs, rules: RULES_VERSION } as const;
  return ok(accepted.value.map((order) => ({ ...base, order })));
}

function expiry(state: AccountState, orderId: string, market: MarketView): readonly AccountEvent[] {
  const order = state.orders.get(orderId);
  const expiresAtMs = order?.expiresAtMs ?? null;
  if (order === undefined || expiresAtMs === null || market.nowMs < expiresAtMs) return [];
  const base = {
    type: "order_expired",
    orderId,
    atMs: market.nowMs,
    rules: RULES_VERSION,
  } as const;
  const over = isAuction(order.timeInForce) ? ({ reason: "auction_over" } as const) : {};
  return endWithGroup(state, order, { ...base, ...over });
}
