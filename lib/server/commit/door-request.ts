/** What goes into the one door and what comes out of it. */
import type { AccountState } from "@/lib/engine/account/account-state";
import type { Command } from "@/lib/engine/account/command";
import type { AccountEvent } from "@/lib/engine/event/event";
import type { Rejection } from "@/lib/engine/order/rejection";
import type { FeedKind } from "@/lib/wire/raxx/desk";
import type { AccountOwner } from "./commit-item";

export interface DoorRequest {
  readonly accountId: string;
  readonly command: Command;
  /** The feed of the owner's tier: its quotes and its clock decide. */
  readonly feed: FeedKind;
  /** Only to open an account. */
  readonly owner?: AccountOwner;
}

export type DoorAnswer =
  | {
      readonly kind: "done";
      /** The account after this command's events. */
      readonly state: AccountState;
      readonly events: readonly AccountEvent[];
      readonly eventMs: number;
    }
  | { readonly kind: "refused"; readonly rejection: Rejection }
  /** The client order id belongs to this earlier order of the epoch. */
  | { readonly kind: "duplicate"; readonly orderId: string };

/** A request waiting for its batch. */
export interface Waiting {
  readonly request: DoorRequest;
  readonly resolve: (answer: DoorAnswer) => void;
  readonly reject: (error: Error) => void;
  /** Tries that ended in an error, and tries that another writer was faster than. */
  failures: number;
  conflicts: number;
}

/** What is said of an account that was just frozen for a fault. */
export const ON_HOLD = "This account is on hold while we look at a fault.";
