import type { CSSProperties } from "react";
import { Toaster } from "sonner";

/** Toasts in the tokens' colours: inline, since the library's own themes outweigh a rule. */
const TOKENS = {
  "--normal-bg": "var(--panel)",
  "--normal-text": "var(--ink)",
  "--normal-border": "var(--control)",
  fontFamily: "inherit",
} as CSSProperties;

/** The corner where toasts appear; the library announces them politely. */
export function Toasts() {
  return <Toaster position="bottom-left" style={TOKENS} />;
}
