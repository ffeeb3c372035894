/** How often each kind of thing happened: what never happens proves nothing. */
import type { Command } from "../../account/command";
import type { EventType } from "../../event/event";
import type { RejectionCode } from "../../order/rejection";

type CommandType = Command["type"];

/** The compiler asks for a row when there is another command or event. */
const COMMANDS: { readonly [C in CommandType]: true } = {
  open_account: true,
  change_settings: true,
  change_choices: true,
  submit_order: true,
  cancel_order: true,
  replace_order: true,
  match_order: true,
  check_maintenance: true,
  settle_expiry: true,
  close_expiring: true,
  draw_assignments: true,
  exercise_option: true,
  instruct_do_not_exercise: true,
  change_option_settings: true,
  accrue_interest: true,
  take_snapshot: true,
  reset_account: true,
  freeze_account: true,
  apply_actions: true,
  expire_order: true,
};

const EVENTS: { readonly [E in EventType]: true } = {
  account_opened: true,
  account_frozen: true,
  account_baselined: true,
  epoch_closed: true,
  settings_changed: true,
  order_accepted: true,
  order_opened: true,
  order_rested: true,
  order_triggered: true,
  order_trailed: true,
  order_released: true,
  order_resized: true,
  order_replaced: true,
  queue_moved: true,
  order_filled: true,
  order_canceled: true,
  order_expired: true,
  order_rejected: true,
  option_exercised: true,
  option_assigned: true,
  option_expired: true,
  option_expiry_held: true,
  do_not_exercise_instructed: true,
  option_settings_changed: true,
  assignments_drawn: true,
  margin_called: true,
  margin_call_met: true,
  margin_liquidated: true,
  interest_accrued: true,
  interest_posted: true,
  snapshot_taken: true,
  order_adjusted: true,
  corporate_action_applied: true,
  corporate_action_held: true,
  dividend_receivable: true,
  dividend_paid: true,
};

export class Coverage {
  readonly commands = zeros(COMMANDS);
  readonly events = zeros(EVENTS);
  /** Of fills by rule, and of events with a reason by their reason. */
  readonly details = new Map<string, number>();
  readonly rejections = new Map<RejectionCode, number>();

  commanded(type: CommandType): void {
    add(this.commands, type);
  }

  happened(type: EventType, detail: string | null): void {
    add(this.events, type);
    if (detail !== null) add(this.details, `${type} ${detail}`);
  }

  refused(code: RejectionCode): void {
    add(this.rejections, code);
  }

  /** Commands and events that never came. */
  holes(): readonly string[] {
    return [...this.commands, ...this.events].flatMap(([name, count]) =>
      count === 0 ? [name] : [],
    );
  }
}

function zeros<K extends string>(names: { readonly [N in K]: true }): Map<K, number> {
  return new Map(Object.keys(names).map((name) => [name as K, 0]));
}

function add<K>(counts: Map<K, number>, name: K): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
