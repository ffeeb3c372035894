import { LazyLayer } from "./lazy-layer";
import { lazyPart, usePreload } from "./lazy-part";
import type { SheetProps } from "./sheet-layer";

const { Part: SheetLayer, preload } = lazyPart(() =>
  import("./sheet-layer").then((module) => module.SheetLayer),
);

/** A modal layer. What draws it is loaded while the page is idle, and put there when it first opens. */
export function Sheet(props: SheetProps) {
  usePreload(preload);
  return (
    <LazyLayer open={props.open} onOpenChange={props.onOpenChange}>
      <SheetLayer {...props} />
    </LazyLayer>
  );
}
