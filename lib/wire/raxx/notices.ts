/** What a user is told of, and the prices they want to be told of. */
import { z } from "zod";

export const NOTICE_KINDS = ["price", "fill", "assignment", "expiry"] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

export interface NoticeView {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly text: string;
  readonly atMs: number;
  readonly accountId: string;
  /** The card it opens; null for what no order made. */
  readonly fillId: string | null;
  readonly unread: boolean;
}

export interface NoticesView {
  readonly unread: number;
  /** Newest first. */
  readonly notices: readonly NoticeView[];
}

export interface AlertView {
  readonly id: string;
  readonly symbol: string;
  readonly name: string;
  readonly direction: "rises_to" | "falls_to";
  readonly price: string;
  readonly createdAtMs: number;
  readonly firedAtMs: number | null;
  readonly firedPrice: string | null;
}

export interface AlertsView {
  readonly alerts: readonly AlertView[];
  /** How many may wait at once in the user's plan. */
  readonly max: number;
}

/** Where a kind of notice goes. */
export interface NoticeChoiceView {
  readonly kind: NoticeKind;
  readonly inApp: boolean;
  readonly webhook: boolean;
  readonly email: boolean;
}

export const AlertForm = z.strictObject({
  symbol: z.string().trim().toUpperCase().min(1).max(24),
  direction: z.enum(["rises_to", "falls_to"]),
  price: z.string().trim().max(24),
});
export type AlertForm = z.input<typeof AlertForm>;

export const NoticeChoiceForm = z.strictObject({
  kind: z.enum(NOTICE_KINDS),
  inApp: z.boolean(),
  webhook: z.boolean(),
  email: z.boolean(),
});
export type NoticeChoiceForm = z.infer<typeof NoticeChoiceForm>;
