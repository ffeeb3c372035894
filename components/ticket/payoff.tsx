import { useId } from "react";
import { useQuote, useTicket } from "@/components/desk/desk-context";
import { formatPrice, formatStockMark } from "@/lib/client/format";
import { underlyingOf } from "@/lib/client/leg-name";
import type { PreviewView } from "@/lib/wire/raxx/preview";
import { HEIGHT, type PayoffShape, payoffShape, WIDTH } from "./payoff-shape";

const PRICE = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

function Curve({ shape, now }: { readonly shape: PayoffShape; readonly now: number | null }) {
  const id = useId();
  const { zeroY } = shape;
  return (
    <>
      <clipPath id={`${id}-up`}>
        <rect x={0} y={0} width={WIDTH} height={Math.max(0, zeroY)} />
      </clipPath>
      <clipPath id={`${id}-down`}>
        <rect x={0} y={zeroY} width={WIDTH} height={Math.max(0, HEIGHT - zeroY)} />
      </clipPath>
      {(["up", "down"] as const).map((half) => (
        <g key={half} clipPath={`url(#${id}-${half})`} className={`text-${half}`}>
          <polygon points={shape.area} fill="currentColor" opacity={0.16} />
          <polyline points={shape.line} fill="none" stroke="currentColor" strokeWidth={2} />
        </g>
      ))}
      <line x1={0} x2={WIDTH} y1={zeroY} y2={zeroY} stroke="var(--control)" strokeWidth={1} />
      {now === null || now < shape.low || now > shape.high ? null : (
        <line
          x1={shape.xOf(now)}
          x2={shape.xOf(now)}
          y1={0}
          y2={HEIGHT}
          stroke="var(--ink)"
          strokeDasharray="3 3"
        />
      )}
    </>
  );
}

function words(preview: PreviewView): string {
  const breakevens = preview.breakevens.map(formatPrice).join(" and ");
  return `Profit and loss at expiry, simulated. Max loss ${preview.maxLoss ?? "unknown"}, max profit ${preview.maxProfit ?? "unknown"}, breakeven ${breakevens === "" ? "unknown" : breakevens}.`;
}

/** Profit at expiry over the underlying's price, with where the price is now. */
export function Payoff({ preview }: { readonly preview: PreviewView }) {
  const underlying = useTicket(({ legs }) => underlyingOf(legs[0]?.symbol ?? ""));
  const mark = useQuote(underlying)?.mark ?? null;
  const shape = payoffShape(preview.payoff);
  if (shape === null) return null;
  return (
    <figure className="flex flex-col">
      <svg
        role="img"
        aria-label={words(preview)}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        className="w-full"
      >
        <Curve shape={shape} now={mark === null ? null : Number(mark)} />
      </svg>
      <figcaption aria-hidden className="flex justify-between text-xs text-muted">
        <span>{PRICE.format(shape.low)}</span>
        <span>
          At expiry{mark === null ? "" : ` · ${underlying} now ${formatStockMark(mark)} (dashed)`}
        </span>
        <span>{PRICE.format(shape.high)}</span>
      </figcaption>
    </figure>
  );
}
