import { useId } from "react";
import { formatPrice } from "@/lib/client/format";
import type { PayoffView } from "@/lib/wire/raxx/payoff";
import type { PreviewView } from "@/lib/wire/raxx/preview";
import { HEIGHT, type PayoffShape, payoffShape, WIDTH } from "./payoff-shape";

const PRICE = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

interface CurvesProps {
  readonly view: PayoffView;
  /** The date drawn beside today and expiry. */
  readonly at: number;
  readonly now: string | null;
  readonly preview: PreviewView;
}

function AtExpiry({ shape }: { readonly shape: PayoffShape }) {
  const id = useId();
  const { zeroY } = shape;
  const line = shape.lines.at(-1) ?? "";
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
          <polyline points={line} fill="none" stroke="currentColor" strokeWidth={2} />
        </g>
      ))}
    </>
  );
}

function Upright({ shape, price, dash }: { shape: PayoffShape; price: number; dash: string }) {
  if (price < shape.low || price > shape.high) return null;
  const x = shape.xOf(price);
  return <line x1={x} x2={x} y1={0} y2={HEIGHT} stroke="var(--ink)" strokeDasharray={dash} />;
}

/** "690.2" above its place, kept inside the drawing. */
function Breakeven({ shape, price }: { readonly shape: PayoffShape; readonly price: string }) {
  const at = Number(price);
  if (at < shape.low || at > shape.high) return null;
  const x = Math.min(WIDTH - 22, Math.max(22, shape.xOf(at)));
  return (
    <>
      <circle cx={shape.xOf(at)} cy={shape.zeroY} r={3} fill="var(--ink)" />
      <text
        x={x}
        y={shape.zeroY > 24 ? shape.zeroY - 6 : shape.zeroY + 14}
        textAnchor="middle"
        fill="var(--ink)"
        stroke="var(--panel)"
        strokeWidth={3}
        paintOrder="stroke"
        fontSize={11}
      >
        {formatPrice(price)}
      </text>
    </>
  );
}

function words(preview: PreviewView): string {
  const breakevens = preview.breakevens.map(formatPrice).join(" and ");
  return `Profit and loss by price, simulated. Max loss ${preview.maxLoss ?? "unknown"}, max profit ${preview.maxProfit ?? "unknown"}, breakeven ${breakevens === "" ? "unknown" : breakevens}. The table holds the same figures.`;
}

/** The curves: at expiry in colour, today dashed, the chosen date between them. */
export function PayoffCurves({ view, at, now, preview }: CurvesProps) {
  const shape = payoffShape(view);
  if (shape === null) return null;
  const last = view.dates.length - 1;
  // As the figures beside it have them, which follow the market faster, unless volatility is shifted.
  const { breakevens } = view.shift === 0 ? preview : view;
  return (
    <div>
      <svg
        role="img"
        aria-label={words(preview)}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        className="w-full"
      >
        <AtExpiry shape={shape} />
        {last === 0 ? null : (
          <polyline
            points={shape.lines[0]}
            fill="none"
            stroke="var(--muted)"
            strokeWidth={1.5}
            strokeDasharray="5 3"
          />
        )}
        {at > 0 && at < last ? (
          <polyline points={shape.lines[at]} fill="none" stroke="var(--sim)" strokeWidth={1.75} />
        ) : null}
        <line x1={0} x2={WIDTH} y1={shape.zeroY} y2={shape.zeroY} stroke="var(--control)" />
        {now === null ? null : <Upright shape={shape} price={Number(now)} dash="3 3" />}
        {breakevens.map((price) => (
          <Breakeven key={price} shape={shape} price={price} />
        ))}
      </svg>
      <p aria-hidden className="flex justify-between text-xs text-muted">
        <span>{PRICE.format(shape.low)}</span>
        <span>{PRICE.format(shape.high)}</span>
      </p>
    </div>
  );
}
