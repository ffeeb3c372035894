import { useEffect, useRef } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import type { MadeKeyView } from "@/lib/wire/raxx/keys";

function Secret({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      <dt className="w-16 text-muted">{name}</dt>
      <dd className="flex min-w-0 flex-1 flex-wrap items-center gap-2">
        <code className="min-w-0 rounded bg-raised px-2 py-1 font-mono text-[0.8125rem] break-all">
          {value}
        </code>
        <CopyButton text={value} label={`Copy ${name.toLowerCase()}`} />
      </dd>
    </div>
  );
}

/** The one time a secret is on screen; it takes the focus, since leaving the page loses it. */
export function NewSecret({ made }: { readonly made: MadeKeyView }) {
  const ref = useRef<HTMLElement>(null);
  const { id } = made.key;
  useEffect(() => {
    if (id !== "") ref.current?.focus();
  }, [id]);
  return (
    <section
      ref={ref}
      tabIndex={-1}
      aria-label="New key"
      className="flex flex-col gap-3 rounded-lg border border-sim bg-panel p-4"
    >
      <h2 className="font-semibold">Copy the secret of “{made.key.name}” now</h2>
      <p className="text-muted">
        It is shown this once. We keep only its hash, so nobody can show it again.
      </p>
      <dl className="flex flex-col gap-2">
        <Secret name="Key" value={made.key.keyId} />
        <Secret name="Secret" value={made.secret} />
      </dl>
    </section>
  );
}
