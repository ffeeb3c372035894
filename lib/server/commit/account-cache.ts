/** Recently used accounts in memory. A cache: dropping an entry costs one query and nothing else. */
import type { LoadedAccount } from "./commit-item";

const ACCOUNTS_MAX = 20_000;

export class AccountCache {
  private readonly accounts = new Map<string, LoadedAccount>();
  /** The newest version another writer is known to have reached, where the entry is behind it. */
  private readonly stale = new Map<string, number>();

  /** What is known of these accounts; absent ones are absent. */
  getMany(ids: readonly string[]): Map<string, LoadedAccount> {
    const found = new Map<string, LoadedAccount>();
    for (const id of ids) {
      const account = this.accounts.get(id);
      if (account !== undefined) found.set(id, account);
    }
    return found;
  }

  /** Keeps the newest version; the least recently written entry makes room. */
  set(id: string, account: LoadedAccount): void {
    const known = this.accounts.get(id);
    if (known !== undefined && known.state.version > account.state.version) return;
    // An answer that was under way when news came may be older than the news.
    if (account.state.version >= (this.stale.get(id) ?? 0)) this.stale.delete(id);
    this.accounts.delete(id);
    this.accounts.set(id, account);
    if (this.accounts.size <= ACCOUNTS_MAX) return;
    const oldest = this.accounts.keys().next();
    if (!oldest.done) this.delete(oldest.value);
  }

  delete(id: string): void {
    this.stale.delete(id);
    this.accounts.delete(id);
  }

  /** Marks an account that another writer has moved past `version`; it is then read before use. */
  expire(id: string, version: number): void {
    const known = this.accounts.get(id);
    if (known === undefined || known.state.version >= version) return;
    this.stale.set(id, Math.max(version, this.stale.get(id) ?? 0));
  }

  isStale(id: string): boolean {
    return this.stale.has(id);
  }
}
