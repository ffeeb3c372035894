/** Requests waiting at the door: grouped by account, and given their answers. */
import type { DoorAnswer, Waiting } from "./door-request";
import { namedOrders } from "./named-orders";

/** The requests of each account, in the order they came. */
export function groupByAccount(batch: readonly Waiting[]): ReadonlyMap<string, Waiting[]> {
  const groups = new Map<string, Waiting[]>();
  for (const item of batch) {
    const { accountId } = item.request;
    const group = groups.get(accountId) ?? [];
    groups.set(accountId, group);
    group.push(item);
  }
  return groups;
}

/** Gives each request its answer. */
export function answerAll(
  waiting: readonly Waiting[],
  answers: readonly DoorAnswer[],
  eventMs: number,
): readonly Waiting[] {
  waiting.forEach((item, index) => {
    const answer = answers[index];
    if (answer === undefined) item.reject(new Error("a command without an answer"));
    else item.resolve(answer.kind === "done" ? { ...answer, eventMs } : answer);
  });
  return [];
}

/** True when a client order id of the request was already used and it has been told so. */
export function answerDuplicate(item: Waiting, orderIds: ReadonlyMap<string, string>): boolean {
  const orderId = namedOrders(item.request.command)
    .map(({ clientOrderId }) => orderIds.get(clientOrderId))
    .find((id) => id !== undefined);
  if (orderId === undefined) return false;
  item.resolve({ kind: "duplicate", orderId });
  return true;
}

/** Tells every request that it failed. */
export function rejectAll(waiting: readonly Waiting[], error: Error): readonly Waiting[] {
  for (const item of waiting) item.reject(error);
  return [];
}
