import { type ComponentType, Suspense, useEffect, useState } from "react";
import { type CommandId, takeCommand } from "@/lib/client/commands";
import { usePreload } from "@/lib/client/lazy-part";

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
  const [wanted, setWanted] = useState(false);
  usePreload(preload);
  useEffect(() => {
    const show = () => {
      setWanted(true);
      setOpen(true);
    };
    const stops = commands.map((id) => takeCommand(id, show));
    return () => {
      for (const stop of stops) stop();
    };
  }, [commands]);
  return wanted ? (
    <Suspense>
      <Part open={open} onOpenChange={setOpen} />
    </Suspense>
  ) : null;
}
