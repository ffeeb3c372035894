import { Suspense, useState } from "react";
import { lazyPart, usePreload } from "@/lib/client/lazy-part";
import type { SheetProps } from "./sheet-layer";

const { Part: SheetLayer, preload } = lazyPart(() =>
  import("./sheet-layer").then((module) => module.SheetLayer),
);

/** A modal layer. What draws it is loaded while the page is idle, and put there when it first opens. */
export function Sheet(props: SheetProps) {
  const [wanted, setWanted] = useState(props.open);
  usePreload(preload);
  if (props.open && !wanted) setWanted(true);
  return wanted ? (
    <Suspense>
      <SheetLayer {...props} />
    </Suspense>
  ) : null;
}
