/** Who wants which messages of one market: connections by channel and symbol. */
import type { Channel } from "@/lib/wire/alpaca/data-stream";
import type { Client } from "./client";
import { STAR, type SubscriptionChange } from "./subscriptions";

type BySymbol = Map<string, Set<Client>>;

export class Audience {
  readonly #channels = new Map<Channel, BySymbol>();

  /** Takes up what a connection subscribed and let go. */
  change(client: Client, changes: readonly SubscriptionChange[]): void {
    for (const { channel, added, removed } of changes) {
      const bySymbol = this.#channels.get(channel) ?? new Map<string, Set<Client>>();
      this.#channels.set(channel, bySymbol);
      for (const symbol of added) join(bySymbol, symbol, client);
      for (const symbol of removed) leave(bySymbol, symbol, client);
    }
  }

  /** Forgets a connection that is gone. */
  leave(client: Client): void {
    for (const [channel, bySymbol] of this.#channels) {
      for (const symbol of client.symbols(channel)) leave(bySymbol, symbol, client);
    }
  }

  /** Whether anybody wants a message, before it is made. */
  wants(channel: Channel, symbol: string): boolean {
    const bySymbol = this.#channels.get(channel);
    return bySymbol !== undefined && (bySymbol.has(symbol) || bySymbol.has(STAR));
  }

  /** Visits everybody who wants a message of a symbol, each once. */
  each(channel: Channel, symbol: string, visit: (client: Client) => void): void {
    const bySymbol = this.#channels.get(channel);
    const all = bySymbol?.get(STAR);
    for (const client of all ?? []) visit(client);
    for (const client of bySymbol?.get(symbol) ?? []) if (!all?.has(client)) visit(client);
  }

  /** Whether a channel has anybody at all. */
  isEmpty(channel: Channel): boolean {
    return (this.#channels.get(channel)?.size ?? 0) === 0;
  }

  /** The symbols somebody subscribed on a channel; may hold "*". */
  symbols(channel: Channel): Iterable<string> {
    return this.#channels.get(channel)?.keys() ?? [];
  }
}

function join(bySymbol: BySymbol, symbol: string, client: Client): void {
  const known = bySymbol.get(symbol);
  if (known === undefined) bySymbol.set(symbol, new Set([client]));
  else known.add(client);
}

function leave(bySymbol: BySymbol, symbol: string, client: Client): void {
  const known = bySymbol.get(symbol);
  known?.delete(client);
  if (known?.size === 0) bySymbol.delete(symbol);
}
