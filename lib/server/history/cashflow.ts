/** What came and went in cash beside trades, by type, for each step of a history. */
import { addDays, instantOf } from "@/lib/engine/calendar/new-york";
import { type Micros, micros, ZERO_MICROS } from "@/lib/engine/money";
import { queryAsUser } from "../database/with-user";
import type { Caller, Deps } from "../deps";
import type { Step } from "./history-steps";

interface Row {
  type: string;
  at: Date;
  net_micros: string;
}

const SQL = `
  SELECT v.type, v.at, v.net_micros FROM mbt_activities v
  JOIN mbt_accounts a ON a.id = v.account_id AND a.epoch = v.epoch
  WHERE v.account_id = $1 AND v.type <> 'FILL' AND v.net_micros <> 0
    AND ($2::text[] IS NULL OR v.type = ANY ($2)) AND v.at >= $3 AND v.at < $4`;

/** One amount a step for each type that had any; null asks for all types, an empty list for none. */
export async function cashflowOf(
  deps: Pick<Deps, "webPool">,
  { accountId, userId }: Caller,
  steps: readonly Step[],
  types: readonly string[] | null,
): Promise<ReadonlyMap<string, readonly Micros[]>> {
  const [first] = steps;
  const last = steps.at(-1);
  if (first === undefined || last === undefined || types?.length === 0) return new Map();
  const rows = await queryAsUser<Row>(deps.webPool, userId, {
    text: SQL,
    values: [
      accountId,
      types,
      new Date(first.startMs),
      new Date(instantOf(addDays(last.date, 1), 0)),
    ],
  });
  const flows = new Map<string, Micros[]>();
  for (const { type, at, net_micros } of rows) {
    const flow = flows.get(type) ?? steps.map(() => ZERO_MICROS);
    flows.set(type, flow);
    // What happens between two steps belongs to the one before it.
    const index = steps.findLastIndex(({ startMs }) => startMs <= at.getTime());
    flow[index] = micros((flow[index] ?? 0n) + BigInt(net_micros));
  }
  return flows;
}
