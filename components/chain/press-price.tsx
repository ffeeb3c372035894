import { useLayoutEffect, useRef, useState } from "react";
import { useDeskContext, useTicket } from "@/components/desk/desk-context";
import { classNames } from "@/components/ui/class-names";
import { TICK_CLASS } from "@/components/ui/tick-text";
import { tint } from "@/components/ui/tint";
import { formatPrice, formatQuantity } from "@/lib/client/format";
import type { ChainSideView } from "@/lib/wire/raxx/chain";
import type { Right } from "./chain-sides";

type Prices = Pick<ChainSideView, "bid" | "bidSize" | "ask" | "askSize">;

interface PressPriceProps {
  readonly strike: string;
  readonly series: ChainSideView;
  readonly right: Right;
  /** Pressing a bid sells to it, pressing an ask buys from it. */
  readonly side: "buy" | "sell";
  readonly cell: string;
  readonly reachable: boolean;
  readonly onPress: (symbol: string, side: "buy" | "sell") => void;
}

function wordsOf({ strike, right, side }: PressPriceProps, now: Prices) {
  const price = formatPrice(side === "sell" ? now.bid : now.ask);
  const size = formatQuantity(side === "sell" ? now.bidSize : now.askSize);
  const [verb, at] = side === "sell" ? ["Sell", "bid"] : ["Buy", "ask"];
  return {
    price,
    label: `${verb} ${strike} ${right}, ${at} ${price}`,
    title: `${verb} at ${price} × ${size}`,
  };
}

type Words = ReturnType<typeof wordsOf>;

function write(button: HTMLButtonElement, text: HTMLElement, words: Words): void {
  if (button.title !== words.title) button.title = words.title;
  if (button.ariaLabel === words.label) return;
  button.ariaLabel = words.label;
  if (text.textContent === words.price) return;
  text.textContent = words.price;
  tint(text);
}

/**
 * A bid or an ask that can be pressed; the button is the price, its label says what it does. Quotes write
 * its words by themselves: React draws the first ones and never looks at them again, so that a batch of
 * hundreds of quotes renders nothing.
 */
export function PressPrice(props: PressPriceProps) {
  const { series, side, cell, reachable, onPress } = props;
  const { symbol } = series;
  const { desk, taps } = useDeskContext();
  const chosen = useTicket(({ legs }) =>
    legs.some((leg) => leg.symbol === symbol && leg.side === side),
  );
  const button = useRef<HTMLButtonElement>(null);
  const text = useRef<HTMLSpanElement>(null);
  const [first] = useState(() => wordsOf(props, desk.getState().quotes[symbol] ?? series));

  // On every render: a row that was loaded again may be of another series, or the only news of its own.
  useLayoutEffect(() => {
    const show = (now: Prices) => {
      if (button.current === null || text.current === null) return;
      write(button.current, text.current, wordsOf(props, now));
    };
    show(desk.getState().quotes[symbol] ?? series);
    return taps.open(symbol, show);
  });

  return (
    <button
      ref={button}
      type="button"
      data-cell={cell}
      tabIndex={reachable ? 0 : -1}
      aria-pressed={chosen}
      aria-label={first.label}
      title={first.title}
      onClick={() => onPress(symbol, side)}
      className={classNames(
        "h-full w-full rounded px-1.5 text-right hover:bg-raised focus-visible:-outline-offset-2",
        chosen && "bg-sim-tint font-semibold text-sim",
      )}
    >
      <span ref={text} className={TICK_CLASS}>
        {first.price}
      </span>
    </button>
  );
}
