/** The operator page: for operators alone, with a passkey, each look on record. */
import { expect, test } from "vitest";
import { changeOperator } from "@/lib/server/operator/change-operator";
import { OperatorRows } from "@/lib/wire/raxx/operator";
import { createIdentityWorld } from "../testing/identity-world";
import { viewOperator } from "./operator-routes";

const world = await createIdentityWorld();
const owner = world.door.pool("raxx_owner");
const look = (cookie: string) => world.ask(viewOperator, { method: "POST", headers: { cookie } });

async function kinds(userId: string): Promise<readonly string[]> {
  const { rows } = await world.door.admin.query<{ kind: string }>(
    "SELECT kind FROM security_events WHERE user_id = $1 AND kind LIKE 'operator%' ORDER BY id",
    [userId],
  );
  return rows.map(({ kind }) => kind);
}

async function emailOf(userId: string): Promise<string> {
  const { rows } = await world.door.admin.query("SELECT email FROM users WHERE id = $1", [userId]);
  return rows[0].email;
}

test("there is nothing for whom no operator made one of them", async () => {
  const pat = await world.signUp();
  expect(await look(pat.cookie)).toMatchObject({ status: 404 });
  expect(await kinds(pat.userId)).toEqual([]);
  await expect(world.door.pool("raxx_web").query("SELECT operator_view()")).rejects.toThrow(
    "not an operator",
  );
});

test("an operator sees the machinery, and is seen looking", async () => {
  const pat = await world.signUp();
  expect(await changeOperator(owner, await emailOf(pat.userId), true)).toBe(true);
  const { status, body } = await look(pat.cookie);
  expect(status).toBe(200);
  expect(OperatorRows.parse(body).counts.users).toBeGreaterThan(0);
  expect(await kinds(pat.userId)).toEqual(["operator_changed", "operator_viewed"]);

  await changeOperator(owner, await emailOf(pat.userId), false);
  expect((await look(pat.cookie)).status).toBe(404);
  expect(await changeOperator(owner, "nobody@example.test", true)).toBe(false);
});

test("the site's own role cannot make anybody an operator", async () => {
  const web = world.door.pool("raxx_web");
  await expect(web.query("UPDATE users SET operator = true")).rejects.toThrow("permission denied");
  await expect(
    web.query("INSERT INTO users (id, email, operator) VALUES (gen_random_uuid(), 'x', true)"),
  ).rejects.toThrow("permission denied");
});
