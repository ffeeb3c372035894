/** Who was given data of which feed on which day: one row, however often (decisions 35). */
import { newYorkOf } from "@/lib/engine/calendar/new-york";
import { withUser } from "../database/with-user";
import type { Deps } from "../deps";
import type { FeedName } from "../market/feed-switches";

type UsageDeps = Pick<Deps, "prisma" | "clock" | "log">;

const REMEMBERED_MAX = 100_000;
const remembered = new WeakMap<object, Set<string>>();

/** Writes the day down once per process, behind the answer: a failure is logged and tried next time. */
export function recordUsage(deps: UsageDeps, userId: string, feed: FeedName): void {
  const seen = remembered.get(deps.prisma) ?? new Set<string>();
  remembered.set(deps.prisma, seen);
  const { date } = newYorkOf(deps.clock.nowMs());
  const name = `${userId} ${date} ${feed}`;
  if (seen.has(name)) return;
  if (seen.size >= REMEMBERED_MAX) seen.clear();
  seen.add(name);
  write(deps, userId, { day: new Date(date), feed }).catch((error: unknown) => {
    seen.delete(name);
    deps.log.warn({ err: String(error) }, "data usage was not written");
  });
}

async function write(
  { prisma }: UsageDeps,
  userId: string,
  use: { readonly day: Date; readonly feed: FeedName },
): Promise<void> {
  await withUser(prisma, userId, (tx) =>
    tx.dataUsageDay.createMany({ data: [{ userId, ...use }], skipDuplicates: true }),
  );
}
