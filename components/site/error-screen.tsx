import { Button } from "@/components/ui/button";

/** What the person sees when a page broke: what happened, what is safe, what to do, and a number to quote. */
export function ErrorScreen({
  error,
  retry,
}: {
  readonly error: unknown;
  readonly retry: () => void;
}) {
  const digest =
    error instanceof Error && "digest" in error && typeof error.digest === "string"
      ? error.digest
      : null;
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col items-start justify-center gap-4 p-6">
      <h1 className="text-2xl font-semibold tracking-tight">This page could not be shown</h1>
      <p className="text-muted">
        Something failed on our side. Orders that were accepted stay accepted, and working orders go
        on working. Try again; if it keeps failing, wait a minute.
      </p>
      <Button tone="primary" onClick={retry}>
        Try again
      </Button>
      {digest === null ? null : (
        <p className="text-xs text-muted">
          Reference: <code className="select-all">{digest}</code>
        </p>
      )}
    </main>
  );
}
