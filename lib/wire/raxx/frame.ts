/** What stands around every signed-in page: who, on which of their accounts, and what waits to be read. */
import { z } from "zod";
import type { FeedLabel } from "./desk";
import { shownName } from "./shown-name";

export interface AccountChoice {
  readonly id: string;
  readonly name: string;
  readonly epoch: number;
  readonly kind: string;
  readonly profile: string;
  /** What its epoch began with. */
  readonly startingCash: string;
  readonly openedAtMs: number;
  /** Null while it is used. */
  readonly archivedAtMs: number | null;
}

export interface FrameView {
  /** Null for a guest. */
  readonly email: string | null;
  /** When a guest's account ends; null for everybody else. */
  readonly guestUntilMs: number | null;
  /** When everything is erased, for somebody who asked for it. */
  readonly erasesAtMs: number | null;
  /** When somebody who began a recovery may make a passkey; null when nobody did. */
  readonly recoveryOpensAtMs: number | null;
  readonly label: FeedLabel;
  /** The account this page shows. */
  readonly account: AccountChoice;
  /** All of them, oldest first, archived ones too. */
  readonly accounts: readonly AccountChoice[];
}

/** An account's terms as a form sends them. */
const Terms = {
  startingCash: z.string().max(24),
  kind: z.enum(["margin", "cash"]),
  profile: z.enum(["standard", "strict", "queue", "alpaca"]),
};
export const NewAccountForm = z.strictObject({ name: shownName(), ...Terms });
export type NewAccountForm = z.infer<typeof NewAccountForm>;

/** The epoch that is meant to end is named, so that a double click ends one. */
export const ResetForm = z.strictObject({
  id: z.uuid(),
  epoch: z.int().min(1),
  ...Terms,
});
export type ResetForm = z.infer<typeof ResetForm>;

export const RenameForm = z.strictObject({ id: z.uuid(), name: shownName() });
export type RenameForm = z.infer<typeof RenameForm>;
