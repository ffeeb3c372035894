import type { Scope } from "./scope";

/** An API key as its owner sees it; the secret is shown once, when it is made, and stored as a hash. */
export interface ApiKeyView {
  readonly id: string;
  readonly name: string;
  /** The public half, "rxp_…": what goes into APCA-API-KEY-ID. */
  readonly keyId: string;
  /** What a program with it may do. */
  readonly scopes: readonly Scope[];
  /** Addresses and networks it may be used from; empty for any. */
  readonly allowedIps: readonly string[];
  readonly createdAtMs: number;
  readonly lastUsedAtMs: number | null;
  readonly expiresAtMs: number | null;
  readonly revokedAtMs: number | null;
}

/** The answer to making a key: the only time its secret is readable. */
export interface MadeKeyView {
  readonly key: ApiKeyView;
  readonly secret: string;
}
