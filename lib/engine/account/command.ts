/** What may be asked of an account. Every change of an account is one of these through the one door. */
import type { FillTrigger } from "../event/event";
import type { FeeSetting } from "../fees/fee-schedule";
import type { LifecycleCommand } from "../lifecycle/lifecycle-command";
import type { CheckMaintenance } from "../margin/check-maintenance";
import type { MarginChoices, Multiplier } from "../margin/margin-state";
import type { FillSettings } from "../match/profile/fill-settings";
import type { Micros } from "../money";
import type { OrderDraft } from "../order/draft";
import type { Replacement } from "../order/replacement";
import type { AccountKind, FillProfile, MarginPolicy, MarketBinding } from "./account-state";
import type { OwnerChoices } from "./owner-choices";

export type Command =
  | {
      readonly type: "open_account";
      readonly kind: AccountKind;
      readonly policy: MarginPolicy;
      readonly profile: FillProfile;
      readonly market: MarketBinding;
      readonly fees: FeeSetting;
      readonly startingCashMicros: Micros;
      /** The profile's own defaults when left out. */
      readonly settings?: FillSettings;
      readonly margin?: MarginChoices;
    }
  | {
      readonly type: "change_settings";
      readonly profile: FillProfile;
      readonly settings: FillSettings;
      readonly fees: FeeSetting;
      readonly margin?: MarginChoices;
    }
  /** Changes these alone, whatever the others are by then. */
  | {
      readonly type: "change_choices";
      readonly choices: Partial<OwnerChoices>;
      readonly maxMultiplier?: Multiplier;
    }
  | { readonly type: "submit_order"; readonly draft: OrderDraft }
  | { readonly type: "cancel_order"; readonly orderId: string }
  | {
      readonly type: "replace_order";
      readonly orderId: string;
      readonly replacement: Replacement;
    }
  | { readonly type: "match_order"; readonly orderId: string; readonly trigger: FillTrigger }
  | LifecycleCommand
  | ({ readonly type: "check_maintenance" } & CheckMaintenance)
  | { readonly type: "freeze_account"; readonly reason: string }
  /** Nothing but the corporate actions and payments that are due; every other command does them first. */
  | { readonly type: "apply_actions" }
  | { readonly type: "expire_order"; readonly orderId: string };
