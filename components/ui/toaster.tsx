import { type CSSProperties, useEffect } from "react";
import { Toaster as Corner, type ExternalToast, toast } from "sonner";
import { showToasts, type Toast } from "@/lib/client/toast";

/** Toasts in the tokens' colours: inline, since the library's own themes outweigh a rule. */
const TOKENS = {
  "--normal-bg": "var(--panel)",
  "--normal-text": "var(--ink)",
  "--normal-border": "var(--control)",
  fontFamily: "inherit",
} as CSSProperties;

function draw({ text, isError, description, action }: Toast): void {
  const more: ExternalToast = {
    ...(description === undefined ? {} : { description }),
    ...(action === undefined ? {} : { action }),
  };
  if (isError) toast.error(text, more);
  else toast(text, more);
}

/** Draws toasts; the library announces them politely. */
export function Toaster() {
  // After the corner's own effects: it hears everything from its first toast on.
  useEffect(() => showToasts(draw), []);
  return <Corner position="bottom-left" style={TOKENS} />;
}
