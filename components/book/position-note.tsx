import { Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { lazyPart, usePreload } from "@/components/ui/lazy-part";
import { Sheet } from "@/components/ui/sheet";
import { tell } from "@/lib/client/toast";
import type { PositionGroupView } from "@/lib/wire/raxx/desk";

const { Part: CurrentNote, preload } = lazyPart(() =>
  import("./current-note").then((module) => module.CurrentNote),
);

/** What its owner thinks of a position, written where it is looked at. It stays with the campaign. */
export function PositionNote({ group }: { readonly group: PositionGroupView }) {
  const [open, setOpen] = useState(false);
  usePreload(preload);
  const symbol = group.legs[0]?.symbol ?? "";
  return (
    <>
      <Button size="small" aria-label={`Note on ${group.title}`} onClick={() => setOpen(true)}>
        Note
      </Button>
      <Sheet open={open} onOpenChange={setOpen} title={`Note on ${group.title}`} place="center">
        <div className="flex flex-col gap-3 p-4">
          <Suspense fallback={<div aria-hidden className="skeleton h-44" />}>
            <CurrentNote
              symbol={symbol}
              onSaved={() => {
                setOpen(false);
                tell(`Kept: note on ${group.title}`);
              }}
            />
          </Suspense>
          <p className="text-xs text-muted">
            It goes along through rolls and assignment; Performance lists it with the campaign.
          </p>
        </div>
      </Sheet>
    </>
  );
}
