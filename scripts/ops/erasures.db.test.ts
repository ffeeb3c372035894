/** What an operator does about erasures, and what the link of their mail undoes. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { beginAction } from "@/lib/http/api/passkey-routes";
import { beginErasure, undoMailedErasure } from "@/lib/http/api/privacy-routes";
import { currentSession } from "@/lib/http/api/session-routes";
import { createIdentityWorld, type Person } from "@/lib/http/testing/identity-world";
import { openText } from "@/lib/server/identity/sealed-text";
import { sealName } from "@/lib/server/mail/outbox";
import { runErasures } from "./run-erasures";
import { listErasures, replayErasures } from "./tombstones";

const world = await createIdentityWorld();
const { admin } = world.door;
const dir = mkdtempSync(path.join(tmpdir(), "raxx-tombstones-"));
afterAll(() => rmSync(dir, { recursive: true }));
const deps = { ...world.deps, env: { ...world.deps.env, RAXX_DATA_DIR: dir } };
const as = ({ cookie }: Pick<Person, "cookie">) => ({ headers: { cookie } });

async function ask(pat: Person): Promise<void> {
  const action = { kind: "account.erase" };
  const { body } = await world.ask(beginAction, { ...as(pat), body: { action } });
  const proof = { stepUpId: body.stepUpId, response: pat.device.get(body.options.challenge) };
  expect((await world.ask(beginErasure, { ...as(pat), body: { proof } })).status).toBe(202);
}

async function has({ userId }: Person): Promise<boolean> {
  return (await admin.query("SELECT 1 FROM users WHERE id = $1", [userId])).rowCount === 1;
}

test("the link of the mail undoes an erasure, once", async () => {
  const pat = await world.signUp();
  await ask(pat);
  const { rows } = await admin.query(
    "SELECT id, sealed_link FROM mails WHERE user_id = $1 AND kind = 'erasure_asked'",
    [pat.userId],
  );
  const link = openText(deps.env.NEXTAUTH_SECRET, sealName(rows[0].id), rows[0].sealed_link);
  expect(link).toContain("for=keep-account");
  const token = link?.split(/[#=]/).at(-1);
  expect((await world.ask(undoMailedErasure, { body: { token } })).status).toBe(204);
  expect((await world.ask(undoMailedErasure, { body: { token } })).status).toBe(401);

  await expect(runErasures(deps, { email: pat.email })).rejects.toThrow("has not asked");
  const back = await world.signInAgain(pat);
  const { body } = await world.ask(currentSession, { method: "GET", ...as(back) });
  expect(body.session.erasesAtMs).toBeNull();
});

test("erasure:run erases whoever asked at once, and nobody else", async () => {
  const [pat, eve, max] = [await world.signUp(), await world.signUp(), await world.signUp()];
  await ask(pat);
  await ask(eve);
  await expect(runErasures(deps, { email: "no address" })).rejects.toThrow("give --email");
  await expect(runErasures(deps, { email: max.email })).rejects.toThrow("has not asked");
  expect((await runErasures(deps, {})).output.erased).toEqual([]); // seven days are not over
  const { ok, output } = await runErasures(deps, { email: pat.email });
  expect(ok).toBe(true);
  expect(output.erased).toMatchObject([{ subject: pat.userId, why: "asked", residue: {} }]);
  expect([await has(pat), await has(eve), await has(max)]).toEqual([false, true, true]);
});

test("whoever was erased after a backup was made is erased again when it is restored", async () => {
  const [pat, eve] = [await world.signUp(), await world.signUp()];
  const list = path.join(dir, "erased.json");
  // Pat as the list of later times knows her; the database is as it was before.
  const tombstone = { subject: pat.userId, why: "asked", erasedAt: "2026-11-21T10:00:00.000Z" };
  const unknown = { ...tombstone, subject: "00000000-0000-7000-8000-000000000001", why: "guest" };
  writeFileSync(list, JSON.stringify({ erased: [tombstone, unknown] }));

  const { ok, output } = await replayErasures(deps, { file: list });
  expect(ok).toBe(true);
  expect(output.known).toBe(2);
  expect(output.erased).toMatchObject([{ subject: pat.userId, residue: {} }]);
  expect([await has(pat), await has(eve)]).toEqual([false, true]);
  const subjects = (await listErasures(deps)).output.erased.map(({ subject }) => subject);
  expect(subjects).toEqual(expect.arrayContaining([pat.userId, unknown.subject]));

  writeFileSync(list, JSON.stringify((await listErasures(deps)).output));
  expect((await replayErasures(deps, { file: list })).output.erased).toEqual([]);
});

test.each(["", "[]", '{"erased":[{"subject":"pat"}]}', '{"erased":[],"more":1}'])(
  "a list that is none erases nobody: %s",
  async (text) => {
    const list = path.join(dir, "wrong.json");
    writeFileSync(list, text);
    await expect(replayErasures(deps, { file: list })).rejects.toThrow("no list of erasure:list");
    await expect(replayErasures(deps, {})).rejects.toThrow("give --file");
  },
);
