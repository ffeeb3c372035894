/** Which of a user's accounts a browser's request is on. */
import { expect, test } from "vitest";
import { archiveOwnAccount, openOwnAccount } from "@/lib/server/accounts/own-accounts";
import { createIdentityWorld, type Person } from "../testing/identity-world";
import { sessionOf } from "./credential";
import { currentSession } from "./session-routes";

const world = await createIdentityWorld();
const { deps } = world;

const headersOf = ({ cookie }: Person, chosen: string) =>
  new Headers({ cookie: `${cookie}; raxx-account=${chosen}` });

async function accountOf(person: Person, chosen: string, named: string | null = null) {
  return (await sessionOf(deps, headersOf(person, chosen), named))?.caller.accountId ?? null;
}

const FREE = { tier: "free", feed: "delayed" } as const;

const open = ({ userId }: Person) =>
  openOwnAccount(deps, { userId, ...FREE }, { name: "Second", terms: {} });

test("the account the browser chose, while it is the user's and used; else the first", async () => {
  const [pat, bob] = [await world.signUp(), await world.signUp()];
  const second = await open(pat);
  expect(await accountOf(pat, second)).toBe(second);
  expect(await accountOf(pat, "not-an-id")).toBe(pat.accountId);
  expect(await accountOf(pat, bob.accountId)).toBe(pat.accountId);
  await archiveOwnAccount(deps, { userId: pat.userId, ...FREE }, second);
  expect(await accountOf(pat, second)).toBe(pat.accountId);
});

test("a page that names an account is answered on that one or not at all", async () => {
  const [pat, bob] = [await world.signUp(), await world.signUp()];
  const second = await open(pat);
  expect(await accountOf(pat, second, pat.accountId)).toBe(pat.accountId);
  expect(await accountOf(pat, pat.accountId, bob.accountId)).toBeNull();
});

test("the choice is no proof of anything", async () => {
  const pat = await world.signUp();
  const headers = { cookie: `raxx-account=${pat.accountId}` };
  expect((await world.ask(currentSession, { method: "GET", headers })).status).toBe(401);
});
