export default function PerformanceLoading() {
  return (
    <div className="mx-auto flex max-w-6xl flex-col gap-4 p-6" aria-busy="true">
      <p role="status" className="sr-only">
        Loading your performance
      </p>
      <div className="skeleton h-9 w-64" />
      <div className="skeleton h-20" />
      <div className="skeleton h-64" />
      <div className="skeleton h-40" />
    </div>
  );
}
