/**
 * Ends a passkey ceremony: verifies the response and opens a session for the user it belongs to.
 *
 * A new e-mail becomes a user with a passkey and a funded paper account; a known credential becomes
 * its owner. Anything else is null, with the reason in the log and not in the answer.
 */
import { openAccount } from "../accounts/open-account";
import { feedOf } from "../data/feed-of";
import { withUser } from "../database/with-user";
import type { Deps, Tier } from "../deps";
import { type Ceremony, takeCeremony } from "./challenges";
import { checkAssertion, recordUse } from "./passkey-assertion";
import { checkAttestation } from "./passkey-attestation";
import { recordIn } from "./security-events";
import type { SessionToken } from "./session-token";
import { openSessionIn } from "./sessions";

export interface SignIn {
  readonly ceremonyId: string;
  /** The browser's JSON. */
  readonly response: unknown;
  readonly from: { readonly userAgent: string; readonly ip: string };
}

export interface SignedIn {
  readonly token: SessionToken;
  readonly email: string | null;
  readonly isNew: boolean;
}

interface Person {
  readonly token: SessionToken;
  readonly email: string | null;
  readonly isNew: boolean;
  /** False also when the first try died between user and account. */
  readonly hasAccount: boolean;
}

/** Signs up or in; a new session each time. */
export async function signIn(
  deps: Deps,
  { ceremonyId, response, from }: SignIn,
): Promise<SignedIn | null> {
  const ceremony = await takeCeremony(deps.redis, ceremonyId, ["sign_up", "sign_in"]);
  if (ceremony === null) return null;
  const person = await (ceremony.purpose === "sign_up" ? register : authenticate)(deps, ceremony, {
    response,
    from,
  });
  if (person === null) return null;
  const { token, email, isNew } = person;
  // A session without an account counts for nothing until it has one.
  if (!person.hasAccount) await giveAccount(deps, token.userId);
  return { token, email, isNew };
}

async function register(
  deps: Deps,
  { challenge, email, userId }: Ceremony,
  { response, from }: Omit<SignIn, "ceremonyId">,
): Promise<Person | null> {
  const passkey = await checkAttestation(deps, challenge, response);
  if (passkey === null) return null;
  try {
    const token = await withUser(deps.prisma, userId, async (tx) => {
      await tx.user.create({ data: { id: userId, email }, select: { id: true } });
      await tx.passkey.create({ data: { ...passkey, userId }, select: { id: true } });
      await recordIn(tx, userId, "account_created", { passkey: passkey.name });
      return openSessionIn(tx, userId, { from, nowMs: deps.clock.nowMs() });
    });
    return { token, email, isNew: true, hasAccount: false };
  } catch (error) {
    if (!isTaken(error)) throw error;
    // Somebody was faster with the same address: the person starts again and is asked to sign in.
    deps.log.info({ why: "address or credential taken" }, "new passkey refused");
    return null;
  }
}

async function authenticate(
  deps: Deps,
  { challenge, userId }: Ceremony,
  { response, from }: Omit<SignIn, "ceremonyId">,
): Promise<Person | null> {
  const whose = userId === "" ? null : userId;
  const checked = await checkAssertion(deps, { challenge, userId: whose, response });
  if (checked === null) return null;
  return withUser(deps.prisma, checked.userId, async (tx) => {
    const nowMs = deps.clock.nowMs();
    if (!(await recordUse(tx, checked, nowMs))) return null;
    const { email, _count } = await tx.user.findUniqueOrThrow({
      where: { id: checked.userId },
      select: { email: true, _count: { select: { accounts: true } } },
    });
    const token = await openSessionIn(tx, checked.userId, { from, nowMs });
    return { token, email, isNew: false, hasAccount: _count.accounts > 0 };
  });
}

/** Prisma's word for a unique key that exists. */
export function isTaken(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "P2002";
}

/** Opens the first account of a person, on the world their plan gives them. */
async function giveAccount(deps: Deps, userId: string): Promise<void> {
  const { tier } = await withUser(deps.prisma, userId, (tx) =>
    tx.user.findUniqueOrThrow({ where: { id: userId }, select: { tier: true } }),
  );
  const feed = await feedOf(deps.webPool, { userId, tier: tier as Tier });
  await openAccount(deps, { userId, feed, name: "Paper 1" });
}
