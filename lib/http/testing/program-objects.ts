/** One of everything a trader can own, and the requests of the program API that name it. */
import { createHash } from "node:crypto";
import { fillId } from "@/lib/server/commit/project";
import { uuidv7 } from "@/lib/server/ids";
import { LONG, type ProgramWorld, SHORT, type Trader } from "./program-world";

export interface Owned {
  /** A resting order. */
  readonly order: string;
  readonly clientOrderId: string;
  readonly fill: string;
  readonly watchlist: string;
  readonly watchlistName: string;
  readonly webhook: string;
  readonly app: string;
  readonly account: string;
  /** Stock that is held, and an option. */
  readonly stock: string;
  readonly option: string;
}

const SHARE = { symbol: "AAPL", side: "buy", type: "limit", time_in_force: "day" };

let made = 0;

/** Gives a trader one of everything: orders, a fill, positions, a list, a webhook and an app let in. */
export async function ownEverything(world: ProgramWorld, trader: Trader): Promise<Owned> {
  made += 1;
  const post = async (path: string, body: object) => {
    const { status, body: answer } = await world.send(trader.keys, "POST", path, body);
    if (status !== 200) throw new Error(`${path}: ${JSON.stringify(answer)}`);
    return answer;
  };
  await post("/v1/market-data/attestation", { non_professional: true });
  const clientOrderId = `matrix-${made}`;
  const rest = { ...SHARE, qty: "1", limit_price: "100", client_order_id: clientOrderId };
  const order = await post("/v2/orders", rest);
  const bought = await post("/v2/orders", { ...SHARE, qty: "3", limit_price: "190" });
  await world.fill(trader, bought.id);
  const call = { ...SHARE, symbol: LONG, qty: "1", limit_price: "4.40" };
  await world.fill(trader, (await post("/v2/orders", call)).id);
  const watchlistName = `list ${made}`;
  const watchlist = await post("/v2/watchlists", { name: watchlistName, symbols: ["AAPL"] });
  const hook = { url: "https://bot.example/hook", events: ["trade_updates"] };
  return {
    ...{ order: order.id, clientOrderId, watchlist: watchlist.id, watchlistName },
    fill: fillId({ orderId: bought.id, fillNumber: 1 }),
    webhook: (await post("/v1/webhooks", hook)).id,
    app: await letIn(world, trader),
    ...{ account: trader.accountId, stock: "AAPL", option: LONG },
  };
}

/** A token of an app of its own. */
async function letIn({ admin }: ProgramWorld, { userId, accountId }: Trader): Promise<string> {
  const [app, grant] = [uuidv7(Date.now()), uuidv7(Date.now())];
  const hash = createHash("sha256").update(appTokenOf(grant)).digest();
  const insert =
    "INSERT INTO oauth_apps (id, client_id, secret_hash, name) VALUES ($1, $2, '', 'A')";
  await admin.query(insert, [app, app]);
  await admin.query(
    `INSERT INTO oauth_grants (id, user_id, account_id, app_id, scopes, redirect_uri, code_hash,
       code_expires_at, token_hash) VALUES ($1, $2, $3, $4, $5, '', $6, now(), $6)`,
    [grant, userId, accountId, app, ["read", "trade", "data", "account:write"], hash],
  );
  return grant;
}

/** The bearer token of a grant made above. */
export function appTokenOf(grant: string): string {
  return `rxo_${createHash("sha256").update(grant).digest("base64url")}`;
}

/** A thing of the same kind that nobody has. */
export const NOBODYS: Owned = {
  order: "018f5e2e-0000-7000-8000-000000000001",
  clientOrderId: "nobody's",
  fill: "018f5e2e-0000-7000-8000-000000000002",
  watchlist: "018f5e2e-0000-7000-8000-000000000003",
  watchlistName: "nobody's",
  webhook: "018f5e2e-0000-7000-8000-000000000004",
  app: "018f5e2e-0000-7000-8000-000000000005",
  account: "018f5e2e-0000-7000-8000-000000000006",
  stock: SHORT,
  option: SHORT,
};

interface Named {
  readonly path: (owned: Owned) => string;
  readonly body?: object;
}

const webhook = ({ webhook: id }: Owned) => `/v1/webhooks/${id}`;
const account = ({ account: id }: Owned) => `/v1/accounts/${id}`;
const list = ({ watchlist }: Owned) => `/v2/watchlists/${watchlist}`;
const byName = ({ watchlistName: name }: Owned) =>
  `/v2/watchlists:by_name?name=${encodeURIComponent(name)}`;
const order = ({ order: id }: Owned) => `/v2/orders/${id}`;

/** Every route that names a thing of somebody, with a body that its owner may send. */
export const NAMED: { readonly [route: string]: Named } = {
  "GET /v2/orders/{id}": { path: order },
  "PATCH /v2/orders/{id}": { path: order, body: { limit_price: "101" } },
  "DELETE /v2/orders/{id}": { path: order },
  "GET /v2/orders:by_client_order_id": {
    path: ({ clientOrderId }) => `/v2/orders:by_client_order_id?client_order_id=${clientOrderId}`,
  },
  "GET /v1/orders/{id}/explanation": { path: ({ order: id }) => `/v1/orders/${id}/explanation` },
  "GET /v1/fills/{id}/explanation": { path: ({ fill }) => `/v1/fills/${fill}/explanation` },
  "GET /v1/fills/{id}/recompute": { path: ({ fill }) => `/v1/fills/${fill}/recompute` },
  "GET /v2/positions/{symbol}": { path: ({ stock }) => `/v2/positions/${stock}` },
  "DELETE /v2/positions/{symbol}": { path: ({ stock }) => `/v2/positions/${stock}` },
  "POST /v2/positions/{symbol}/exercise": {
    path: ({ option }) => `/v2/positions/${option}/exercise`,
  },
  "POST /v2/positions/{symbol}/do-not-exercise": {
    path: ({ option }) => `/v2/positions/${option}/do-not-exercise`,
  },
  "GET /v2/watchlists/{id}": { path: list },
  "PUT /v2/watchlists/{id}": { path: list, body: { symbols: ["AAPL"] } },
  "POST /v2/watchlists/{id}": { path: list, body: { symbol: "AAPL" } },
  "DELETE /v2/watchlists/{id}": { path: list },
  "DELETE /v2/watchlists/{id}/{symbol}": { path: (owned) => `${list(owned)}/AAPL` },
  "GET /v2/watchlists:by_name": { path: byName },
  "PUT /v2/watchlists:by_name": { path: byName, body: { symbols: ["AAPL"] } },
  "POST /v2/watchlists:by_name": { path: byName, body: { symbol: "AAPL" } },
  "DELETE /v2/watchlists:by_name": { path: byName },
  "GET /v1/accounts/{id}": { path: account },
  "PATCH /v1/accounts/{id}": { path: account, body: { name: "Other" } },
  "POST /v1/accounts/{id}/reset": { path: (o) => `${account(o)}/reset`, body: { epoch: 1 } },
  "GET /v1/webhooks/{id}": { path: webhook },
  "PATCH /v1/webhooks/{id}": { path: webhook, body: { events: ["trade_updates"] } },
  "DELETE /v1/webhooks/{id}": { path: webhook },
  "GET /v1/webhooks/{id}/deliveries": { path: (owned) => `${webhook(owned)}/deliveries` },
  "DELETE /v1/apps/{id}": { path: ({ app }) => `/v1/apps/${app}` },
};

/** Every row of a user that a request of another could reach, as one text. */
export async function footprint({ admin }: ProgramWorld, userId: string): Promise<string> {
  const own = ["mbt_accounts", "watchlists", "webhooks", "oauth_grants", "security_events"];
  const texts = await Promise.all(
    own.map(async (table) => {
      const { rows } = await admin.query<{ text: string }>(
        `SELECT t::text AS text FROM ${table} t WHERE user_id = $1 ORDER BY 1`,
        [userId],
      );
      return rows.map(({ text }) => text).join("\n");
    }),
  );
  return texts.join("\n\n");
}
