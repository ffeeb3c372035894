import { useCallback, useState, useSyncExternalStore } from "react";
import { useDeskContext, useView } from "@/components/desk/desk-context";
import { OtherFeedName } from "@/components/desk/feed-badge";
import { Panel } from "@/components/ui/panel";
import { onLookChange, rowHeight } from "@/lib/client/appearance";
import { formatPercent, formatPrice } from "@/lib/client/format";
import { formatDay, formatTime } from "@/lib/client/format-time";
import { useMedia } from "@/lib/client/use-media";
import type { ChainView } from "@/lib/wire/raxx/chain";
import { ChainGrid } from "./chain-grid";
import { ChainTools } from "./chain-tools";
import { ExpiryChips } from "./expiry-chips";
import { type LoadedChain, useChain } from "./use-chain";
import { useChainChoices } from "./use-chain-choices";

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

/** What the chain says as a whole: how far the stock is expected to move, and how old the figures are. */
function ChainFoot({ chain }: { readonly chain: ChainView }) {
  const { expectedMove, expiryDate, asOfMs } = chain;
  return (
    <p className="live flex flex-wrap justify-between gap-x-3 border-t border-line px-3 py-1 text-xs text-muted">
      <span title="One standard deviation: price × implied volatility at the money × √time. The stock ends within it about two times in three.">
        {expectedMove === null
          ? "Expected move —, no quotes at the money yet"
          : `Expected move by ${formatDay(expiryDate)} ±${formatPrice(expectedMove.amount)} (${formatPercent(expectedMove.percent)})`}
      </span>
      <span>figures as of {formatTime(asOfMs)} ET</span>
    </p>
  );
}

/** Whether what is looked at belongs to the chain on screen. */
interface Look {
  readonly chain: string;
  readonly strike: string;
}

/** The option chain of the symbol on screen: both sides, or one. */
export function ChainPanel({ first }: { readonly first: ChainView | null }) {
  const { view } = useDeskContext();
  const symbol = useView((state) => state.symbol);
  const expiryDate = useView((state) => state.expiryDate);
  const isRoomy = useMedia("(min-width: 640px)", true);
  const row = useSyncExternalStore(onLookChange, rowHeight, () => 32);
  const choices = useChainChoices();
  const [look, setLook] = useState<Look | null>(null);
  const shown = `${symbol} ${expiryDate}`;
  const onLook = useCallback((strike: string) => setLook({ chain: shown, strike }), [shown]);
  const around = look?.chain === shown ? look.strike : null;
  const loaded = useChain(symbol, expiryDate, around, first);
  const { chain } = loaded;
  return (
    <Panel
      title="Options"
      labels={chain === null ? null : <OtherFeedName label={chain.label} />}
      className="h-128 lg:h-full"
      actions={<ChainTools choices={choices} />}
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
          <ChainGrid
            key={row}
            chain={chain}
            sides={choices.sides}
            columns={choices.columns}
            rowHeight={isRoomy ? row : Math.max(row, 40)}
            onLook={onLook}
          />
          <ChainFoot chain={chain} />
        </div>
      )}
    </Panel>
  );
}
