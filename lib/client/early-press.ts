import { type RefObject, useEffect, useRef } from "react";

/**
 * For what the server draws with `data-waking`: a press on it before its script came is kept by
 * public/press.js, and made once everything in it can hear.
 */
export function useEarlyPress(): RefObject<HTMLDivElement | null> {
  const part = useRef<HTMLDivElement>(null);
  // The last effect of its part: those of what is inside have run.
  useEffect(() => {
    part.current?.removeAttribute("data-waking");
    document.dispatchEvent(new Event("raxx-awake"));
  }, []);
  return part;
}
