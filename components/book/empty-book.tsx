import type { ReactNode } from "react";

/** An empty list: what will be here, and one thing to do. */
export function EmptyBook({ children }: { readonly children: ReactNode }) {
  return <div className="flex flex-col items-start gap-2 px-4 py-6 text-muted">{children}</div>;
}
