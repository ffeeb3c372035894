/**
 * Programs that trade over HTTP: each sends its orders until it has an answer that means something, as a client must, with
 * the same client order id or Idempotency-Key. What they were told is compared with what is stored.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { uuidv7 } from "@/lib/server/ids";
import { type Account, SECRET } from "./accounts";

const RETRY_MS = 40;
const PATIENCE_MS = 30_000;
/** Two of them are more than an account has money for. */
const ORDER = { symbol: "AAPL", qty: "60", side: "buy", type: "limit", limit_price: "99.00" };
const MONEY_LIMIT = 10_000;

/** One order of a program, and what it was told of it. */
interface Posted {
  readonly account: Account;
  readonly clientOrderId: string | null;
  readonly key: string | null;
  /** Ids it was given: more than one would be two orders. */
  readonly ids: Set<string>;
  refused: boolean;
}

export class Clients {
  private readonly orders: readonly Posted[];
  private readonly strange: string[] = [];

  constructor(
    private readonly admin: pg.Pool,
    accounts: readonly Account[],
  ) {
    this.orders = accounts.flatMap((account) => [
      { account, clientOrderId: uuidv7(Date.now()), key: null, ids: new Set(), refused: false },
      { account, clientOrderId: null, key: uuidv7(Date.now()), ids: new Set(), refused: false },
    ]);
  }

  /** Sends every order until each has its answer; the port may change meanwhile. */
  async post(portNow: () => number): Promise<void> {
    await Promise.all(this.orders.map((order) => this.untilAnswered(order, portNow)));
  }

  private async untilAnswered(order: Posted, portNow: () => number): Promise<void> {
    const endMs = performance.now() + PATIENCE_MS;
    for (;;) {
      const answer = await send(order, portNow()).catch(() => null);
      if (answer !== null && (await this.takes(order, answer))) return;
      if (performance.now() > endMs) {
        this.strange.push(`no answer in ${PATIENCE_MS / 1_000} s: ${JSON.stringify(answer)}`);
        return;
      }
      await sleep(RETRY_MS);
    }
  }

  /** Whether the answer is one to keep; anything else is asked again. */
  private async takes(order: Posted, { status, body }: Answer): Promise<boolean> {
    const existing = body.existing_order_id;
    if (status === 200 && body.id !== undefined) order.ids.add(body.id);
    else if (status === 422 && existing !== undefined) order.ids.add(existing);
    else if (status === 403) order.refused = true;
    else {
      // A claim lives for a minute after its process died: the minute is passed by hand.
      if (status === 409) await this.passMinute(order.account);
      return false;
    }
    return true;
  }

  private async passMinute({ accountId }: Account): Promise<void> {
    const sql =
      "UPDATE idempotency_keys SET locked_until = now() WHERE account_id = $1 AND status IS NULL";
    await this.admin.query(sql, [accountId]).catch(() => undefined);
  }

  /** What they were told and what is not so. */
  async wrong(): Promise<readonly string[]> {
    const wrong = [...this.strange];
    const accounts = [...new Set(this.orders.map(({ account }) => account.accountId))];
    const { rows } = await this.admin.query<Stored>(STORED, [accounts]);
    for (const accountId of accounts) {
      const mine = this.orders.filter(({ account }) => account.accountId === accountId);
      const stored = rows.filter((row) => row.account_id === accountId);
      wrong.push(...mine.flatMap((order) => wrongOf(order, stored)));
      const told = new Set(mine.flatMap(({ ids }) => [...ids]));
      const unknown = stored.filter(({ id }) => !told.has(id));
      if (unknown.length > 0) wrong.push(`${unknown.length} orders that nobody was told of`);
      const value = stored.reduce((sum, row) => sum + Number(row.value), 0);
      if (value > MONEY_LIMIT) wrong.push(`orders of ${value} dollars with ${MONEY_LIMIT} of cash`);
      if (stored.length === 0) wrong.push("no order, where there was money for one");
    }
    return wrong;
  }
}

interface Stored {
  readonly account_id: string;
  readonly id: string;
  readonly client_order_id: string;
  readonly value: string;
}

const STORED = `
  SELECT account_id, id, client_order_id,
    (qty_nanos::numeric * limit_micros / 1000000000000000) AS value
  FROM mbt_orders WHERE account_id = ANY ($1) AND working`;

function wrongOf({ ids, refused, clientOrderId }: Posted, stored: readonly Stored[]): string[] {
  const wrong: string[] = [];
  if (ids.size > 1) wrong.push("two orders were acknowledged for one");
  if (refused && ids.size > 0) wrong.push("an order was refused and acknowledged");
  for (const id of ids) {
    const row = stored.find((one) => one.id === id);
    if (row === undefined) wrong.push("an acknowledged order is lost");
    else if (clientOrderId !== null && row.client_order_id !== clientOrderId) {
      wrong.push("an order has another client order id");
    }
  }
  return wrong;
}

interface Answer {
  readonly status: number;
  readonly body: { readonly id?: string; readonly existing_order_id?: string };
}

async function send({ account, clientOrderId, key }: Posted, port: number): Promise<Answer> {
  const response = await fetch(`http://127.0.0.1:${port}/v2/orders`, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "APCA-API-KEY-ID": account.keyId,
      "APCA-API-SECRET-KEY": SECRET,
      ...(key !== null && { "Idempotency-Key": key }),
    },
    body: JSON.stringify({
      ...ORDER,
      time_in_force: "gtc",
      ...(clientOrderId !== null && { client_order_id: clientOrderId }),
    }),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  return { status: response.status, body: (await response.json()) as Answer["body"] };
}
