import {
  type RefObject,
  useCallback,
  useDeferredValue,
  useEffect,
  useLayoutEffect,
  useState,
} from "react";

interface Span {
  readonly first: number;
  readonly last: number;
}

/** Drawn beyond both edges: as far as one notch of a wheel goes. */
const BEYOND_ROWS = 10;
/** Before anything is measured, on the server too: the box of a usual screen, its middle on the first row looked at. */
const USUAL_PX = { height: 290, above: 129 };

interface RowWindow {
  /** The rows on screen, whole or in part. */
  readonly seen: Span;
  /** The rows to draw. They follow a scroll a moment later and in pieces, so that it never stutters. */
  readonly drawn: Span;
  /** Rows cut off above the box's content: none once the box can be scrolled. */
  readonly origin: number;
  /** Scrolls no further than needed to show a row. */
  readonly reveal: (row: number) => void;
  readonly center: (row: number) => void;
}

interface RowWindowOptions {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly count: number;
  readonly rowHeight: number;
  /** The row that is looked at first. */
  readonly start: number;
}

function spanAt(top: number, height: number, rowHeight: number): Span {
  return {
    first: Math.max(0, Math.floor(top / rowHeight)),
    last: Math.max(0, Math.ceil((top + height) / rowHeight) - 1),
  };
}

/** Which rows of one height are on screen in a box that scrolls. */
export function useRowWindow({ scroller, count, rowHeight, start }: RowWindowOptions): RowWindow {
  const [firstTop] = useState(() => Math.max(0, start * rowHeight - USUAL_PX.above));
  const [span, setSpan] = useState(() => spanAt(firstTop, USUAL_PX.height, rowHeight));
  const late = useDeferredValue(span);
  // What the server draws cannot be scrolled: its rows begin where the box does.
  const [origin, setOrigin] = useState(firstTop / rowHeight);
  useLayoutEffect(() => setOrigin(0), []);

  const measure = useCallback(() => {
    const box = scroller.current;
    if (box === null) return;
    const next = spanAt(box.scrollTop, box.clientHeight, rowHeight);
    setSpan((now) => (now.first === next.first && now.last === next.last ? now : next));
  }, [scroller, rowHeight]);

  useEffect(() => {
    const box = scroller.current;
    if (box === null) return;
    const size = new ResizeObserver(measure);
    size.observe(box);
    box.addEventListener("scroll", measure, { passive: true });
    return () => {
      size.disconnect();
      box.removeEventListener("scroll", measure);
    };
  }, [scroller, measure]);

  const reveal = useCallback(
    (row: number) => {
      const box = scroller.current;
      if (box === null) return;
      const top = row * rowHeight;
      const lowest = top + rowHeight - box.clientHeight;
      if (top < box.scrollTop) box.scrollTop = top;
      else if (lowest > box.scrollTop) box.scrollTop = lowest;
      measure();
    },
    [scroller, rowHeight, measure],
  );

  const center = useCallback(
    (row: number) => {
      const box = scroller.current;
      if (box === null) return;
      box.scrollTop = Math.max(0, (row + 0.5) * rowHeight - box.clientHeight / 2);
      measure();
    },
    [scroller, rowHeight, measure],
  );

  return {
    seen: { first: span.first, last: Math.min(count - 1, span.last) },
    drawn: {
      first: Math.max(Math.floor(origin), late.first - BEYOND_ROWS),
      last: Math.min(count - 1, late.last + BEYOND_ROWS),
    },
    origin,
    reveal,
    center,
  };
}
