import { useEffect, useState } from "react";
import { getJson } from "@/lib/client/api";
import type { HomeView } from "@/lib/wire/raxx/home";

const REFRESH_MS = 5_000;

/** The page as the server rendered it, and then as it is every few seconds while it is looked at. */
export function useHome(first: HomeView): { readonly view: HomeView; readonly isOld: boolean } {
  const [view, setView] = useState(first);
  const [isOld, setOld] = useState(false);
  useEffect(() => {
    const stop = new AbortController();
    const load = async () => {
      if (document.hidden) return;
      const loaded = await getJson<HomeView>("/api/home", stop.signal);
      if (stop.signal.aborted) return;
      setOld(!loaded.ok);
      if (loaded.ok) setView(loaded.value);
    };
    const timer = setInterval(() => void load(), REFRESH_MS);
    return () => {
      clearInterval(timer);
      stop.abort();
    };
  }, []);
  return { view, isOld };
}
