/**
 * state + event -> state. Pure: replaying an account's events rebuilds its state exactly.
 *
 * Adding an event is adding its file and its row here; the mapped type refuses to compile until
 * every event has one.
 */

import { accountBaselined, baselineState } from "../event/account-baselined";
import { accountFrozen } from "../event/account-frozen";
import { accountOpened } from "../event/account-opened";
import { corporateActionApplied } from "../event/corporate-action-applied";
import { corporateActionHeld } from "../event/corporate-action-held";
import { dividendPaid } from "../event/dividend-paid";
import { dividendReceivable } from "../event/dividend-receivable";
import type { AccountEvent, EventType } from "../event/event";
import { EventError } from "../event/event-error";
import type { EventRule } from "../event/event-rule";
import { epochClosed, interestAccrued, interestPosted, snapshotTaken } from "../event/life-rules";
import { marginCalled, marginCallMet, marginLiquidated } from "../event/margin-rules";
import { optionAssigned, optionExercised, optionExpired } from "../event/option-ended";
import {
  assignmentsDrawn,
  doNotExerciseInstructed,
  optionExpiryHeld,
  optionSettingsChanged,
} from "../event/option-instructed";
import { orderAccepted } from "../event/order-accepted";
import { orderAdjusted } from "../event/order-adjusted";
import { orderCanceled } from "../event/order-canceled";
import { orderExpired } from "../event/order-expired";
import { orderFilled } from "../event/order-filled";
import { orderOpened } from "../event/order-opened";
import { orderRejected } from "../event/order-rejected";
import { orderReleased } from "../event/order-released";
import { orderReplaced } from "../event/order-replaced";
import { orderResized } from "../event/order-resized";
import { orderRested } from "../event/order-rested";
import { orderTrailed } from "../event/order-trailed";
import { orderTriggered } from "../event/order-triggered";
import { queueMoved } from "../event/queue-moved";
import { settingsChanged } from "../event/settings-changed";
import type { Lots } from "../ledger/lot";
import { lotsAfter } from "../ledger/lots";
import { balanced, type Posting } from "../ledger/posting";
import type { Order } from "../order/order";
import { RULES_VERSION } from "../rules-version";
import type { AccountState } from "./account-state";

const RULES: { readonly [T in EventType]: EventRule<T> } = {
  account_opened: accountOpened,
  account_frozen: accountFrozen,
  margin_called: marginCalled,
  margin_call_met: marginCallMet,
  margin_liquidated: marginLiquidated,
  account_baselined: accountBaselined,
  settings_changed: settingsChanged,
  order_accepted: orderAccepted,
  order_opened: orderOpened,
  order_rested: orderRested,
  order_triggered: orderTriggered,
  order_trailed: orderTrailed,
  order_released: orderReleased,
  order_resized: orderResized,
  order_replaced: orderReplaced,
  queue_moved: queueMoved,
  order_filled: orderFilled,
  order_canceled: orderCanceled,
  order_expired: orderExpired,
  order_rejected: orderRejected,
  option_exercised: optionExercised,
  option_assigned: optionAssigned,
  option_expired: optionExpired,
  option_expiry_held: optionExpiryHeld,
  do_not_exercise_instructed: doNotExerciseInstructed,
  option_settings_changed: optionSettingsChanged,
  assignments_drawn: assignmentsDrawn,
  interest_accrued: interestAccrued,
  interest_posted: interestPosted,
  snapshot_taken: snapshotTaken,
  epoch_closed: epochClosed,
  order_adjusted: orderAdjusted,
  corporate_action_applied: corporateActionApplied,
  corporate_action_held: corporateActionHeld,
  dividend_receivable: dividendReceivable,
  dividend_paid: dividendPaid,
};

// The union of rules cannot be called with the union of events; the key makes the pair match.
function ruleOf(event: AccountEvent): EventRule<EventType> {
  if (!Object.hasOwn(RULES, event.type)) {
    throw new EventError("unknown_event", `unknown event ${event.type}`);
  }
  return RULES[event.type] as EventRule<EventType>;
}

/** An event of rules that this code does not have may mean something else than it seems to. */
function checkRules({ type, rules }: AccountEvent): void {
  if (Number.isInteger(rules) && rules >= 1 && rules <= RULES_VERSION) return;
  throw new EventError("unknown_rules", `${type} was decided under unknown rules ${rules}`);
}

/**
 * The state after one event; its version is one higher. A baseline stands for all events it replaces.
 * Throws EventError for an event or rules that are not known, InvariantError for one that is not
 * possible in this state; the state is untouched.
 */
export function evolve(state: AccountState, event: AccountEvent): AccountState {
  checkRules(event);
  if (event.type === "account_baselined") return baselineState(state, event);
  const next = ruleOf(event).apply(state, event);
  // A rule gives a new state or the one it was given: only the new one may be finished in place.
  const fresh: Writable<AccountState> = next === state ? { ...state } : next;
  fresh.lots = lotsOf(state, next, event);
  fresh.version = state.version + 1;
  return fresh;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Lots follow from the positions, so that no event can forget them. */
function lotsOf(before: AccountState, after: AccountState, { atMs }: AccountEvent): Lots {
  return lotsAfter(after.lots, { before: before.positions, after: after.positions, atMs });
}

/** The state after a list of events. */
export function evolveAll(state: AccountState, events: Iterable<AccountEvent>): AccountState {
  let next = state;
  for (const event of events) next = evolve(next, event);
  return next;
}

/** The ledger legs of an event, given the state before it. They sum to zero. */
export function postingsOf(state: AccountState, event: AccountEvent): readonly Posting[] {
  return balanced(ruleOf(event).postings(state, event));
}

/** The order an event changed, as it is after the event; null when the event changed none. */
export function orderAfter(state: AccountState, event: AccountEvent): Order | null {
  return ruleOf(event).orderAfter(state, event);
}
