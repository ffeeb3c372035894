/** Makes a user an operator or takes it back, on record in their security log. */
import type pg from "pg";
import type { SecurityEventKind } from "../identity/security-events";

const KIND: SecurityEventKind = "operator_changed";

const SQL = `
  WITH changed AS (UPDATE users SET operator = $2 WHERE email = $1 RETURNING id)
  INSERT INTO security_events (user_id, kind, detail) SELECT id, $3, $4 FROM changed RETURNING user_id`;

/** False when nobody has the address. */
export async function changeOperator(
  owner: pg.Pool,
  email: string,
  operator: boolean,
): Promise<boolean> {
  const detail = { operator: operator ? "yes" : "no" };
  const { rowCount } = await owner.query(SQL, [email, operator, KIND, detail]);
  return rowCount === 1;
}
