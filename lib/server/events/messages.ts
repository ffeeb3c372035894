/** Events of an account as the messages that streams and webhooks tell, each with the id it resumes by. */
import { orderAfter } from "@/lib/engine/account/evolve";
import { alpacaActivity } from "@/lib/wire/alpaca/activity";
import { messageIds } from "@/lib/wire/alpaca/event-id";
import { type CommittedEvent, tradeUpdatesOf } from "@/lib/wire/alpaca/trade-update";
import { executionIdOf } from "../commit/project";
import type { Deps } from "../deps";
import { assetIdsOf } from "../market/asset-ids";
import type { EventActivities } from "./read-activities";

/** The messages of one event, in order. */
export interface EventMessages {
  readonly version: number;
  /** Market time. */
  readonly atMs: number;
  readonly messages: readonly { readonly id: string; readonly data: object }[];
}

/** The trade updates of an event (alpaca-wire.md §4.1). */
export async function tradeMessages(
  deps: Pick<Deps, "catalog">,
  committed: CommittedEvent,
): Promise<EventMessages> {
  const { before, event, after, eventMs } = committed;
  const legs = orderAfter(before, event)?.legs ?? [];
  const assetIdOf = await assetIdsOf(
    deps,
    legs.map(({ instrument }) => instrument.symbol),
  );
  const updates = tradeUpdatesOf(committed, { assetIdOf, executionIdOf });
  const ids = messageIds({ eventMs, version: after.version }, updates.length);
  return {
    version: after.version,
    atMs: event.atMs,
    messages: ids.map((id, index) => ({ id, data: { ...updates[index], event_id: id } })),
  };
}

/** The activities of an event (§1.4). */
export function activityMessages({ version, eventMs, activities }: EventActivities): EventMessages {
  const ids = messageIds({ eventMs, version }, activities.length);
  return {
    version,
    atMs: activities[0]?.atMs ?? 0,
    messages: activities.map((activity, index) => {
      const id = ids[index] ?? "";
      return { id, data: { ...alpacaActivity(activity), event_id: id } };
    }),
  };
}
