import { Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { lazyPart, usePreload } from "@/components/ui/lazy-part";
import { Sheet } from "@/components/ui/sheet";
import type { PositionView } from "@/lib/wire/raxx/desk";

const { Part: BracketForm, preload } = lazyPart(() =>
  import("./bracket-form").then((module) => module.BracketForm),
);

/** A profit target and a stop-loss for stock that is held. */
export function AddBracket({ position }: { readonly position: PositionView }) {
  const [open, setOpen] = useState(false);
  usePreload(preload);
  return (
    <>
      <Button
        size="small"
        aria-label={`Add bracket to ${position.name}`}
        onClick={() => setOpen(true)}
      >
        Add bracket
      </Button>
      <Sheet open={open} onOpenChange={setOpen} title="Add bracket" place="center">
        <Suspense>
          <BracketForm position={position} onDone={() => setOpen(false)} />
        </Suspense>
      </Sheet>
    </>
  );
}
