import { useEffect, useRef } from "react";
import { classNames } from "./class-names";
import { tint } from "./tint";

/** A price that can be tinted, in a box whose width its parent fixes. */
export const TICK_CLASS = "live rounded-xs data-ticked:bg-current/12";

interface TickTextProps {
  readonly text: string;
  readonly className?: string;
}

/** Text that tints for a moment when it changes. */
export function TickText({ text, className }: TickTextProps) {
  const ref = useRef<HTMLSpanElement>(null);
  const last = useRef(text);

  useEffect(() => {
    if (last.current === text) return;
    last.current = text;
    if (ref.current !== null) tint(ref.current);
  }, [text]);

  return (
    <span ref={ref} className={classNames(TICK_CLASS, className)}>
      {text}
    </span>
  );
}
