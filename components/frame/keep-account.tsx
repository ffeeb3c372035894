import { useState } from "react";
import { Button } from "@/components/ui/button";
import { LazyLayer } from "@/components/ui/lazy-layer";
import { lazyPart, usePreload } from "@/components/ui/lazy-part";
import { formatMoment } from "@/lib/client/format-time";
import { NoticeLine } from "./notice-line";

const { Part: KeepSheet, preload } = lazyPart(() =>
  import("./keep-sheet").then((module) => module.KeepSheet),
);

/** Tells a guest until when, and keeps the account. */
export function KeepAccount({ untilMs }: { readonly untilMs: number }) {
  const [open, setOpen] = useState(false);
  usePreload(preload);

  return (
    <NoticeLine>
      <span>
        <strong>You are a guest.</strong> This account is deleted on {formatMoment(untilMs)} ET.
      </span>
      <Button size="small" onClick={() => setOpen(true)}>
        Keep it with a passkey
      </Button>
      <LazyLayer open={open} onOpenChange={setOpen}>
        <KeepSheet open={open} onOpenChange={setOpen} />
      </LazyLayer>
    </NoticeLine>
  );
}
