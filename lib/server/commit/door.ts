/**
 * The one door: every change of every account goes through here.
 *
 * Requests that arrive together are decided and committed as one batch (group commit), each with
 * its own answer. Accounts are cached by version; a commit that finds another version reloads and
 * decides again, so a second writer, a retry or a crash can neither lose nor double anything.
 * Memory is swapped only after COMMIT; an unknown outcome throws the cached account away.
 */
import type pg from "pg";
import { emptyAccount } from "@/lib/engine/account/account-state";
import type { MarketView } from "@/lib/engine/market/quote";
import type { FeedKind } from "@/lib/wire/raxx/desk";
import { AppError } from "../errors";
import type { Log } from "../log";
import type { MarketSource } from "../market/market-source";
import { AccountCache } from "./account-cache";
import { GENESIS_HASH } from "./chain";
import { type CommitOutcome, commitBatch, type RowFault } from "./commit-batch";
import type { LoadedAccount } from "./commit-item";
import { type DecidedAccount, decideAccount, undecided } from "./decide-batch";
import { type DoorAnswer, type DoorRequest, ON_HOLD, type Waiting } from "./door-request";
import { withKnownOrders } from "./known-orders";
import { loadAccounts, readable } from "./load-accounts";
import { answerAll, answerDuplicate, groupByAccount, rejectAll } from "./requests";
import { symbolsByFeed } from "./symbols-of";
import { noteBatch, watched } from "./watch-door";

/** Small enough that one batch is built while others commit: 256 at once left each side waiting (measured). */
const BATCH_MAX = 96;
const WAITING_MAX = 20_000;
/**
 * One is built while the other commits. A commit costs the server some 0.8 ms whatever is in it (measured), so the
 * more there are the dearer is each order.
 */
const FLUSHES_MAX = 2;
/** A smaller share than this is not worth a commit of its own. */
const SHARE_MIN = 8;
/**
 * A failure may mean an outage, so few are borne. A conflict means that another writer got there
 * first and costs two round trips: enough of them, so that a busy writer starves nobody.
 */
const RETRIES_MAX = { failures: 8, conflicts: 100 } as const;
const RETRY_MS = 50;

/** Accounts by id; one that cannot be read has its error, so that it stops nobody else. */
export type LoadedAccounts = ReadonlyMap<string, LoadedAccount | Error>;

export interface DoorDeps {
  readonly pool: pg.Pool;
  readonly market: MarketSource;
  readonly log: Log;
  /** Told once per batch that something was committed: a hint, never needed for correctness. */
  readonly onCommitted?: (accountIds: readonly string[]) => void;
}

export class Door {
  private readonly waiting: Waiting[] = [];
  private readonly inFlight = new Set<string>();
  private flushes = 0;
  private scheduled = false;
  readonly cache = new AccountCache();

  constructor(private readonly deps: DoorDeps) {}

  /** Asks for a change; answers after it is durable, refused, or known to be a duplicate. */
  ask(request: DoorRequest): Promise<DoorAnswer> {
    if (this.waiting.length >= WAITING_MAX) {
      return Promise.reject(new AppError("unavailable", "Too many requests are waiting."));
    }
    return new Promise((answered, reject) => {
      const resolve = watched(request, answered);
      this.waiting.push({ request, resolve, reject, failures: 0, conflicts: 0 });
      this.schedule();
    });
  }

  /** Requests that no batch has taken yet. */
  get waitingCount(): number {
    return this.waiting.length;
  }

  /** Reads an account as of its last commit. Null when there is none. */
  async read(accountId: string): Promise<LoadedAccount | null> {
    return readable((await this.load([accountId], true)).get(accountId));
  }

  /** Reads many accounts as of their last commits, in one question. Absent where there is none. */
  readMany(accountIds: readonly string[]): Promise<LoadedAccounts> {
    return this.load(accountIds, true);
  }

  /** Reads an account as the cache has it: for readers that are told when it changes. */
  async peek(accountId: string): Promise<LoadedAccount | null> {
    return readable((await this.load([accountId], false)).get(accountId));
  }

  /** Callers of the same moment share a flush: natural arrival, no timer (performance.md). */
  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      this.pump();
    });
  }

  private pump(): void {
    while (this.flushes < FLUSHES_MAX) {
      const batch = this.take();
      if (batch.length === 0) return;
      this.flushes += 1;
      noteBatch(batch.length);
      void this.flush(batch).finally(() => {
        this.flushes -= 1;
        for (const { request } of batch) this.inFlight.delete(request.accountId);
        this.pump();
      });
    }
  }

  /**
   * Takes a share of what may run now, so that every free flush has work and one is built while
   * another commits. An account in flight waits, or its next batch would meet itself.
   */
  private take(): Waiting[] {
    const share = Math.ceil(this.waiting.length / (FLUSHES_MAX - this.flushes));
    const size = Math.min(BATCH_MAX, Math.max(SHARE_MIN, share));
    const batch: Waiting[] = [];
    const kept: Waiting[] = [];
    for (const item of this.waiting) {
      const busy = this.inFlight.has(item.request.accountId);
      if (busy || batch.length >= size) kept.push(item);
      else batch.push(item);
    }
    this.waiting.splice(0, this.waiting.length, ...kept);
    for (const { request } of batch) this.inFlight.add(request.accountId);
    return batch;
  }

  private async flush(batch: readonly Waiting[]): Promise<void> {
    let remaining = batch;
    while (remaining.length > 0) {
      let cause: keyof typeof RETRIES_MAX = "conflicts";
      try {
        remaining = await this.attempt(remaining);
      } catch (error) {
        cause = "failures";
        remaining = await this.afterFailure(remaining, error);
      }
      remaining = remaining.filter((item) => this.mayRetry(item, cause));
    }
  }

  /** Load, decide, commit, answer; gives back what must be decided again. */
  private async attempt(batch: readonly Waiting[]): Promise<readonly Waiting[]> {
    const byAccount = groupByAccount(batch);
    const retried = batch.some((item) => item.failures + item.conflicts > 0);
    let accounts = await this.accountsFor(byAccount, retried);
    let decided = await this.decideAll(byAccount, accounts);
    if (!retried && decided.some((account) => account.refused)) {
      // A refusal must not come from a stale cache: look again before saying no.
      accounts = await this.accountsFor(byAccount, true);
      decided = await this.decideAll(byAccount, accounts);
    }
    if (decided.some((account) => account.refused)) {
      decided = await withKnownOrders(this.deps.pool, decided);
    }
    const items = decided.flatMap(({ item }) => (item === null ? [] : [item]));
    const outcomes =
      items.length === 0
        ? new Map<string, CommitOutcome>()
        : await commitBatch(this.deps.pool, items);
    const again = decided.flatMap((account) => this.settle(account, outcomes));
    const committed = items.filter((item) => outcomes.get(item.accountId)?.kind === "committed");
    if (committed.length > 0) this.deps.onCommitted?.(committed.map((item) => item.accountId));
    return again;
  }

  private async accountsFor(
    byAccount: ReadonlyMap<string, readonly Waiting[]>,
    fresh: boolean,
  ): Promise<LoadedAccounts> {
    const loaded = new Map(await this.load([...byAccount.keys()], fresh));
    for (const [id, waiting] of byAccount) {
      if (loaded.has(id)) continue;
      const owner = waiting.find(({ request }) => request.owner)?.request.owner ?? null;
      loaded.set(id, { state: emptyAccount(id), headHash: GENESIS_HASH, owner });
    }
    return loaded;
  }

  private async load(ids: readonly string[], fresh: boolean): Promise<LoadedAccounts> {
    const cached = this.cache.getMany(ids);
    const missing = fresh ? ids : ids.filter((id) => !cached.has(id) || this.cache.isStale(id));
    if (missing.length === 0) return cached;
    const loaded = await loadAccounts(this.deps.pool, missing, cached);
    for (const id of missing) {
      const account = loaded.get(id);
      // Gone or unreadable: what the cache still has of it is no longer true.
      if (account === undefined || account instanceof Error) this.cache.delete(id);
      else this.cache.set(id, account);
      cached.delete(id);
    }
    return new Map([...cached, ...loaded]);
  }

  private async decideAll(
    byAccount: ReadonlyMap<string, readonly Waiting[]>,
    accounts: LoadedAccounts,
  ): Promise<readonly DecidedAccount[]> {
    const markets = await this.marketsFor(byAccount, accounts);
    return [...byAccount].flatMap(([id, waiting]) => {
      const account = accounts.get(id);
      if (account === undefined) return [];
      if (account instanceof Error) return [undecided(waiting, account)];
      return [decideAccount(account, waiting, markets)];
    });
  }

  private async marketsFor(
    byAccount: ReadonlyMap<string, readonly Waiting[]>,
    accounts: LoadedAccounts,
  ): Promise<ReadonlyMap<FeedKind, MarketView>> {
    const symbols = symbolsByFeed(byAccount, accounts);
    const views = [...symbols].map(async ([feed, wanted]) => {
      return [feed, await this.deps.market.view(feed, wanted)] as const;
    });
    return new Map(await Promise.all(views));
  }

  /** Answers an account's requests from its outcome; gives back those to decide again. */
  private settle(
    decided: DecidedAccount,
    outcomes: ReadonlyMap<string, CommitOutcome>,
  ): readonly Waiting[] {
    const { item, waiting, answers, failure } = decided;
    if (failure !== null) return rejectAll(waiting, failure);
    if (item === null) return answerAll(waiting, answers, 0);
    const outcome = outcomes.get(item.accountId) ?? { kind: "conflict" };
    switch (outcome.kind) {
      case "committed":
        this.cache.set(item.accountId, item.after);
        return answerAll(waiting, answers, outcome.eventMs);
      case "duplicate": {
        const orderIds = new Map(
          outcome.orders.map((order) => [order.clientOrderId, order.orderId]),
        );
        return waiting.filter((one) => !answerDuplicate(one, orderIds));
      }
      case "poison":
        return this.quarantine(waiting, item.accountId, outcome.fault);
      default:
        return waiting;
    }
  }

  /** One account's rows break the database: freeze it with an event, so that it stops nobody else. */
  private quarantine(
    waiting: readonly Waiting[],
    accountId: string,
    { broke, message }: RowFault,
  ): readonly Waiting[] {
    this.cache.delete(accountId);
    const commands = waiting.map(({ request }) => request.command.type);
    this.deps.log.error({ accountId, broke, commands, err: message }, "account quarantined");
    rejectAll(waiting, new AppError("unavailable", ON_HOLD));
    const [first] = waiting;
    if (first !== undefined && first.request.command.type !== "freeze_account") {
      const command = { type: "freeze_account", reason: `a write broke ${broke}` } as const;
      this.ask({ accountId, command, feed: first.request.feed }).catch((cause: unknown) =>
        this.deps.log.error({ accountId, err: String(cause) }, "could not freeze the account"),
      );
    }
    return [];
  }

  private async afterFailure(
    batch: readonly Waiting[],
    error: unknown,
  ): Promise<readonly Waiting[]> {
    // Whether the commit happened is unknown: only the database knows, so nothing cached may stay.
    for (const { request } of batch) this.cache.delete(request.accountId);
    this.deps.log.warn({ err: String(error), waiting: batch.length }, "batch failed; will reload");
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS * 2 ** (batch[0]?.failures ?? 0)));
    return batch;
  }

  private mayRetry(item: Waiting, cause: keyof typeof RETRIES_MAX): boolean {
    item[cause] += 1;
    if (item[cause] < RETRIES_MAX[cause]) return true;
    item.reject(new AppError("unavailable", "The account could not be changed now; try again."));
    return false;
  }
}
