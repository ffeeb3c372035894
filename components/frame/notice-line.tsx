import type { ReactNode } from "react";

/** A line above the bar about the account as a whole. */
export function NoticeLine({ children }: { readonly children: ReactNode }) {
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-sim-tint px-3 py-1.5 text-[0.8125rem]"
    >
      {children}
    </div>
  );
}
