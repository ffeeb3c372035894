import { useState } from "react";
import { useDeskContext, useView } from "@/components/desk/desk-context";
import { OtherFeedName } from "@/components/desk/feed-badge";
import { Panel } from "@/components/ui/panel";
import { Segmented } from "@/components/ui/segmented";
import { formatTime } from "@/lib/client/format-time";
import { useMedia } from "@/lib/client/use-media";
import type { ChainView } from "@/lib/wire/raxx/desk";
import { ChainGrid } from "./chain-grid";
import type { Right } from "./chain-sides";
import { ExpiryChips } from "./expiry-chips";
import { type LoadedChain, useChain } from "./use-chain";

const RIGHTS = [
  { value: "put", label: "Puts" },
  { value: "call", label: "Calls" },
] as const;

function Placeholder({
  loaded,
  symbol,
}: {
  readonly loaded: LoadedChain;
  readonly symbol: string;
}) {
  const { instruments } = useDeskContext();
  const hasOptions = instruments.find((item) => item.symbol === symbol)?.hasOptions ?? true;
  if (!hasOptions) {
    return (
      <p className="p-4 text-muted">{symbol} has no listed options. Trade its shares above.</p>
    );
  }
  if (loaded.message !== null) {
    return (
      <p role="alert" className="p-4 text-error">
        {loaded.message}
      </p>
    );
  }
  return <div aria-hidden className="skeleton m-3 flex-1" />;
}

/** The option chain of the symbol on screen: both sides, or one with a toggle on a phone. */
export function ChainPanel({ first }: { readonly first: ChainView | null }) {
  const { view } = useDeskContext();
  const symbol = useView((state) => state.symbol);
  const expiryDate = useView((state) => state.expiryDate);
  const isWide = useMedia("(min-width: 640px)", true);
  const [right, setRight] = useState<Right>("put");
  const loaded = useChain(symbol, expiryDate, first);
  const { chain } = loaded;
  return (
    <Panel
      title="Options"
      labels={chain === null ? null : <OtherFeedName label={chain.label} />}
      className="h-124 lg:h-full"
      actions={
        <>
          {chain === null ? null : (
            <span className="live text-xs text-muted">greeks {formatTime(chain.asOfMs)} ET</span>
          )}
          {isWide ? null : (
            <Segmented label="Side" value={right} options={RIGHTS} onChange={setRight} />
          )}
        </>
      }
    >
      {chain === null ? (
        <Placeholder loaded={loaded} symbol={symbol} />
      ) : (
        <div
          data-feed={chain.label.feed}
          aria-busy={loaded.busy}
          className="flex min-h-0 flex-1 flex-col aria-busy:opacity-60"
        >
          <ExpiryChips
            expiries={chain.expiries}
            value={expiryDate ?? chain.expiryDate}
            onChange={(date) => view.setState({ expiryDate: date })}
          />
          <ChainGrid chain={chain} sides={isWide ? "both" : right} rowHeight={isWide ? 32 : 40} />
        </div>
      )}
    </Panel>
  );
}
