import { type ComponentType, createContext, lazy, useContext, useEffect, useState } from "react";
import { whenIdle } from "@/lib/client/idle";
import { tellError } from "@/lib/client/toast";
import { Button } from "./button";

/**
 * What a control does whose part could not be loaded: it takes the part's place again. Null where the part stands in
 * a place of its own: it says so there.
 */
export const OnNotLoaded = createContext<(() => void) | null>(null);

/** Tells that a part a press asked for did not come. */
export function tellNotLoaded(): void {
  tellError("That could not be loaded. Look at your connection and press again.");
}

/**
 * A component whose script is loaded when it is first shown, or a little before. Only for what a press
 * brings: what the server draws must hear its first press at once. One that cannot be loaded, as while a line is
 * broken, takes nothing else of the page with it, and is loaded again when it is asked for again.
 */
export function lazyPart<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  const attempt = () =>
    lazy(async () => ({ default: await load().catch((): ComponentType<Props> => Missing) }));
  // React keeps what a lazy component came to, so another try is another one.
  let newest = attempt();
  const Again = createContext<() => void>(() => undefined);

  function Missing() {
    const onNotLoaded = useContext(OnNotLoaded);
    const again = useContext(Again);
    useEffect(() => {
      newest = attempt();
      onNotLoaded?.();
    }, [onNotLoaded]);
    if (onNotLoaded !== null) return null;
    return (
      <p role="alert" className="flex flex-wrap items-center gap-3 p-4 text-error">
        This part could not be loaded.
        <Button size="small" onClick={again}>
          Try again
        </Button>
      </p>
    );
  }

  function Part(props: Props) {
    const [Shown, setShown] = useState(() => newest);
    return (
      <Again value={() => setShown(newest)}>
        <Shown {...props} />
      </Again>
    );
  }
  // One that cannot be loaded now is asked for again when it is shown.
  const preload = () => void load().catch(() => undefined);
  return { Part, preload };
}

/** Loads parts of the page while nobody waits, so that the press which shows them need not. */
export function usePreload(preload: () => void): void {
  useEffect(() => whenIdle(preload), [preload]);
}
