/**
 * Hatches what a delayed feed does not have yet (experience.md §4.5): the minutes between its clock and the
 * market's, right of the last bar. A primitive of lightweight-charts, which asks for it on every paint.
 */
import type {
  IPrimitivePaneRenderer,
  ISeriesPrimitive,
  SeriesAttachedParameter,
  Time,
} from "lightweight-charts";

/** Between two strokes, in px of the screen. */
const STROKE_GAP = 7;

/** Timeframes of which a delay can be a bar or more. */
const MINUTES: Readonly<Record<string, number>> = { "1Min": 1, "5Min": 5, "15Min": 15 };

/** How many bars of a timeframe are missing; none of hours and longer. */
export function missingBars(timeframe: string, missingSeconds: number): number {
  const minutes = MINUTES[timeframe];
  return minutes === undefined ? 0 : Math.ceil(missingSeconds / 60 / minutes);
}

export class MissingMinutes implements ISeriesPrimitive<Time> {
  private place: SeriesAttachedParameter<Time> | null = null;
  private span = { afterBar: -1, bars: 0 };
  private color = "";
  private readonly views = [{ zOrder: () => "bottom" as const, renderer: () => this.renderer() }];

  attached(place: SeriesAttachedParameter<Time>): void {
    this.place = place;
  }

  detached(): void {
    this.place = null;
  }

  paneViews() {
    return this.views;
  }

  /** After which bar they begin, and how many they are. */
  show(span: { readonly afterBar: number; readonly bars: number }, color: string): void {
    this.span = span;
    this.color = color;
    this.place?.requestUpdate();
  }

  private renderer(): IPrimitivePaneRenderer | null {
    const { place, span, color } = this;
    if (place === null || span.bars === 0 || span.afterBar < 0) return null;
    const { barSpacing } = place.chart.timeScale().options();
    const last = place.chart.timeScale().logicalToCoordinate(span.afterBar as never);
    if (last === null) return null;
    const left = last + barSpacing / 2;
    return {
      draw: (target) =>
        target.useBitmapCoordinateSpace(({ context, bitmapSize, horizontalPixelRatio: ratio }) => {
          const [from, width] = [left * ratio, span.bars * barSpacing * ratio];
          context.save();
          context.beginPath();
          context.rect(from, 0, width, bitmapSize.height);
          context.clip();
          context.strokeStyle = color;
          context.lineWidth = ratio;
          context.beginPath();
          for (let x = from - bitmapSize.height; x < from + width; x += STROKE_GAP * ratio) {
            context.moveTo(x, bitmapSize.height);
            context.lineTo(x + bitmapSize.height, 0);
          }
          context.stroke();
          context.restore();
        }),
    };
  }
}
