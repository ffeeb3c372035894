import type { ReactNode } from "react";
import { useEarlyPress } from "@/lib/client/early-press";

/** A part that may wake after the rest of its page: a press on it is kept until then. */
export function Waking({ children }: { readonly children: ReactNode }) {
  const part = useEarlyPress();
  return (
    <div ref={part} data-waking>
      {children}
    </div>
  );
}
