import { type ReactNode, useId } from "react";
import { classNames } from "./class-names";

interface PanelProps {
  readonly title: string;
  /** Beside the title: labels that qualify every number inside. */
  readonly labels?: ReactNode;
  /** At the right end of the header. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
}

/** A titled part of the screen; the title names the region for screen readers. */
export function Panel({ title, labels, actions, children, className }: PanelProps) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className={classNames(
        "flex min-w-0 flex-col rounded-lg border border-line bg-panel",
        className,
      )}
    >
      <header className="flex min-h-10 flex-wrap items-center gap-2 border-b border-line px-3 py-1">
        <h2 id={id} className="font-semibold">
          {title}
        </h2>
        {labels}
        <div className="ml-auto flex flex-wrap items-center justify-end gap-1">{actions}</div>
      </header>
      {children}
    </section>
  );
}
