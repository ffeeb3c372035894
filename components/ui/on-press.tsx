import {
  type ComponentProps,
  cloneElement,
  type ReactElement,
  type ReactNode,
  Suspense,
  useState,
} from "react";
import { OnNotLoaded, tellNotLoaded } from "./lazy-part";

interface OnPressProps {
  /** What stands there until then; it looks like the control that takes its place. */
  readonly button: ReactElement<ComponentProps<"button">>;
  /** Starts loading: somebody is about to press. */
  readonly preload: () => void;
  /** The control, made to open at once. */
  readonly children: ReactNode;
}

/** A control whose script comes when it is first pressed: most visits never open it. */
export function OnPress({ button, preload, children }: OnPressProps) {
  const [wanted, setWanted] = useState(false);
  if (wanted) {
    const notLoaded = () => {
      setWanted(false);
      tellNotLoaded();
    };
    return (
      <OnNotLoaded value={notLoaded}>
        <Suspense fallback={button}>{children}</Suspense>
      </OnNotLoaded>
    );
  }
  return cloneElement(button, {
    "aria-expanded": false,
    onClick: () => setWanted(true),
    onPointerEnter: preload,
    onFocus: preload,
  });
}
