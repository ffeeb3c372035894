/**
 * Tells a repeated order from a refused one. A client that lost an answer sends its order again, and
 * by then the first one may hold the money the second would need: the truth is "you have it", not
 * "you cannot afford it".
 */
import type pg from "pg";
import type { DecidedAccount } from "./decide-batch";
import type { DoorAnswer, Waiting } from "./door-request";
import { namedOrders } from "./named-orders";

const SQL = `
  SELECT r.key, o.id AS order_id
  FROM unnest($1::text[], $2::uuid[], $3::text[]) AS r(key, account_id, client_order_id)
  JOIN mbt_accounts a ON a.id = r.account_id
  JOIN LATERAL (
    SELECT k.id FROM mbt_orders k
    WHERE k.account_id = a.id AND k.epoch = a.epoch AND k.client_order_id = r.client_order_id
    UNION ALL
    SELECT p.order_id FROM mbt_purged_order_ids p WHERE p.account_id = a.id AND p.epoch = a.epoch
      AND p.hash = sha256(convert_to(r.client_order_id, 'UTF8'))) o ON true`;

/** The same decisions, with "refused" replaced by "duplicate" where the client order id is taken. */
export async function withKnownOrders(
  pool: pg.Pool,
  decided: readonly DecidedAccount[],
): Promise<readonly DecidedAccount[]> {
  const refused = decided.flatMap(({ waiting, answers }) =>
    waiting.flatMap((one, index) => {
      const clientOrderId = answers[index]?.kind === "refused" ? clientOrderIdOf(one) : null;
      return clientOrderId === null ? [] : [{ key: keyOf(one), one, clientOrderId }];
    }),
  );
  if (refused.length === 0) return decided;
  const { rows } = await pool.query<{ key: string; order_id: string }>({
    name: "known_orders",
    text: SQL,
    values: [
      refused.map(({ key }) => key),
      refused.map(({ one }) => one.request.accountId),
      refused.map(({ clientOrderId }) => clientOrderId),
    ],
  });
  const known = new Map(rows.map((row) => [row.key, row.order_id]));
  return decided.map((account) => ({
    ...account,
    answers: account.answers.map((answer, index) => retold(answer, account.waiting[index], known)),
  }));
}

function retold(
  answer: DoorAnswer,
  one: Waiting | undefined,
  known: ReadonlyMap<string, string>,
): DoorAnswer {
  if (answer.kind !== "refused" || one === undefined) return answer;
  const orderId = known.get(keyOf(one));
  return orderId === undefined ? answer : { kind: "duplicate", orderId };
}

function clientOrderIdOf({ request: { command } }: Waiting): string | null {
  return namedOrders(command)[0]?.clientOrderId ?? null;
}

function keyOf(one: Waiting): string {
  return `${one.request.accountId} ${clientOrderIdOf(one) ?? ""}`;
}
