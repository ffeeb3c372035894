/**
 * conflate: the hub's processor time with 200,000 quotes a second in and 10 Hz out to 1,000 programs of 10
 * symbols, against a bare server that is given 1,000 quotes a second and sends each on at once. And what
 * readers that stopped reading do to the others: nothing, until they are let go.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { quantile, quartiles, type Slice, slice } from "./measure";
import { check, main, report } from "./report";
import type { Reading } from "./stream-readers";
import { type StreamWorld, signIn, startBareSockets, startStreamWorld } from "./stream-world";

const CLIENTS = 1_000;
const SLOW = 3;
const SYMBOLS = Array.from({ length: 1_000 }, (_, index) => `C${index}`);
const EACH = 10;
const IN_PER_SECOND = 200_000;
const PEER_PER_SECOND = 1_000;
const FLUSH_MS = 100;
const SLICE_MS = 2_000;
const GROUPS = 4;
/** Kernel buffers fill first; then a slow reader has five seconds. */
const SLOW_MS = 20_000;
const AGE_MS_GOAL = 150;

async function run(): Promise<void> {
  const world = await startStreamWorld(CLIENTS + SLOW);
  const keyIds = world.keyIds.slice(0, CLIENTS);
  const lists = wanted();
  await world.ask({ action: "open", group: "ours", ...signIn(world.port, keyIds) });
  await world.ask({ action: "subscribe", group: "ours", symbols: lists });
  await measureShare(world, lists);
  await measureSlow(world);
}

function wanted(): string[][] {
  return Array.from({ length: CLIENTS }, (_, client) =>
    Array.from({ length: EACH }, (_, n) => SYMBOLS[(client * 7 + n) % SYMBOLS.length] ?? ""),
  );
}

async function measureShare(world: StreamWorld, lists: readonly string[][]): Promise<void> {
  const bare = await startBareSockets();
  const keyIds = world.keyIds.slice(0, CLIENTS);
  const url = `ws://127.0.0.1:${bare.port}/`;
  await world.ask({ action: "open", group: "bare", url, keyIds, secret: null });
  const send = bareSender([...bare.sockets.clients], lists);
  const own = () => playIn(world, SLICE_MS);
  const peer = () => paced(PEER_PER_SECOND, SLICE_MS, send);
  await own();
  await peer();
  const ours: Slice[] = [];
  const ratios: number[] = [];
  const peers: Slice[] = [];
  const readings: Reading[] = [];
  const ownSlice = async () => {
    await world.readings();
    const measured = await slice(own);
    readings.push(await world.readings());
    ours.push(measured);
    return measured.cpuMs / measured.ms;
  };
  const peerSlice = async () => {
    const measured = await slice(peer);
    peers.push(measured);
    return measured.cpuMs / measured.ms;
  };
  for (let group = 0; group < GROUPS; group += 1) {
    const first = await ownSlice();
    const theirs = (await peerSlice()) + (await peerSlice());
    ratios.push((first + (await ownSlice())) / theirs);
  }
  await world.ask({ action: "close", group: "bare" });
  const share = (all: readonly Slice[]) =>
    all.reduce((total, { cpuMs, ms }) => total + cpuMs / ms, 0) / all.length;
  const heard = readings.reduce((total, { quotes }) => total + quotes, 0);
  const perSecond = Math.round((heard / (readings.length * SLICE_MS)) * 1_000);
  const inPerSecond = Math.round(
    (ours.reduce((n, { count }) => n + count, 0) / (ours.length * SLICE_MS)) * 1_000,
  );
  check(inPerSecond > 0.95 * IN_PER_SECOND, `the feed keeps its pace (${inPerSecond}/s)`);
  report({
    ...{ name: "conflate", at: "200,000 quotes/s in, 10 Hz out", value: share(ours) * 100 },
    ...{ unit: "% of a core", peer: share(peers) * 100 },
    ...{ peerUnit: "% of a core, 1,000/s sent each", ratio: quartiles(ratios) },
    ...{ floor: 3, goal: 2, lowerIsBetter: true, cpuShare: share(ours) },
    checked: `${inPerSecond.toLocaleString("en-US")} quotes/s in, ${perSecond.toLocaleString("en-US")} heard`,
  });
  reportAge(readings);
}

function reportAge(readings: readonly Reading[]): void {
  report({
    ...{ name: "conflate", at: "age p99 when heard", value: middleOf(readings), unit: "ms" },
    ...{ peer: null, peerUnit: "", ratio: null, floor: null, goal: AGE_MS_GOAL },
    ...{ lowerIsBetter: true, cpuShare: null },
    checked: `${readings.length} slices, ${quantile(
      readings.map(({ p50Ms }) => p50Ms),
      0.5,
    )} ms p50`,
  });
}

function middleOf(readings: readonly Reading[]): number {
  return quantile(
    readings.map(({ p99Ms }) => p99Ms),
    0.5,
  );
}

/** With readers that never read, and without, in turns. */
async function measureSlow(world: StreamWorld): Promise<void> {
  const without: Reading[] = [];
  const beside: Reading[] = [];
  const goneMs: number[] = [];
  const read = async () => {
    await world.readings();
    await playIn(world, SLICE_MS);
    return world.readings();
  };
  for (let round = 0; round < 2; round += 1) {
    for (let n = 0; n < 4; n += 1) without.push(await read());
    const keyIds = world.keyIds.slice(CLIENTS);
    await world.ask({ action: "open", group: "slow", ...signIn(world.port, keyIds) });
    const symbols = keyIds.map(() => ["*"]);
    await world.ask({ action: "subscribe", group: "slow", symbols });
    await world.ask({ action: "pause", group: "slow" });
    const startMs = performance.now();
    while (world.sockets.clients.size > CLIENTS) {
      beside.push(await read());
      check(performance.now() - startMs < SLOW_MS, "readers that do not read are let go");
    }
    goneMs.push(performance.now() - startMs);
    await world.ask({ action: "close", group: "slow" });
  }
  check(world.sockets.clients.size === CLIENTS, "nobody else is let go");
  const [own, alone] = [middleOf(beside), middleOf(without)];
  const ratios = beside.map(({ p99Ms }) => p99Ms / alone);
  report({
    ...{ name: "conflate", at: `age p99 beside ${SLOW} that do not read`, value: own, unit: "ms" },
    ...{ peer: alone, peerUnit: "ms without them", ratio: quartiles(ratios) },
    ...{ floor: 1.1, goal: 1, lowerIsBetter: true, cpuShare: null },
    checked: `let go after ${goneMs.map((ms) => (ms / 1_000).toFixed(0)).join(" and ")} s, ${CLIENTS} others stay`,
  });
}

/** Quotes into the book at their pace, what changed published at 10 Hz. */
async function playIn(world: StreamWorld, ms: number): Promise<number> {
  let flushedMs = performance.now();
  let publishing = Promise.resolve();
  const played = await paced(IN_PER_SECOND, ms, (n) => {
    world.quote(SYMBOLS[n % SYMBOLS.length] ?? "", 100 + (n % 100) / 100);
    if (n % 100 !== 0 || performance.now() - flushedMs < FLUSH_MS) return;
    flushedMs += FLUSH_MS;
    publishing = publishing.then(() => world.publisher.flush());
  });
  await publishing;
  return played;
}

async function paced(perSecond: number, ms: number, step: (n: number) => void): Promise<number> {
  const startMs = performance.now();
  let done = 0;
  for (;;) {
    const passedMs = Math.min(ms, performance.now() - startMs);
    const due = Math.floor((passedMs * perSecond) / 1_000);
    for (; done < due; done += 1) step(done);
    if (passedMs >= ms) return done;
    await sleep(1);
  }
}

/** Each quote to those who want it, in a write of its own. */
function bareSender(
  sockets: readonly { send(text: string): void }[],
  lists: readonly string[][],
): (n: number) => void {
  const bySymbol = new Map<string, { send(text: string): void }[]>();
  for (const [client, symbols] of lists.entries()) {
    const socket = sockets[client];
    for (const symbol of symbols) {
      const wanting = bySymbol.get(symbol) ?? [];
      bySymbol.set(symbol, wanting);
      if (socket !== undefined) wanting.push(socket);
    }
  }
  return (n) => {
    const symbol = SYMBOLS[n % SYMBOLS.length] ?? "";
    const touches = { bx: "Q", bp: 100 + (n % 100) / 100, bs: 3, ax: "P", ap: 101, as: 5 };
    const text = JSON.stringify([
      { T: "q", S: symbol, ...touches, t: new Date(), c: ["R"], z: "C" },
    ]);
    for (const socket of bySymbol.get(symbol) ?? []) socket.send(text);
  };
}

main(run);
