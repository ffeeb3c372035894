/** Whether a connection may go on, and how much it may subscribe (alpaca-wire.md §4.2). */
import type { Credential } from "@/lib/server/identity/find-grant";
import type { ErrorCode } from "./message";

export interface Admitted {
  /** The account whose connections are counted together. */
  readonly owner: string;
  /** Trades and quotes subscribed on a stock stream. */
  readonly stockSymbolsMax: number;
  /** Quotes subscribed on an option stream. */
  readonly optionQuotesMax: number;
}

/** Alpaca's two plans. */
export const BASIC_PLAN = { stockSymbolsMax: 30, optionQuotesMax: 200 } as const;
export const PAID_PLAN = {
  stockSymbolsMax: Number.POSITIVE_INFINITY,
  optionQuotesMax: 1_000,
} as const;

export type Admit = (
  credential: Credential,
) => Admitted | ErrorCode | Promise<Admitted | ErrorCode>;

/** The credential of an auth frame: a key pair, OAuth's token as the secret of a key so named, or a token. */
export function credentialOfFrame(frame: Record<string, unknown>): Credential | null {
  const { key, secret } = frame;
  const token = frame.token ?? frame.access_token;
  if (isFilledText(key) && isFilledText(secret)) {
    return key === "oauth"
      ? { kind: "bearer", token: secret }
      : { kind: "pair", keyId: key, secret };
  }
  return isFilledText(token) ? { kind: "bearer", token } : null;
}

function isFilledText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
