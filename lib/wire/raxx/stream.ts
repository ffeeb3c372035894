/**
 * The Raxx socket at /ws: quotes and account changes for browsers and programs, JSON text frames.
 *
 * Browsers are known by a one-use `ticket` from POST /api/sessions/socket-ticket, programs by an `auth`
 * message with an API key. The user's tier decides real time or delayed; there is no way to ask for
 * the other.
 */
import { z } from "zod";
import type { AccountView, ClockView, DeskView, PositionGroupView, QuoteView } from "./desk";

export const SOCKET_SYMBOLS_MAX = 400;

/** How often the clock is sent however quiet the market is: silence much longer is a lost stream. */
export const CLOCK_MS = 5_000;

export const ClientMessage = z.discriminatedUnion("action", [
  z.strictObject({
    action: z.literal("auth"),
    /** A key pair, or the key "oauth" with a bearer token. */
    key: z.string().max(64),
    secret: z.string().max(2_048),
  }),
  z.strictObject({ action: z.literal("ticket"), ticket: z.string().max(64) }),
  /** Replaces the set of quoted symbols. */
  z.strictObject({
    action: z.literal("quotes"),
    symbols: z.array(z.string().min(1).max(24)).max(SOCKET_SYMBOLS_MAX),
  }),
  /**
   * Follows an account from an event id (exclusive), or from now when it is absent. What happened
   * since is the news of the first desk; of a long absence its newest thousand items.
   */
  z.strictObject({
    action: z.literal("account"),
    accountId: z.uuid(),
    sinceId: z.string().length(26).optional(),
  }),
]);
export type ClientMessage = z.infer<typeof ClientMessage>;

export type ServerMessage =
  | { readonly type: "ready"; readonly clock: ClockView }
  /** The market's time, every 5 s: it moves the clock on screen and proves that the stream lives. */
  | { readonly type: "clock"; readonly clock: ClockView }
  /** Latest quotes that changed since the last message, at most 10 times a second. */
  | { readonly type: "quotes"; readonly clock: ClockView; readonly quotes: readonly QuoteView[] }
  /** The account changed (an order, a fill …): the whole desk as it is after `desk.eventId`. */
  | { readonly type: "desk"; readonly desk: DeskView; readonly news: readonly DeskNews[] }
  /** Marks moved: worth and positions, at most once a second. */
  | {
      readonly type: "worth";
      readonly account: AccountView;
      readonly positions: readonly PositionGroupView[];
    }
  | { readonly type: "error"; readonly code: number; readonly message: string };

/** What happened, for the polite live region and the toast. */
export interface DeskNews {
  readonly kind:
    | "filled"
    | "partially_filled"
    | "canceled"
    | "expired"
    | "rejected"
    | "accepted"
    | "option_exercised"
    | "option_assigned"
    | "option_expired"
    | "option_expiry_held";
  /** The public id of the event: an account followed from it is told what came after. */
  readonly eventId: string;
  /** Null for what no order made. */
  readonly orderId: string | null;
  readonly fillId: string | null;
  readonly text: string;
}
