/** Around the desk: orders that wait, examples, sessions that end, streams that break. */
import { expect, type Page, test, type WebSocketRoute } from "playwright/test";
import { BASE_URL, createBot, sdkOf } from "./pages/bot";
import { chooseExample, newTrader, placeButton, restOrder, type Trader } from "./pages/desk";
import { signInAgain } from "./pages/passkey";
import { WireSocket } from "./pages/wire-socket";

const DELAY_MS = 15 * 60_000;
const SOCKET_CLOSED_MS_MAX = 6_000;

let trader: Trader;

test.beforeAll(async ({ browser }) => {
  trader = await newTrader(browser);
});

test.afterAll(() => trader.context.close());

/** A fresh tab of the same person, with an empty ticket. */
async function openDesk(): Promise<Page> {
  await trader.page.goto("/trade?symbol=SPY");
  await expect(trader.page.getByRole("region", { name: "SPY quote" })).toBeVisible();
  return trader.page;
}

test("a resting limit order says why it has not filled, and can be canceled", async () => {
  const page = await openDesk();
  const order = await restOrder(page);
  await expect(order).toContainText(/Needs ask ≤ 1\.00; ask is \d+\.\d{2}\./);
  await order.getByRole("button", { name: /^Cancel/ }).click();
  await expect(order).toContainText("Canceled on request.");
  await expect(order.getByRole("button", { name: /^Cancel/ })).toHaveCount(0);
});

test("a working order is changed in place: the new one works, the old one is kept", async () => {
  const page = await openDesk();
  const order = await restOrder(page);
  await order
    .first()
    .getByRole("button", { name: /^Change/ })
    .click();
  await page.getByRole("form").getByLabel("Limit").fill("2.00");
  await page.getByRole("button", { name: "Change order" }).click();
  const rows = page.getByRole("listitem").filter({ hasText: "SPY" });
  const changed = rows.filter({ hasText: "limit 2.00" });
  await expect(changed).toContainText("Needs ask ≤ 2.00");
  await expect(rows.filter({ hasText: "Replaced" }).first()).toContainText("limit 1.00");
  await changed.getByRole("button", { name: /^Cancel/ }).click();
  await expect(changed).toContainText("Canceled on request.");
});

test("an order with exits: once it has filled, one takes the profit and one stops the loss", async () => {
  const page = await openDesk();
  await page.getByRole("button", { name: /^Buy SPY shares/ }).click();
  await page.getByLabel("Type", { exact: true }).selectOption("market");
  await page.getByText("Exits, for once it has filled").click();
  await page.getByLabel("Take profit at").fill("990.00");
  await page.getByLabel("Stop loss at").fill("500.00");
  await placeButton(page, /^Buy 1 SPY/).click();
  await expect(page.getByRole("region", { name: "Fill", exact: true })).toContainText("Bought 1");
  await page.getByRole("tab", { name: /^Orders/ }).click();
  const rows = page.getByRole("list", { name: "Exits of Buy 1 × SPY" }).getByRole("listitem");
  await expect(rows.filter({ hasText: "take profit" })).toContainText("limit 990.00");
  const stop = rows.filter({ hasText: "stop loss" });
  await expect(stop).toContainText("stop 500.00");
  await stop.getByRole("button", { name: /^Cancel/ }).click();
  await expect(rows.filter({ hasText: "take profit" })).toContainText("Canceled");
});

test("a bracket is put around stock that is held: two exits, one cancels the other", async () => {
  const page = await openDesk();
  await page.getByRole("button", { name: /^Buy SPY shares/ }).click();
  await page.getByLabel("Type", { exact: true }).selectOption("market");
  await placeButton(page, /^Buy 1 SPY/).click();
  await expect(page.getByRole("region", { name: "Fill", exact: true })).toContainText("Bought 1");
  await page.getByRole("tab", { name: /^Positions/ }).click();
  await page.getByRole("button", { name: "Add bracket to SPY" }).click();
  const sheet = page.getByRole("dialog", { name: "Add bracket" });
  await sheet.getByLabel("Take profit at").fill("990.00");
  await sheet.getByLabel("Stop loss at").fill("995.00");
  await sheet.getByRole("button", { name: "Place both exits, simulated" }).click();
  await expect(sheet.getByRole("alert")).toContainText(/stop/i); // above the profit target: refused
  await sheet.getByLabel("Stop loss at").fill("500.00");
  await sheet.getByRole("button", { name: "Place both exits, simulated" }).click();
  await expect(sheet).toHaveCount(0);
  await page.getByRole("tab", { name: /^Orders/ }).click();
  await expect(page.getByText(/One cancels the other/).first()).toBeVisible();
});

test("cash-secured put and iron condor cards lead to an order nobody would refuse", async () => {
  const page = await openDesk();
  const cards = [
    [/^Cash-secured put/, /^Sell 1 .*put/i],
    [/^Iron condor/, /^Sell 1 iron condor/i],
  ] as const;
  for (const [card, words] of cards) {
    await chooseExample(page, card, words);
    await expect(page.getByText("Would be refused.")).toHaveCount(0);
    await expect(page.getByText("Example to edit — not a recommendation")).toBeVisible();
    const preview = page.getByRole("region", { name: "Preview" });
    await expect(preview.getByText("Max loss", { exact: true })).toBeVisible();
    await page.getByRole("button", { name: "Clear" }).click();
  }
});

test("a covered call is one order; rolled and closed from its position in three presses", async () => {
  const page = await openDesk();
  await (await chooseExample(page, /^Covered call/, /covered call/i)).click();
  await expect(page.getByRole("region", { name: "Fill", exact: true })).toContainText(/call/);
  await page.getByRole("tab", { name: /^Positions/ }).click();
  const positions = page.getByRole("table", { name: "Positions, simulated" });
  await expect(positions.getByText(/covered call/i)).toBeVisible();
  await expect(positions.getByText(/of max/)).toBeVisible();

  await positions.getByRole("button", { name: /^Roll .*covered call/ }).click();
  await placeButton(page, /^Roll 1 for/).click();
  await expect(page.getByRole("region", { name: "Fill", exact: true })).toContainText(/call/);

  await positions.getByRole("button", { name: /^Close .*covered call/ }).click();
  const preview = page.getByRole("region", { name: "Preview" });
  await expect(preview.getByText("Closing at this price realises")).toBeVisible();
  await placeButton(page, /to close 1 /).click();
  await expect(positions.getByText(/covered call/i)).toHaveCount(0);
});

test("the performance page tells the same story: the campaign, its week, its profit", async () => {
  const page = await openDesk();
  await page.getByRole("link", { name: "Performance" }).click();
  const campaigns = page.getByRole("region", { name: "Campaigns, simulated" });
  const campaign = campaigns.getByRole("listitem").filter({ hasText: "covered call" }).first();
  await expect(campaign).toContainText(/opened .*→ rolled .*→ closed/);
  await expect(page.getByRole("table", { name: "By week, simulated" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Equity curve, simulated" })).toBeVisible();
  await page.goto("/performance?epoch=99");
  await expect(page.getByText("There is nothing at this address")).toBeVisible();
});

test("everything the page of a Free user can load lies 15 minutes back", async () => {
  const page = await openDesk();
  const real = sdkOf(await createBot("pro"));
  const paths = [
    "/api/quotes?symbols=SPY&feed=sip",
    "/api/chain?underlying=SPY&feed=real_time",
    "/api/bars?symbol=SPY&timeframe=1Min&feed=sip",
    "/api/desk?tier=pro_plus",
  ];
  for (const path of paths) {
    const body = await (await page.request.get(path)).text();
    const nowMs = (await real.trading.clock.legacyClock()).timestamp?.getTime() ?? 0;
    const instants = [...body.matchAll(/"(?:marketAtMs|atMs|asOfMs|quoteAtMs)":(\d+)/g)];
    const newest = Math.max(...instants.map(([, text]) => Number(text)));
    expect(nowMs - newest, path).toBeGreaterThanOrEqual(DELAY_MS);
    expect(nowMs - newest, path).toBeLessThan(DELAY_MS + 10_000);
    const bars = [...body.matchAll(/"time":(\d+)/g)].map(([, text]) => Number(text) * 1_000);
    if (path.startsWith("/api/bars")) expect(bars.length).toBeGreaterThan(0);
    for (const time of bars) expect(nowMs - time).toBeGreaterThanOrEqual(DELAY_MS);
  }
});

test("a dropped stream is said, orders still go in, and it comes back by itself", async () => {
  const { page } = trader;
  let down = false;
  let live: WebSocketRoute | null = null;
  await page.routeWebSocket(/\/ws$/, async (socket) => {
    if (down) return socket.close({ code: 1012 });
    live = socket;
    socket.connectToServer();
  });
  await openDesk();
  const banner = page
    .getByRole("status")
    .filter({ hasText: "Reconnecting… orders still accepted" });
  await expect(banner).toHaveCount(0);
  await expect.poll(() => live).not.toBeNull();
  down = true;
  await (live as unknown as WebSocketRoute).close({ code: 1012 });
  await expect(banner).toBeVisible();
  await expect(page.getByRole("banner")).toContainText("STALE");

  const order = await restOrder(page);
  await expect(order.first()).toContainText("Needs ask ≤ 1.00");
  down = false;
  await expect(banner).toHaveCount(0, { timeout: 15_000 });
  await expect(page.getByRole("banner")).toContainText("DELAYED 15m");
  await order.getByRole("button", { name: /^Cancel/ }).click();
  await expect(page.getByText(/^Canceled: /).first()).toBeVisible(); // news comes by the new socket
});

test("sign-out ends the old cookie at once and its socket soon; the passkey is offered and signs in again", async () => {
  const page = await openDesk();
  const cookies = await trader.context.cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const ours = { cookie, origin: BASE_URL, "x-raxx-csrf": "1" };
  const asked = await fetch(`${BASE_URL}/api/sessions/socket-ticket`, {
    method: "POST",
    headers: ours,
  });
  const { ticket } = (await asked.json()) as { ticket: string };
  const socket = await WireSocket.open("/ws");
  socket.say({ action: "ticket", ticket });
  await socket.until(({ type }) => type === "ready");
  expect((await fetch(`${BASE_URL}/api/desk`, { headers: { cookie } })).status).toBe(200);

  await page.getByRole("button", { name: `Sign out ${trader.email}` }).click();
  await page.waitForURL(`${BASE_URL}/`);
  const signedOutAtMs = performance.now();
  const refused = await fetch(`${BASE_URL}/api/desk`, { headers: { cookie } });
  expect(refused.status).toBe(401);
  expect(await socket.closed).toBe(1008);
  expect(performance.now() - signedOutAtMs).toBeLessThan(SOCKET_CLOSED_MS_MAX);

  await signInAgain(page);
  await expect(page).toHaveURL(/\/trade$/); // without the guide: nobody new
  await page.getByRole("tab", { name: /^Positions/ }).click();
  await expect(page.getByText(/covered call/i).first()).toBeVisible(); // the same account
});
