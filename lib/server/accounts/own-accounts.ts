/** The paper accounts of a user: listed, opened up to the tier's number, named and archived (decisions 6). */
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { queryAsUser } from "../database/with-user";
import type { Caller, Deps, Tier } from "../deps";
import { AppError } from "../errors";
import { isUuid } from "../ids";
import { cancelAllOrders } from "../trading/cancel-order";
import { type AccountTerms, openAccount } from "./open-account";

const ACCOUNTS_MAX: { readonly [T in Tier]: number } = { free: 5, pro: 10, pro_plus: 20 };

/** Longer than any change takes; a process that dies with the lock gives it back by itself. */
const LOCK_MS = 15_000;
const RETRY_MS = 25;
const TRIES_MAX = 400;
/** Only who holds a lock may release it: after LOCK_MS it may be another's. */
const RELEASE =
  "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end";

export interface OwnAccount {
  readonly id: string;
  readonly name: string;
  readonly epoch: number;
  readonly kind: string;
  readonly policy: string;
  readonly profile: string;
  readonly market: string;
  readonly starting_cash_micros: string;
  readonly cash_micros: string;
  readonly realized_micros: string;
  readonly opened_at: Date;
  readonly created_at: Date;
  readonly archived_at: Date | null;
}

const COLUMNS = `id, name, epoch, kind, policy, profile, market, starting_cash_micros, cash_micros,
  realized_micros, opened_at, created_at, archived_at`;

type User = Pick<Caller, "userId" | "tier" | "feed">;

/** All accounts, oldest first, archived ones too. */
export function listOwnAccounts(
  { webPool }: Pick<Deps, "webPool">,
  { userId }: Pick<User, "userId">,
): Promise<readonly OwnAccount[]> {
  return queryAsUser<OwnAccount>(webPool, userId, {
    text: `SELECT ${COLUMNS} FROM mbt_accounts WHERE user_id = $1 ORDER BY created_at, id`,
    values: [userId],
  });
}

/** One account; null for one that is not the user's or does not exist. */
export async function findOwnAccount(
  { webPool }: Pick<Deps, "webPool">,
  { userId }: Pick<User, "userId">,
  id: string,
): Promise<OwnAccount | null> {
  if (!isUuid(id)) return null;
  const [row] = await queryAsUser<OwnAccount>(webPool, userId, {
    text: `SELECT ${COLUMNS} FROM mbt_accounts WHERE user_id = $1 AND id = $2`,
    values: [userId, id],
  });
  return row ?? null;
}

/** Opens one more account, if the tier has room for it. */
export function openOwnAccount(
  deps: Deps,
  { userId, tier, feed }: User,
  { name, terms }: { readonly name: string; readonly terms: Partial<AccountTerms> },
): Promise<string> {
  return oneAtATime(deps, userId, async () => {
    await requireRoom(deps, { userId, tier });
    return openAccount(deps, { userId, feed, name }, terms);
  });
}

/** Gives it another name. */
export async function renameOwnAccount(
  { webPool }: Pick<Deps, "webPool">,
  { userId }: User,
  { id, name }: { readonly id: string; readonly name: string },
): Promise<void> {
  await queryAsUser(webPool, userId, {
    text: "UPDATE mbt_accounts SET name = $3 WHERE user_id = $1 AND id = $2",
    values: [userId, id, name],
  });
}

/**
 * Puts an account away, with everything it has: its orders are canceled, its keys rest and pages go
 * to the user's next one. The last account stays.
 */
export function archiveOwnAccount(deps: Deps, user: User, id: string): Promise<void> {
  return oneAtATime(deps, user.userId, async () => {
    const others = (await listOwnAccounts(deps, user)).filter(
      (account) => account.archived_at === null && account.id !== id,
    );
    if (others.length === 0) throw new AppError("conflict", "the only account cannot be archived");
    await cancelAllOrders(deps, { ...user, accountId: id, feed: user.feed });
    await setArchived(deps, user, { id, at: new Date(deps.clock.nowMs()) });
  });
}

/** Takes it back, if the tier has room for it. */
export function restoreOwnAccount(deps: Deps, user: User, id: string): Promise<void> {
  return oneAtATime(deps, user.userId, async () => {
    await requireRoom(deps, user);
    await setArchived(deps, user, { id, at: null });
  });
}

async function setArchived(
  { webPool }: Pick<Deps, "webPool">,
  { userId }: User,
  { id, at }: { readonly id: string; readonly at: Date | null },
): Promise<void> {
  await queryAsUser(webPool, userId, {
    text: "UPDATE mbt_accounts SET archived_at = $3 WHERE user_id = $1 AND id = $2",
    values: [userId, id, at],
  });
}

async function requireRoom(
  deps: Pick<Deps, "webPool">,
  user: Pick<User, "userId" | "tier">,
): Promise<void> {
  const working = (await listOwnAccounts(deps, user)).filter((one) => one.archived_at === null);
  const max = ACCOUNTS_MAX[user.tier];
  if (working.length < max) return;
  throw new AppError(
    "conflict",
    `you have ${working.length} of ${max} accounts; archive one first`,
  );
}

/** What counts accounts and then changes their number runs alone for its user, in any process. */
async function oneAtATime<T>(
  { redis }: Pick<Deps, "redis">,
  userId: string,
  work: () => Promise<T>,
): Promise<T> {
  const [key, holder] = [`raxx:accounts:${userId}`, randomUUID()];
  for (let tries = 0; (await redis.set(key, holder, "PX", LOCK_MS, "NX")) === null; tries += 1) {
    if (tries === TRIES_MAX) throw new AppError("unavailable", "another change is under way");
    await sleep(RETRY_MS);
  }
  try {
    return await work();
  } finally {
    await redis.eval(RELEASE, 1, key, holder);
  }
}
