import { type ComponentType, useEffect, useState } from "react";
import { LazyLayer } from "@/components/ui/lazy-layer";
import { usePreload } from "@/components/ui/lazy-part";
import { type CommandId, takeCommand } from "@/lib/client/commands";

export interface AskedLayerProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

interface AskedProps {
  /** Any of these opens it. */
  readonly commands: readonly CommandId[];
  readonly part: ComponentType<AskedLayerProps>;
  readonly preload: () => void;
}

/** A layer that a command opens; the command is heard from the start, its script comes when it is idle. */
export function AskedLayer({ commands, part: Part, preload }: AskedProps) {
  const [open, setOpen] = useState(false);
  usePreload(preload);
  useEffect(() => {
    const show = () => setOpen(true);
    const stops = commands.map((id) => takeCommand(id, show));
    return () => {
      for (const stop of stops) stop();
    };
  }, [commands]);
  return (
    <LazyLayer open={open} onOpenChange={setOpen}>
      <Part open={open} onOpenChange={setOpen} />
    </LazyLayer>
  );
}
