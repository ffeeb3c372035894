const HEIGHTS = { line: "h-9 w-64", figures: "h-20", panel: "h-40", tall: "h-64" } as const;

interface PageSkeletonProps {
  /** What is being loaded: "your settings". */
  readonly of: string;
  readonly parts: readonly (keyof typeof HEIGHTS)[];
}

/** A page's outline while it is loaded. */
export function PageSkeleton({ of, parts }: PageSkeletonProps) {
  return (
    <div className="flex flex-col gap-4" aria-busy="true">
      <p role="status" className="sr-only">
        Loading {of}
      </p>
      {parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of an outline never change places.
        <div key={index} className={`skeleton ${HEIGHTS[part]}`} />
      ))}
    </div>
  );
}
