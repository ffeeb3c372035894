/** One account of a run, with what the laws remember of it beside its state. */
import { type AccountState, emptyAccount } from "../../account/account-state";
import { baselineOf } from "../../account/baseline";
import type { AccountEvent } from "../../event/event";
import type { LedgerAccount } from "../../ledger/posting";
import type { OrderDraft } from "../../order/draft";

/** What fills took of one showing of a side. */
export interface Taken {
  readonly setAtMs: number;
  readonly nanos: bigint;
}

/** What the ledger says an epoch made so far, interest apart. */
export function profitOf({ realizedMicros, dividendsMicros, lifecycle }: AccountState): bigint {
  return realizedMicros + dividendsMicros - lifecycle.totals.feesMicros;
}

export class SimAccount {
  state: AccountState;
  /** All events since it was opened. */
  readonly log: AccountEvent[] = [];
  /** Sums of all postings, by ledger account. */
  readonly ledger = new Map<LedgerAccount, bigint>();
  /** Orders that have ended: none may come back. */
  readonly ended = new Set<string>();
  /** By symbol and side. */
  readonly taken = new Map<string, Taken>();
  /** Where the last full check stood: the state as it was read back, and how long the log was. */
  checkpoint: { readonly state: AccountState; readonly length: number };
  /** How long the log was when it was replayed whole for the last time. */
  replayedLength = 0;
  /** What was made before the last purge: its campaigns went with the events. */
  cut: { readonly epoch: number; readonly profitMicros: bigint } | null = null;
  /** The last draft it sent, for sending it twice. */
  lastDraft: OrderDraft | null = null;

  /** The log is folded into one event, as a purge does (decisions 32). */
  purge(atMs: number): AccountEvent {
    const { version, epoch } = this.state;
    this.cut = { epoch, profitMicros: profitOf(this.state) };
    const purged = { fromVersion: 1, toVersion: version, counts: {}, lastHash: "" };
    const baseline = baselineOf(this.state, purged, atMs);
    this.log.splice(0, this.log.length, baseline);
    this.checkpoint = { state: emptyAccount(this.id), length: 0 };
    this.replayedLength = 0;
    return baseline;
  }

  constructor(readonly id: string) {
    this.state = emptyAccount(id);
    this.checkpoint = { state: this.state, length: 0 };
  }
}
