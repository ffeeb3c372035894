export default function KeysLoading() {
  return (
    <div className="mx-auto flex max-w-3xl flex-col gap-4 p-6" aria-busy="true">
      <p role="status" className="sr-only">
        Loading your keys
      </p>
      <div className="skeleton h-9 w-48" />
      <div className="skeleton h-28" />
      <div className="skeleton h-40" />
    </div>
  );
}
