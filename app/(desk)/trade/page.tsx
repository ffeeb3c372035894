import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Desk } from "@/components/desk/desk";
import type { DeskActions } from "@/components/desk/desk-context";
import { BOOK_TABS } from "@/lib/client/view-store";
import { listInstruments, loadChain, loadDesk } from "@/lib/http/next/desk";
import { deskSession } from "@/lib/http/next/session";
import type { InstrumentView } from "@/lib/wire/raxx/desk";
import {
  bracketAction,
  cancelAction,
  changeAction,
  closeAction,
  exampleAction,
  moveAction,
  payoffAction,
  placeAction,
  previewAction,
  rollAction,
  strategyAction,
} from "./actions";

export const metadata: Metadata = { title: "Trade" };

/** Bound to the account the page shows: a tab keeps acting on it whatever another one chooses. */
function actionsOn(accountId: string): DeskActions {
  return {
    preview: previewAction.bind(null, accountId),
    place: placeAction.bind(null, accountId),
    bracket: bracketAction.bind(null, accountId),
    cancel: cancelAction.bind(null, accountId),
    change: changeAction.bind(null, accountId),
    example: exampleAction.bind(null, accountId),
    close: closeAction.bind(null, accountId),
    roll: rollAction.bind(null, accountId),
    strategy: strategyAction.bind(null, accountId),
    move: moveAction.bind(null, accountId),
    payoff: payoffAction.bind(null, accountId),
  };
}

function pick(instruments: readonly InstrumentView[], wanted: unknown): InstrumentView | undefined {
  return (
    instruments.find(({ symbol }) => symbol === wanted) ??
    instruments.find(({ symbol }) => symbol === "SPY") ??
    instruments.find(({ hasOptions }) => hasOptions) ??
    instruments[0]
  );
}

interface TradeProps {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function Trade({ searchParams }: TradeProps) {
  const session = await deskSession();
  if (session === null) redirect("/");

  const [{ symbol: wanted, guide, book }, instruments, desk] = await Promise.all([
    searchParams,
    listInstruments(),
    loadDesk(session),
  ]);
  const instrument = pick(instruments, wanted);
  const symbol = instrument?.symbol ?? "SPY";
  const chain = instrument?.hasOptions ? await loadChain(session, symbol, null) : null;

  return (
    <Desk
      desk={desk}
      chain={chain}
      symbol={symbol}
      instruments={instruments}
      guide={guide === "1"}
      startsAt={
        book === undefined ? "market" : (BOOK_TABS.find((tab) => tab === book) ?? "positions")
      }
      actions={actionsOn(session.accountId)}
    />
  );
}
