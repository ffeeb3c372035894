/** Who is given real-time data, and what a switched off feed answers (decisions 20 and 35). */
import { afterEach, expect, test } from "vitest";
import { type DataSite, startDataSite } from "../testing/data-site";
import { startStreamSite } from "../testing/stream-site";

const sites: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const site of sites.splice(0)) await site.close();
});

async function site(...asked: Parameters<typeof startDataSite>): Promise<DataSite> {
  const started = await startDataSite(...asked);
  sites.push(started);
  return started;
}

test("a paying user without an attestation gets delayed data, and is told what real time needs", async () => {
  const { get } = await site("pro", { attested: false });
  const path = "/v2/stocks/quotes/latest?symbols=SPY";
  const unnamed = await get(path);
  expect(unnamed.status).toBe(200);
  expect(unnamed.headers.get("x-data-feed")).toBe("delayed");
  expect(await get(`${path}&feed=sip`)).toMatchObject({
    status: 403,
    body: {
      code: 40310000,
      reason: "not_attested",
      feed: "sip",
      message: expect.stringContaining("POST /v1/market-data/attestation"),
    },
  });
  expect((await get(`${path}&feed=delayed_sip`)).status).toBe(200);
  expect((await get("/v1/market-data/attestation")).body).toEqual({
    non_professional: false,
    attested_at: null,
  });
});

test("a free user needs none", async () => {
  const { get } = await site("free", { attested: false });
  expect((await get("/v2/stocks/quotes/latest?symbols=SPY")).status).toBe(200);
});

test("a feed that is switched off is 403 for everybody, the others go on", async () => {
  const { get } = await site("pro", { feedsOff: ["sip"] });
  expect(await get("/v2/stocks/snapshots?symbols=SPY")).toMatchObject({
    status: 403,
    body: { reason: "switched_off", feed: "sip" },
  });
  const chain = await get("/v1beta1/options/snapshots/SPY?limit=1");
  expect(chain.status).toBe(200);
  expect((await get("/v2/stocks/snapshots?symbols=SPY&feed=delayed_sip")).status).toBe(200);
});

test.each([
  { name: "without an attestation", attested: false, feedsOff: [], path: "/v2/sip" },
  { name: "of a feed switched off", attested: true, feedsOff: ["opra"], path: "/v1beta1/opra" },
])("a stream $name is 409", async ({ path, ...options }) => {
  const { connect, fake, close } = await startStreamSite({ tier: "pro", ...options });
  sites.push({ close });
  const client = connect(path, "msgpack", fake.keys);
  await client.message({ code: 409 });
  await client.until(() => client.closed);
});
