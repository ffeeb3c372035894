import { useEffect, useRef } from "react";
import { isStill } from "@/lib/client/appearance";
import { monotonicMs } from "@/lib/client/clock";
import { classNames } from "./class-names";

const TINT_MS = 300;
/** At most three tints a second: faster changes would flash (WCAG 2.3.1). */
const TINT_GAP_MS = 400;

interface TickTextProps {
  readonly text: string;
  readonly className?: string;
}

/** Text that tints for 300 ms when it changes, in a box whose width its parent fixes. */
export function TickText({ text, className }: TickTextProps) {
  const ref = useRef<HTMLSpanElement>(null);
  const last = useRef({ text, tintedAtMs: Number.NEGATIVE_INFINITY });

  useEffect(() => {
    if (last.current.text === text) return;
    last.current.text = text;
    const atMs = monotonicMs();
    if (isStill() || atMs - last.current.tintedAtMs < TINT_GAP_MS) return;
    last.current.tintedAtMs = atMs;
    ref.current?.animate(
      [
        { backgroundColor: "color-mix(in srgb, currentColor 12%, transparent)" },
        { backgroundColor: "transparent" },
      ],
      { duration: TINT_MS, easing: "ease-out" },
    );
  }, [text]);

  return (
    <span ref={ref} className={classNames("live rounded-xs", className)}>
      {text}
    </span>
  );
}
