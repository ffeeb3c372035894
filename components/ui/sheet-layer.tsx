import { Dialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode, RefObject } from "react";
import { classNames } from "./class-names";

export interface SheetProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  /** "center" is a dialog; "side" slides in from the right, or from below on a phone. */
  readonly place: "center" | "side";
  readonly children: ReactNode;
  /** Hides the title from sight where the content has its own heading. */
  readonly quietTitle?: boolean;
  /** Gets the focus when the sheet opens, except by touch, where it would raise the keyboard. */
  readonly firstField?: RefObject<HTMLElement | null>;
}

const PLACES = {
  center:
    "top-1/2 left-1/2 w-[26rem] max-w-[calc(100vw-1.5rem)] max-h-[calc(100dvh-1.5rem)] -translate-x-1/2 -translate-y-1/2 rounded-xl border",
  side: "right-0 bottom-0 w-full max-h-[92dvh] rounded-t-xl border-t sm:top-0 sm:w-[26rem] sm:max-h-none sm:rounded-none sm:border-l sm:border-t-0",
} as const;

/** A modal layer that keeps the focus, closes on Escape and gives the focus back. */
export function SheetLayer(props: SheetProps) {
  const { open, onOpenChange, title, place, children, quietTitle, firstField } = props;
  return (
    <Dialog.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-[#04070b99] transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Dialog.Popup
          initialFocus={(openedBy) => (openedBy === "touch" ? true : (firstField?.current ?? true))}
          className={classNames(
            "fixed z-50 flex flex-col overflow-y-auto border-line bg-panel text-ink shadow-2xl transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0",
            PLACES[place],
          )}
        >
          <div
            className={classNames(
              "flex items-center justify-between gap-2 px-4 pt-3",
              quietTitle === true && "absolute top-0 right-0 z-10 pt-1.5 pr-2",
            )}
          >
            <Dialog.Title
              className={quietTitle === true ? "sr-only" : "text-lg font-semibold tracking-tight"}
            >
              {title}
            </Dialog.Title>
            <Dialog.Close
              aria-label="Close"
              className="inline-flex size-8 items-center justify-center rounded-md text-muted hover:bg-raised hover:text-ink"
            >
              <X aria-hidden size={18} />
            </Dialog.Close>
          </div>
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
