import { PageLink } from "@/components/ui/page-link";

interface RefusalProps {
  readonly message: string;
  readonly signIn: boolean;
}

/** Why an app cannot be connected now. */
export function Refusal({ message, signIn }: RefusalProps) {
  return (
    <main className="mx-auto flex max-w-md flex-col gap-4 p-6">
      <h1 className="text-lg font-semibold">Connect an app</h1>
      <p>{message}</p>
      <PageLink href="/" className="underline">
        {signIn ? "Sign in" : "To Raxx"}
      </PageLink>
    </main>
  );
}
