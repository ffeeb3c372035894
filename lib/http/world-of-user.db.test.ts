/** Who lives in real time: the same answer at every door, and in the worker's own queries. */
import { expect, test } from "vitest";
import { attest } from "@/lib/server/data/attestation";
import { FEED_SQL } from "@/lib/server/data/feed-of";
import { createApiKey } from "@/lib/server/identity/api-keys";
import { findGrant } from "@/lib/server/identity/find-grant";
import { signSessionToken } from "@/lib/server/identity/session-token";
import { openSession } from "@/lib/server/identity/sessions";
import { letAppIn } from "@/lib/server/testing/let-app-in";
import { createIdentityWorld } from "./testing/identity-world";

const world = await createIdentityWorld();
const { deps, door } = world;
const owner = door.pool("raxx_owner");

interface Person {
  readonly userId: string;
  readonly accountId: string;
}

/** The feed at every door: a key, a session, an app's token, and what the worker asks. */
async function feedsOf(person: Person): Promise<readonly (string | undefined)[]> {
  const { key, secret } = await createApiKey(deps, person, "Bot");
  const session = await openSession(deps, person.userId, { userAgent: "Test", ip: "203.0.113.7" });
  const bearer = async (token: string) =>
    (await findGrant(deps, { kind: "bearer", token }))?.caller;
  const { rows } = await door
    .pool("raxx_worker")
    .query<{ feed: string }>(`SELECT ${FEED_SQL} AS feed FROM users u WHERE u.id = $1`, [
      person.userId,
    ]);
  const byKey = await findGrant(deps, { kind: "pair", keyId: key.keyId, secret });
  return [
    byKey?.caller.feed,
    (await bearer(await signSessionToken(deps.keyRing, session, deps.clock.nowMs())))?.feed,
    (await bearer((await letAppIn(deps, owner, person)).token))?.feed,
    rows[0]?.feed,
  ];
}

const all = (feed: string) => [feed, feed, feed, feed];

test.each([
  { tier: "free", before: "delayed", after: "delayed" },
  { tier: "pro", before: "delayed", after: "real_time" },
  { tier: "pro_plus", before: "delayed", after: "real_time" },
])("$tier: $before until the word is given, then $after", async ({ tier, before, after }) => {
  const person = await world.signUp();
  await door.admin.query("UPDATE users SET tier = $2 WHERE id = $1", [person.userId, tier]);
  expect(await feedsOf(person)).toEqual(all(before));
  await attest(deps, person, "user");
  expect(await feedsOf(person)).toEqual(all(after));
});
