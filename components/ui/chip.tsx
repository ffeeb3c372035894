import type { ReactNode } from "react";
import { classNames } from "./class-names";

const TONES = {
  accent: "bg-sim-tint text-sim border-sim",
  slate: "bg-delay-tint text-delay border-transparent",
  warn: "border-warn text-warn",
  plain: "border-line text-muted",
} as const;

interface ChipProps {
  readonly tone: keyof typeof TONES;
  readonly children: ReactNode;
  readonly title?: string;
  readonly className?: string;
  /** What it says of every number in its reach: "sim", or the feed. A test looks for it beside prices. */
  readonly label?: string;
}

/** A small label that states a condition; it is text, never a control. */
export function Chip({ tone, children, title, className, label }: ChipProps) {
  return (
    <span
      title={title}
      data-label={label}
      className={classNames(
        "inline-flex h-5 shrink-0 items-center gap-1 rounded border px-1.5 text-xs font-semibold whitespace-nowrap",
        TONES[tone],
        className,
      )}
    >
      {children}
    </span>
  );
}
