/**
 * fan-out: quotes delivered a second of processor time to 1,000 programs with 10 and with 100 symbols
 * each, against a bare WebSocket server that sends one message at a time; and the memory of a client.
 *
 * Ours is everything from the quote book on: hub publisher, Redis, topics, streams, sockets. The peer has
 * its messages ready and knows who wants them. A second process counts what arrives.
 */
import type { WebSocket } from "ws";
import { compare } from "./measure";
import { check, main, report } from "./report";
import {
  residentBytes,
  type StreamWorld,
  signIn,
  startBareSockets,
  startStreamWorld,
} from "./stream-world";

const CLIENTS = 1_000;
const SYMBOLS = Array.from({ length: 500 }, (_, index) => `F${index}`);
const EACH = [
  { symbols: 10, ticks: 20, floor: 4, goal: 8 },
  { symbols: 100, ticks: 6, floor: 20, goal: 50 },
];
const GROUPS = 5;
const IDLE_BYTES_MAX = 60 * 1_024;
const IDLE_BYTES_GOAL = 30 * 1_024;

async function run(): Promise<void> {
  const world = await startStreamWorld(2 * CLIENTS);
  await measureMemory(world);
  const bare = await startBareSockets();
  const keyIds = world.keyIds.slice(0, CLIENTS);
  const url = `ws://127.0.0.1:${bare.port}/`;
  await world.ask({ action: "open", group: "bare", url, keyIds, secret: null });
  for (const each of EACH) await measure(world, [...bare.sockets.clients], each);
}

/** A second thousand beside the first: what a process grows by once is not of its clients. */
async function measureMemory(world: StreamWorld): Promise<void> {
  const enter = async (group: string, keyIds: readonly string[]) => {
    await world.ask({ action: "open", group, ...signIn(world.port, keyIds) });
    await world.ask({ action: "subscribe", group, symbols: wanted(10) });
  };
  await enter("ours", world.keyIds.slice(0, CLIENTS));
  const before = await residentBytes();
  await enter("idle", world.keyIds.slice(CLIENTS));
  const each = ((await residentBytes()) - before) / CLIENTS;
  check(world.sockets.clients.size === 2 * CLIENTS, "every client is in");
  await world.ask({ action: "close", group: "idle" });
  report({
    ...{ name: "fan-out", at: "memory, 1,000 idle clients", value: each, unit: "bytes/client" },
    ...{ peer: null, peerUnit: "", ratio: null, floor: IDLE_BYTES_MAX, goal: IDLE_BYTES_GOAL },
    ...{ lowerIsBetter: true, cpuShare: null },
    checked: `${CLIENTS} clients more beside ${CLIENTS}, signed in, 10 symbols each`,
  });
}

/** Symbols of each client: a run of the list that starts somewhere else for each. */
function wanted(count: number): string[][] {
  return Array.from({ length: CLIENTS }, (_, client) =>
    Array.from({ length: count }, (_, n) => SYMBOLS[(client * 7 + n) % SYMBOLS.length] ?? ""),
  );
}

async function measure(
  world: StreamWorld,
  peers: readonly WebSocket[],
  { symbols, ticks, floor, goal }: (typeof EACH)[number],
): Promise<void> {
  const lists = wanted(symbols);
  await world.ask({ action: "subscribe", group: "ours", symbols: lists });
  let delivered = 0;
  let tick = 0;
  const arrive = async () => {
    const { quotes } = await world.ask({ action: "hear", quotes: CLIENTS * symbols });
    check(quotes === CLIENTS * symbols, `each quote arrives once (${quotes} did)`);
    delivered += quotes;
    return quotes;
  };
  const own = async () => {
    let count = 0;
    for (let n = 0; n < ticks; n += 1) {
      tick += 1;
      for (const symbol of SYMBOLS) world.quote(symbol, 100 + (tick % 100) / 100);
      await world.publisher.flush();
      count += await arrive();
    }
    return count;
  };
  const texts = new Map(SYMBOLS.map((symbol) => [symbol, messageOf(symbol)]));
  const peer = async () => {
    let count = 0;
    for (let n = 0; n < ticks; n += 1) {
      for (const [client, socket] of peers.entries()) {
        for (const symbol of lists[client] ?? []) socket.send(texts.get(symbol) ?? "");
      }
      count += await arrive();
    }
    return count;
  };
  await own();
  await peer();
  const result = await compare({ a: own, b: peer }, GROUPS, "cpuMs");
  report({
    ...{ name: "fan-out", at: `${CLIENTS} clients, ${symbols} symbols each`, ...result },
    ...{ unit: "deliveries/s of a core", peerUnit: "deliveries/s of a core, bare ws", floor, goal },
    ...{ lowerIsBetter: false, checked: `${delivered.toLocaleString("en-US")} quotes heard` },
  });
}

/** As long as ours is. */
function messageOf(symbol: string): string {
  const touches = { bx: "Q", bp: 100.01, bs: 3, ax: "P", ap: 100.03, as: 5 };
  const quote = { T: "q", S: symbol, ...touches, t: new Date().toISOString(), c: ["R"], z: "C" };
  return `[${JSON.stringify(quote)}]`;
}

main(run);
