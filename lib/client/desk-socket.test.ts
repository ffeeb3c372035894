/** The socket against a fake WebSocket and a window of two events: no browser, no waiting. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { CLOCK_MS, SOCKET_SYMBOLS_MAX } from "@/lib/wire/raxx/stream";
import { type DeskSocketOptions, openDeskSocket, QUOTED_SYMBOLS_MAX } from "./desk-socket";
import { SILENCE_MS_MAX } from "./kept-socket";

class FakeSocket {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static made: FakeSocket[] = [];
  readyState = FakeSocket.CONNECTING;
  readonly sent: unknown[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;

  constructor() {
    FakeSocket.made.push(this);
  }
  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }
  close(): void {
    this.readyState = 3;
    this.onclose?.();
  }
  open(): void {
    this.readyState = FakeSocket.OPEN;
    this.onopen?.();
  }
  say(message: unknown): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
}

const ACCOUNT = "018f5e2e-0000-7000-8000-000000000001";
const EVENT_ID = "01JD00000000000000000000A1";
const seen: string[] = [];
let ticket: string | null = "ticket";
let frames: Parameters<DeskSocketOptions["onFrame"]>[0][] = [];

function latest(): FakeSocket {
  const socket = FakeSocket.made.at(-1);
  if (socket === undefined) throw new Error("no socket was opened");
  return socket;
}

function open(sinceId = EVENT_ID) {
  return openDeskSocket({
    url: "ws://test/ws",
    accountId: ACCOUNT,
    ticket: async () => ticket,
    sinceId: () => sinceId,
    onFrame: (frame) => frames.push(frame),
    onConnection: (connection) => seen.push(connection),
  });
}

/** Opens the latest socket and lets its ticket arrive. */
async function openLatest(): Promise<void> {
  latest().open();
  await vi.advanceTimersByTimeAsync(0);
}

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.made = [];
  frames = [];
  ticket = "ticket";
  seen.length = 0;
  vi.stubGlobal("WebSocket", FakeSocket);
  vi.stubGlobal("window", new EventTarget());
  vi.stubGlobal("document", { hidden: true });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("allows as many symbols as the wire", () => {
  expect(QUOTED_SYMBOLS_MAX).toBe(SOCKET_SYMBOLS_MAX);
});

it("shows its ticket, resumes after the last event shown, and says which symbols are on screen", async () => {
  const desk = open();
  desk.quote(["SPY", "AAPL", "SPY"]);
  await openLatest();
  expect(latest().sent).toEqual([
    { action: "ticket", ticket: "ticket" },
    { action: "account", accountId: ACCOUNT, sinceId: EVENT_ID },
    { action: "quotes", symbols: ["AAPL", "SPY"] },
  ]);
  desk.quote(["SPY", "AAPL"]);
  expect(latest().sent).toHaveLength(3);
});

it("says nothing without a ticket, nor with one that came for an earlier connection", async () => {
  const desk = open();
  desk.quote(["SPY"]);
  ticket = null;
  await openLatest();
  desk.quote(["AAPL"]);
  expect(latest().sent).toEqual([]);
  ticket = "late";
  latest().close();
  vi.advanceTimersByTime(2_000);
  const first = latest();
  first.open();
  first.close();
  await vi.advanceTimersByTimeAsync(5_000);
  await openLatest();
  expect(first.sent).toEqual([]);
  expect(latest().sent[0]).toEqual({ action: "ticket", ticket: "late" });
});

it("follows from now when there is no event id to resume after", async () => {
  open("");
  await openLatest();
  expect(latest().sent[1]).toEqual({ action: "account", accountId: ACCOUNT });
});

it("hands over one frame however many messages came", () => {
  open();
  latest().open();
  for (const bid of ["1", "2", "3"]) {
    latest().say({ type: "quotes", clock: {}, quotes: [{ symbol: "SPY", bid }] });
  }
  expect(frames).toHaveLength(0);
  vi.advanceTimersByTime(1_000);
  expect(frames).toHaveLength(1);
  expect(frames[0]?.quotes.SPY?.bid).toBe("3");
});

it("reconnects, subscribes again and is open only once the server speaks", async () => {
  const desk = open();
  desk.quote(["SPY"]);
  await openLatest();
  latest().say({ type: "ready", clock: {} });
  latest().close();
  expect(seen).toEqual(["open", "lost"]);
  vi.advanceTimersByTime(2_000);
  expect(FakeSocket.made).toHaveLength(2);
  await openLatest();
  expect(seen).toEqual(["open", "lost"]);
  expect(latest().sent).toContainEqual({ action: "quotes", symbols: ["SPY"] });
  latest().say({ type: "ready", clock: {} });
  expect(seen.at(-1)).toBe("open");
});

it("takes three missing clocks for a lost stream, and what still arrives on it for nothing", () => {
  expect(SILENCE_MS_MAX).toBe(3 * CLOCK_MS);
  open();
  const dead = latest();
  dead.open();
  dead.say({ type: "ready", clock: {} });
  vi.advanceTimersByTime(14_000);
  dead.say({ type: "clock", clock: {} });
  vi.advanceTimersByTime(14_999);
  expect(seen).toEqual(["open", "open"]);
  vi.advanceTimersByTime(1);
  expect(seen.at(-1)).toBe("lost");
  vi.advanceTimersByTime(30_000);
  expect(FakeSocket.made.length).toBeGreaterThan(1);
  const before = seen.length;
  dead.say({ type: "clock", clock: {} });
  expect(seen).toHaveLength(before);
});

it("stays closed when the page closes it", () => {
  const desk = open();
  latest().open();
  desk.close();
  vi.advanceTimersByTime(120_000);
  expect(FakeSocket.made).toHaveLength(1);
  expect(seen).toEqual([]);
});

it("ignores what it cannot read", () => {
  open();
  latest().open();
  latest().onmessage?.({ data: "not json" });
  latest().onmessage?.({ data: new ArrayBuffer(2) });
  vi.advanceTimersByTime(1_000);
  expect(frames).toHaveLength(0);
});
