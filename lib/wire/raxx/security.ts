/** What the security pages show. Times are epoch ms. */

export interface PasskeyView {
  readonly id: string;
  /** What the device knows it by, for telling the device when it is gone. */
  readonly credentialId: string;
  readonly name: string;
  /** Kept by a password manager or cloud, on several devices. */
  readonly synced: boolean;
  /** Its counter went backwards: it may have been copied and signs nobody in. */
  readonly locked: boolean;
  readonly createdAtMs: number;
  readonly lastUsedAtMs: number | null;
}

export interface SessionView {
  readonly id: string;
  readonly device: string;
  readonly ipPrefix: string;
  readonly createdAtMs: number;
  readonly lastSeenAtMs: number;
  readonly current: boolean;
}

export interface RecoveryView {
  /** Codes that were not used yet. */
  readonly codesLeft: number;
  readonly madeAtMs: number | null;
  /** Somebody used a code: when they may make a new passkey. Null when nobody did. */
  readonly opensAtMs: number | null;
}

export interface EmailView {
  /** Null for a guest. */
  readonly email: string | null;
  /** Somebody opened the link that was mailed to it. */
  readonly verified: boolean;
}

export interface SecurityEventView {
  readonly id: string;
  readonly kind: string;
  /** One sentence. */
  readonly text: string;
  readonly atMs: number;
}
