"use client";

import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { useStore } from "zustand";
import { getJson, sendJson } from "@/lib/client/api";
import { openDeskSocket } from "@/lib/client/desk-socket";
import {
  applyConnection,
  applyFrame,
  createDeskStore,
  type DeskState,
  type DeskStore,
  replaceDesk,
} from "@/lib/client/desk-store";
import { createQuoteTaps, type QuoteTaps } from "@/lib/client/quote-taps";
import { createQuotedSymbols, type QuotedSymbols } from "@/lib/client/quoted-symbols";
import { createTicketStore, type TicketState, type TicketStore } from "@/lib/client/ticket-store";
import {
  type BookTab,
  createViewStore,
  type ViewState,
  type ViewStore,
} from "@/lib/client/view-store";
import type { DeskView, InstrumentView, OrderView, QuoteView } from "@/lib/wire/raxx/desk";
import type { PayoffRequest, PayoffView } from "@/lib/wire/raxx/payoff";
import type { PreviewView } from "@/lib/wire/raxx/preview";
import type { LegMove, StrategyRequest } from "@/lib/wire/raxx/strategies";
import type { DeskNews } from "@/lib/wire/raxx/stream";
import type {
  ActionResult,
  BracketForm,
  OrderChange,
  TicketLeg,
  TicketOrder,
} from "@/lib/wire/raxx/ticket";

/** The server actions of the desk; the page passes them in, so components never see the server. */
export interface DeskActions {
  readonly preview: (order: TicketOrder) => Promise<ActionResult<PreviewView>>;
  readonly place: (order: TicketOrder) => Promise<ActionResult<OrderView>>;
  readonly bracket: (form: BracketForm) => Promise<ActionResult<null>>;
  readonly cancel: (orderId: string) => Promise<ActionResult<null>>;
  readonly change: (change: OrderChange) => Promise<ActionResult<null>>;
  readonly example: (exampleId: string) => Promise<ActionResult<TicketOrder>>;
  readonly close: (groupId: string) => Promise<ActionResult<TicketOrder>>;
  readonly roll: (groupId: string) => Promise<ActionResult<TicketOrder>>;
  readonly strategy: (request: StrategyRequest) => Promise<ActionResult<TicketOrder>>;
  readonly move: (move: LegMove) => Promise<ActionResult<readonly TicketLeg[]>>;
  readonly payoff: (request: PayoffRequest) => Promise<ActionResult<PayoffView | null>>;
}

type NewsListener = (news: readonly DeskNews[]) => void;

interface DeskValue {
  readonly desk: DeskStore;
  readonly ticket: TicketStore;
  readonly view: ViewStore;
  readonly quoted: QuotedSymbols;
  readonly taps: QuoteTaps;
  readonly actions: DeskActions;
  readonly instruments: readonly InstrumentView[];
  /** Loads the desk over HTTP: after an action while the stream is down. */
  readonly refresh: () => Promise<void>;
  readonly onNews: (listener: NewsListener) => () => void;
}

const DeskContext = createContext<DeskValue | null>(null);

interface DeskProviderProps {
  readonly desk: DeskView;
  readonly symbol: string;
  readonly expiryDate: string | null;
  /** True for a new account: where the ticket is a sheet, it starts open. */
  readonly guide: boolean;
  readonly startsAt: "market" | BookTab;
  readonly instruments: readonly InstrumentView[];
  readonly actions: DeskActions;
  readonly children: ReactNode;
}

/** Asks for what lets one socket in; a session that ended takes this tab back to the start. */
async function socketTicket(): Promise<string | null> {
  const sent = await sendJson<{ readonly ticket: string }>("POST", "/api/sessions/socket-ticket");
  if (sent.ok) return sent.value.ticket;
  if (sent.code === "unauthenticated") location.assign("/?ended=1");
  return null;
}

function useDeskStream(store: DeskStore, taps: QuoteTaps, tell: NewsListener): QuotedSymbols {
  const symbols = useRef<readonly string[]>([]);
  const send = useRef<(symbols: readonly string[]) => void>(() => undefined);
  const [quoted] = useState(() =>
    createQuotedSymbols((next) => {
      symbols.current = next;
      send.current(next);
    }),
  );

  useEffect(() => {
    const socket = openDeskSocket({
      url: `${location.origin.replace(/^http/, "ws")}/ws`,
      accountId: store.getState().desk.account.id,
      ticket: socketTicket,
      sinceId: () => store.getState().desk.eventId,
      onFrame(frame) {
        applyFrame(store, frame);
        taps.tell(frame.quotes);
        if (frame.news.length > 0) tell(frame.news);
      },
      onConnection: (connection) => applyConnection(store, connection),
    });
    send.current = socket.quote;
    socket.quote(symbols.current);
    return () => {
      send.current = () => undefined;
      socket.close();
    };
  }, [store, taps, tell]);

  return quoted;
}

/** Holds the stores of one open desk and the socket that feeds them. */
export function DeskProvider(props: DeskProviderProps) {
  const { actions, instruments, children } = props;
  const [desk] = useState(() => createDeskStore(props.desk));
  const [ticket] = useState(createTicketStore);
  const [view] = useState(() =>
    createViewStore({
      symbol: props.symbol,
      expiryDate: props.expiryDate,
      sheetOpen: props.guide,
      startsAt: props.startsAt,
    }),
  );
  const [taps] = useState(createQuoteTaps);
  const [listeners] = useState(() => new Set<NewsListener>());

  const tell = useCallback<NewsListener>(
    (news) => {
      for (const listener of listeners) listener(news);
    },
    [listeners],
  );
  const onNews = useCallback(
    (listener: NewsListener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    [listeners],
  );
  const refresh = useCallback(async () => {
    const loaded = await getJson<DeskView>("/api/desk");
    if (loaded.ok) replaceDesk(desk, loaded.value);
  }, [desk]);
  const quoted = useDeskStream(desk, taps, tell);

  const value = useMemo(
    () => ({ desk, ticket, view, quoted, taps, actions, instruments, refresh, onNews }),
    [desk, ticket, view, quoted, taps, actions, instruments, refresh, onNews],
  );
  return <DeskContext value={value}>{children}</DeskContext>;
}

/** The open desk; only inside DeskProvider. */
export function useDeskContext(): DeskValue {
  const value = useContext(DeskContext);
  if (value === null) throw new Error("useDeskContext needs a DeskProvider above it");
  return value;
}

/** Selects from what the account and the market look like now. */
export function useDesk<T>(select: (state: DeskState) => T): T {
  return useStore(useDeskContext().desk, select);
}

/** Selects from the order being written. */
export function useTicket<T>(select: (state: TicketState) => T): T {
  return useStore(useDeskContext().ticket, select);
}

/** Selects from what the trader is looking at. */
export function useView<T>(select: (state: ViewState) => T): T {
  return useStore(useDeskContext().view, select);
}

/** The latest quote of a symbol that came over the stream, or null before the first. */
export function useQuote(symbol: string): QuoteView | null {
  return useDesk((state) => state.quotes[symbol] ?? null);
}

/** Keeps symbols quoted for as long as the component shows them. Pass them joined by commas. */
export function useQuoted(symbols: string): void {
  const { quoted } = useDeskContext();
  useEffect(
    () => quoted.show(symbols.split(",").filter((symbol) => symbol !== "")),
    [quoted, symbols],
  );
}
