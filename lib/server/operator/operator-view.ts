/** What an operator sees. Each look is a line of their own security log, written before anything is read. */
import {
  HEALTH_SNAPSHOTS_KEY,
  HealthSnapshot,
  OperatorRows,
  type OperatorView,
} from "@/lib/wire/raxx/operator";
import { queryAsUser } from "../database/with-user";
import type { Deps } from "../deps";
import { AppError } from "../errors";
import { checkHealth } from "../health";
import { recordSecurityEvent } from "../identity/security-events";

const SNAPSHOTS_SHOWN = 30;

/** Whether an operator made this user one of them. */
export async function isOperator(
  { webPool }: Pick<Deps, "webPool">,
  userId: string,
): Promise<boolean> {
  const [user] = await queryAsUser<{ operator: boolean }>(webPool, userId, {
    text: "SELECT operator FROM users WHERE id = app_user_id()",
    values: [],
  });
  return user?.operator === true;
}

/** The view, for a user who is an operator; for others there is nothing here. */
export async function viewAsOperator(deps: Deps, userId: string): Promise<OperatorView> {
  if (!(await isOperator(deps, userId))) throw new AppError("not_found", "There is nothing here.");
  await recordSecurityEvent(deps, userId, "operator_viewed", {});
  const [rows, health, snapshots] = await Promise.all([
    queryAsUser<{ view: unknown }>(deps.webPool, userId, {
      text: "SELECT operator_view() AS view",
      values: [],
    }),
    checkHealth(deps),
    deps.redis.lrange(HEALTH_SNAPSHOTS_KEY, 0, SNAPSHOTS_SHOWN - 1),
  ]);
  return {
    ...OperatorRows.parse(rows[0]?.view),
    health,
    snapshots: snapshots.map((text) => HealthSnapshot.parse(JSON.parse(text))),
  };
}
