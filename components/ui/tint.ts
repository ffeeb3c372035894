import { isStill } from "@/lib/client/appearance";
import { monotonicMs } from "@/lib/client/clock";

const TINT_MS = 300;
/** At most three tints a second: faster changes would flash (WCAG 2.3.1). */
const TINT_GAP_MS = 400;

const tintedAtMs = new WeakMap<Element, number>();
/** Of the batch that is drawn now. */
let tinted: Element[] = [];

function clear(elements: readonly Element[]): void {
  for (const element of elements) element.removeAttribute("data-ticked");
}

/**
 * Tints a price that changed for 300 ms. Put on and taken off for a whole batch at once, never faded:
 * an animation would cost every price on screen a frame of work sixty times a second.
 */
export function tint(element: Element): void {
  const atMs = monotonicMs();
  if (atMs - (tintedAtMs.get(element) ?? Number.NEGATIVE_INFINITY) < TINT_GAP_MS) return;
  if (isStill()) return;
  tintedAtMs.set(element, atMs);
  element.setAttribute("data-ticked", "");
  tinted.push(element);
  if (tinted.length > 1) return;
  const batch = tinted;
  setTimeout(() => clear(batch), TINT_MS);
  queueMicrotask(() => {
    tinted = [];
  });
}
