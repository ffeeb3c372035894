/** The desk's outline with its final heights, so that nothing moves when the numbers arrive. */
export function DeskSkeleton() {
  return (
    <div className="flex min-h-dvh" aria-busy="true">
      <p role="status" className="sr-only">
        Loading your desk
      </p>
      <div className="w-14 shrink-0 border-r border-line bg-panel max-md:hidden" />
      <div className="flex min-w-0 flex-1 flex-col">
        <div className="h-13 border-t-2 border-b border-t-sim-solid border-b-line bg-panel" />
        <div className="flex flex-1">
          <div className="flex min-w-0 flex-1 flex-col gap-3 p-3">
            <div className="skeleton h-19 w-full" />
            <div className="grid gap-3 lg:h-112 lg:grid-cols-[minmax(0,1fr)_33rem] lg:grid-rows-[minmax(0,1fr)]">
              <div className="skeleton h-85 lg:h-full" />
              <div className="skeleton h-124 lg:h-full" />
            </div>
            <div className="skeleton h-72" />
          </div>
          <div className="w-90 shrink-0 border-l border-line bg-panel max-xl:hidden" />
        </div>
      </div>
    </div>
  );
}
