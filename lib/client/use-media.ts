import { useSyncExternalStore } from "react";

/** Follows a media query; the server assumes `onServer`, and the browser corrects it on arrival. */
export function useMedia(query: string, onServer: boolean): boolean {
  return useSyncExternalStore(
    (notify) => {
      const list = matchMedia(query);
      list.addEventListener("change", notify);
      return () => list.removeEventListener("change", notify);
    },
    () => matchMedia(query).matches,
    () => onServer,
  );
}
