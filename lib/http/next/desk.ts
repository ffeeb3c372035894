/** What desk pages load: use cases for the session's caller. */

import { loadHome as homeOf } from "@/lib/server/desk/home-view";
import { loadChain as chainOf } from "@/lib/server/desk/load-chain";
import { loadDesk as deskOf } from "@/lib/server/desk/load-desk";
import { loadJournalView } from "@/lib/server/journal/journal-view";
import type { ChainView } from "@/lib/wire/raxx/chain";
import type { DeskView, InstrumentView } from "@/lib/wire/raxx/desk";
import type { HomeView } from "@/lib/wire/raxx/home";
import type { JournalView } from "@/lib/wire/raxx/journal";
import { getDeps } from "./deps";
import type { DeskSession } from "./session";

export function loadDesk(session: DeskSession): Promise<DeskView> {
  return deskOf(getDeps(), session);
}

export function loadChain(
  session: DeskSession,
  underlying: string,
  expiryDate: string | null,
): Promise<ChainView> {
  return chainOf(getDeps(), session, { underlying, expiryDate, around: null });
}

export function loadHome(session: DeskSession): Promise<HomeView> {
  return homeOf(getDeps(), session, { isGuest: session.email === null });
}

export function loadJournal(session: DeskSession): Promise<JournalView> {
  return loadJournalView(getDeps(), session);
}

export async function listInstruments(): Promise<InstrumentView[]> {
  const assets = await getDeps().catalog.listAssets();
  return [...assets.values()].map(({ symbol, name, hasOptions }) => ({ symbol, name, hasOptions }));
}
