import { Suspense, useEffect, useState } from "react";
import { whenIdle } from "@/lib/client/idle";
import { onToastWaiting } from "@/lib/client/toast";
import { lazyPart, OnNotLoaded } from "./lazy-part";

const { Part: Toaster } = lazyPart(() => import("./toaster").then((module) => module.Toaster));

/** The corner where toasts appear. It is there before most of them: what is put in later is announced. */
export function Toasts() {
  const [wanted, setWanted] = useState(false);
  useEffect(() => {
    const want = () => setWanted(true);
    const stops = [whenIdle(want), onToastWaiting(want)];
    return () => {
      for (const stop of stops) stop();
    };
  }, []);
  return wanted ? (
    // Until something more is said.
    <OnNotLoaded value={() => setWanted(false)}>
      <Suspense>
        <Toaster />
      </Suspense>
    </OnNotLoaded>
  ) : null;
}
