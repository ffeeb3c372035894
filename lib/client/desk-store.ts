/** The account and the market as this tab last saw them: filled by the socket, read by the screen. */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { ClockView, DeskView, QuoteView } from "@/lib/wire/raxx/desk";
import { monotonicMs } from "./clock";
import type { DeskFrame } from "./desk-frame";

export type Connection = "connecting" | "open" | "lost";

export interface DeskState {
  readonly desk: DeskView;
  readonly clock: ClockView;
  /** When `clock` arrived, by the browser's monotonic clock. */
  readonly clockAtMs: number;
  readonly quotes: Readonly<Record<string, QuoteView>>;
  readonly connection: Connection;
  /** When the stream was lost; null while it is up. */
  readonly lostAtMs: number | null;
}

export type DeskStore = StoreApi<DeskState>;

/** Makes a store from the desk the server rendered, so that the first paint has every number. */
export function createDeskStore(desk: DeskView): DeskStore {
  return createStore<DeskState>(() => ({
    desk,
    clock: desk.clock,
    clockAtMs: monotonicMs(),
    quotes: {},
    connection: "connecting",
    lostAtMs: null,
  }));
}

/** Puts what arrived since the last paint on the screen, in one update. */
export function applyFrame(store: DeskStore, frame: DeskFrame): void {
  store.setState((state) => {
    const desk = frame.desk ?? state.desk;
    return {
      desk: frame.worth === null ? desk : { ...desk, ...frame.worth },
      ...(frame.clock === null ? {} : { clock: frame.clock, clockAtMs: monotonicMs() }),
      quotes: { ...state.quotes, ...frame.quotes },
    };
  });
}

/** Records whether the stream is up; the first moment of a loss is kept for the age shown. */
export function applyConnection(store: DeskStore, connection: Connection): void {
  store.setState((state) => ({
    connection,
    lostAtMs: connection === "lost" ? (state.lostAtMs ?? monotonicMs()) : null,
  }));
}

/** Replaces the desk by one loaded over HTTP; older answers than what the stream sent are dropped. */
export function replaceDesk(store: DeskStore, desk: DeskView): void {
  store.setState((state) =>
    desk.eventId < state.desk.eventId
      ? state
      : { desk, clock: desk.clock, clockAtMs: monotonicMs() },
  );
}
