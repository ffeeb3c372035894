export default function SettingsLoading() {
  return (
    <div className="flex flex-col gap-4" aria-busy="true">
      <p role="status" className="sr-only">
        Loading your settings
      </p>
      <div className="skeleton h-9 w-48" />
      <div className="skeleton h-28" />
      <div className="skeleton h-40" />
    </div>
  );
}
