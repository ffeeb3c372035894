import type { ComponentProps } from "react";
import { classNames } from "./class-names";

const TONES = {
  primary:
    "bg-sim-solid text-on-solid hover:bg-sim-solid-hover disabled:bg-raised disabled:text-muted font-semibold",
  secondary: "border border-control bg-panel text-ink hover:bg-raised disabled:text-muted",
  ghost: "text-muted hover:bg-raised hover:text-ink disabled:text-muted",
  danger: "border border-error bg-panel text-error hover:bg-raised disabled:text-muted",
} as const;

const SIZES = {
  large: "h-11 px-5 text-base whitespace-nowrap",
  medium: "h-9 px-3 whitespace-nowrap",
  small: "h-7 px-2 text-[0.8125rem] whitespace-nowrap",
  /** As wide as its place; long words wrap. */
  block: "min-h-11 w-full px-3 py-2 text-[0.9375rem] text-balance",
  icon: "size-8 justify-center",
} as const;

interface ButtonProps extends ComponentProps<"button"> {
  readonly tone?: keyof typeof TONES;
  readonly size?: keyof typeof SIZES;
}

/** Classes of a button, for links that look like one. */
export function buttonClass(
  tone: keyof typeof TONES = "secondary",
  size: keyof typeof SIZES = "medium",
): string {
  return classNames(
    "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md transition-colors disabled:cursor-not-allowed",
    TONES[tone],
    SIZES[size],
  );
}

/** A button; `type` is "button" unless a form needs another. */
export function Button({ tone, size, className, type = "button", ...rest }: ButtonProps) {
  return (
    <button {...rest} type={type} className={classNames(buttonClass(tone, size), className)} />
  );
}
