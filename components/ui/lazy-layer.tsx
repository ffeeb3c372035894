import { type ReactNode, Suspense, useState } from "react";
import { OnNotLoaded, tellNotLoaded } from "./lazy-part";

interface LazyLayerProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** The layer, a part of its own. */
  readonly children: ReactNode;
}

/** A layer whose script comes when it first opens, and which stays from then on. One that does not come is closed again. */
export function LazyLayer({ open, onOpenChange, children }: LazyLayerProps) {
  const [wanted, setWanted] = useState(open);
  if (open && !wanted) setWanted(true);
  function notLoaded(): void {
    setWanted(false);
    onOpenChange(false);
    tellNotLoaded();
  }
  return wanted ? (
    <OnNotLoaded value={notLoaded}>
      <Suspense>{children}</Suspense>
    </OnNotLoaded>
  ) : null;
}
