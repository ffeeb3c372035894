import { Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { formatMoment } from "@/lib/client/format-time";
import { lazyPart, usePreload } from "@/lib/client/lazy-part";
import { NoticeLine } from "./notice-line";

const { Part: KeepSheet, preload } = lazyPart(() =>
  import("./keep-sheet").then((module) => module.KeepSheet),
);

/** Tells a guest until when, and keeps the account. */
export function KeepAccount({ untilMs }: { readonly untilMs: number }) {
  const [open, setOpen] = useState(false);
  const [wanted, setWanted] = useState(false);
  usePreload(preload);

  function ask(): void {
    setWanted(true);
    setOpen(true);
  }

  return (
    <NoticeLine>
      <span>
        <strong>You are a guest.</strong> This account is deleted on {formatMoment(untilMs)} ET.
      </span>
      <Button size="small" onClick={ask}>
        Keep it with a passkey
      </Button>
      {wanted ? (
        <Suspense>
          <KeepSheet open={open} onOpenChange={setOpen} />
        </Suspense>
      ) : null}
    </NoticeLine>
  );
}
