/** A fill of the caller's account by any id it is known by: of the whole, or of one of its legs. */
import { parseCanonical } from "@/lib/engine/canonical";
import type { OrderFilled } from "@/lib/engine/event/event";
import { fillId } from "../commit/project";
import { queryAsUser } from "../database/with-user";
import type { Caller, Deps } from "../deps";
import { isUuid } from "../ids";

const PAGE = 2_000;

/** The event that made the fill; null for one that is not the caller's or does not exist. */
export async function findFill(
  deps: Pick<Deps, "webPool">,
  caller: Caller,
  id: string,
): Promise<OrderFilled | null> {
  if (!isUuid(id)) return null;
  const version =
    (await versionOfLeg(deps, caller, id)) ?? (await versionOfWhole(deps, caller, id));
  if (version === null) return null;
  const [row] = await queryAsUser<{ payload: string }>(deps.webPool, caller.userId, {
    text: "SELECT payload FROM mbt_events WHERE account_id = $1 AND version = $2",
    values: [caller.accountId, version],
  });
  return row === undefined ? null : parseCanonical<OrderFilled>(row.payload);
}

async function versionOfLeg(deps: Pick<Deps, "webPool">, caller: Caller, id: string) {
  const [row] = await queryAsUser<{ version: string }>(deps.webPool, caller.userId, {
    text: "SELECT version FROM mbt_fills WHERE id = $2 AND account_id = $1",
    values: [caller.accountId, id],
  });
  return row?.version ?? null;
}

/** The id of a whole fill follows from its order and number and is stored nowhere: newest first. */
async function versionOfWhole(deps: Pick<Deps, "webPool">, caller: Caller, id: string) {
  const wanted = id.toLowerCase();
  let before = String(Number.MAX_SAFE_INTEGER);
  for (;;) {
    const rows = await queryAsUser<{ version: string; order_id: string; fill_number: number }>(
      deps.webPool,
      caller.userId,
      {
        text: `SELECT version, order_id, fill_number FROM mbt_fills
          WHERE account_id = $1 AND version < $2 AND leg = 0 ORDER BY version DESC LIMIT ${PAGE}`,
        values: [caller.accountId, before],
      },
    );
    const found = rows.find(
      (row) => fillId({ orderId: row.order_id, fillNumber: row.fill_number }) === wanted,
    );
    if (found !== undefined) return found.version;
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return null;
    before = last.version;
  }
}
