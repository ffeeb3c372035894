import { useEffect } from "react";

/** Lets the browser answer with a page of ours when there is no connection. */
export function OfflineReady() {
  useEffect(() => {
    // A browser that refuses, a private window say, shows its own page instead.
    navigator.serviceWorker?.register("/sw.js").catch(() => undefined);
  }, []);
  return null;
}
