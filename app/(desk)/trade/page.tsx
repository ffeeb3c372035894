import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Desk } from "@/components/desk/desk";
import { listInstruments, loadChain, loadDesk } from "@/lib/http/next/desk";
import { deskSession } from "@/lib/http/next/session";
import type { InstrumentView } from "@/lib/wire/raxx/desk";
import {
  cancelAction,
  changeAction,
  closeAction,
  exampleAction,
  placeAction,
  previewAction,
  rollAction,
} from "./actions";

export const metadata: Metadata = { title: "Trade" };

const ACTIONS = {
  preview: previewAction,
  place: placeAction,
  cancel: cancelAction,
  change: changeAction,
  example: exampleAction,
  close: closeAction,
  roll: rollAction,
};

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

  const [{ symbol: wanted, guide }, instruments, desk] = await Promise.all([
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
      email={session.email}
      guide={guide === "1"}
      actions={ACTIONS}
    />
  );
}
