/** The second process of fan-out and conflate: WebSocket clients that count the quotes they hear. */
import { setTimeout as sleep } from "node:timers/promises";
import { WebSocket } from "ws";
import { quantile } from "./measure";

export type ReaderAsk =
  /** Opens clients, in groups of the same name. */
  | {
      readonly action: "open";
      readonly group: string;
      readonly url: string;
      readonly keyIds: readonly string[];
      /** Null for a server that asks nobody who they are. */
      readonly secret: string | null;
    }
  /** Each client's symbols, in the order of the clients. */
  | {
      readonly action: "subscribe";
      readonly group: string;
      readonly symbols: readonly (readonly string[])[];
    }
  /** Answered when so many quotes were heard since the last time. */
  | { readonly action: "hear"; readonly quotes: number }
  /** What was heard since the last time, and how old it was. */
  | { readonly action: "readings" }
  /** Reads no more, or goes on. */
  | { readonly action: "pause"; readonly group: string }
  | { readonly action: "close"; readonly group: string };

export interface Heard {
  readonly quotes: number;
}

export interface Reading extends Heard {
  /** Age of the newest quote of each frame when it came. */
  readonly p50Ms: number;
  readonly p99Ms: number;
}

const AT_ONCE = 50;
const WAIT_MS_MAX = 30_000;
const QUOTE = Buffer.from('"T":"q"');
const TIME = Buffer.from('"t":"');
const TIME_LENGTH = "2026-11-21T10:00:00.000Z".length;

const groups = new Map<string, WebSocket[]>();
let quotes = 0;
let ages: number[] = [];
let onQuotes = (): void => undefined;

function hear(data: Buffer): void {
  for (let at = data.indexOf(QUOTE); at >= 0; at = data.indexOf(QUOTE, at + QUOTE.length)) {
    quotes += 1;
  }
  const at = data.lastIndexOf(TIME);
  if (at < 0) return;
  const from = at + TIME.length;
  ages.push(Date.now() - Date.parse(data.toString("latin1", from, from + TIME_LENGTH)));
  onQuotes();
}

async function open({ group, url, keyIds, secret }: ReaderAsk & { action: "open" }): Promise<void> {
  const opened = groups.get(group) ?? [];
  groups.set(group, opened);
  for (let from = 0; from < keyIds.length; from += AT_ONCE) {
    const part = keyIds.slice(from, from + AT_ONCE);
    opened.push(...(await Promise.all(part.map((keyId) => openOne(url, keyId, secret)))));
  }
}

function openOne(url: string, keyId: string, secret: string | null): Promise<WebSocket> {
  const headers = { "APCA-API-KEY-ID": keyId, "APCA-API-SECRET-KEY": secret ?? "" };
  const socket = new WebSocket(url, { perMessageDeflate: false, headers });
  return new Promise((resolve, reject) => {
    socket.once("error", reject);
    if (secret === null) socket.once("open", () => resolve(socket));
    socket.on("message", (data: Buffer) => {
      if (data.includes('"error"')) console.error(data.toString());
      if (data.includes('"authenticated"')) resolve(socket);
      hear(data);
    });
  });
}

async function subscribe({ group, symbols }: ReaderAsk & { action: "subscribe" }): Promise<void> {
  const acknowledged = (groups.get(group) ?? []).map((socket, index) => {
    const heard = new Promise<void>((resolve) => {
      const look = (data: Buffer) => {
        if (!data.includes('"subscription"')) return;
        socket.off("message", look);
        resolve();
      };
      socket.on("message", look);
    });
    socket.send(JSON.stringify({ action: "subscribe", quotes: symbols[index] ?? [] }));
    return heard;
  });
  await Promise.all(acknowledged);
}

async function hearAll(wanted: number): Promise<Heard> {
  const late = sleep(WAIT_MS_MAX, undefined, { ref: false });
  const all = new Promise<void>((resolve) => {
    onQuotes = () => {
      if (quotes >= wanted) resolve();
    };
    onQuotes();
  });
  await Promise.race([all, late]);
  onQuotes = () => undefined;
  return take();
}

function take(): Reading {
  const reading = { quotes, p50Ms: quantile(ages, 0.5), p99Ms: quantile(ages, 0.99) };
  quotes = 0;
  ages = [];
  return reading;
}

async function answer(asked: ReaderAsk): Promise<Heard> {
  switch (asked.action) {
    case "open":
      await open(asked);
      return take();
    case "subscribe":
      await subscribe(asked);
      return take();
    case "hear":
      return hearAll(asked.quotes);
    case "readings":
      return take();
    case "pause":
      for (const socket of groups.get(asked.group) ?? []) socket.pause();
      return take();
    case "close":
      for (const socket of groups.get(asked.group) ?? []) socket.terminate();
      groups.delete(asked.group);
      return take();
  }
}

process.on("message", (asked: ReaderAsk) => {
  void answer(asked).then((heard) => process.send?.(heard));
});
