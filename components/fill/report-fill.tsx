import { type FormEvent, useState } from "react";
import { useFrame } from "@/components/frame/frame-context";
import { Button } from "@/components/ui/button";

interface ReportFillProps {
  readonly fillId: string;
  readonly reported: string | null;
  readonly onSent: () => void;
}

/** Says to the operators what is wrong with a fill, once. */
export function ReportFill({ fillId, reported, onSent }: ReportFillProps) {
  const { journalActions } = useFrame();
  const [message, setMessage] = useState<string | null>(null);

  async function send(text: string): Promise<void> {
    const answer = await journalActions.report({ fillId, text }).catch(() => null);
    if (answer?.ok === true) return onSent();
    setMessage(answer?.message ?? "The server could not be reached.");
  }

  function onSubmit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    void send(String(new FormData(event.currentTarget).get("text") ?? ""));
  }

  if (reported !== null) {
    return <p className="text-[0.8125rem] text-muted">You reported this fill: “{reported}”</p>;
  }
  return (
    <details>
      <summary className="font-semibold">Report this fill</summary>
      <form onSubmit={onSubmit} className="flex flex-col gap-2 pt-2">
        <label className="flex flex-col gap-1">
          <span className="text-xs text-muted">What is wrong with it?</span>
          <textarea
            name="text"
            required
            minLength={5}
            maxLength={2_000}
            rows={3}
            className="field h-auto py-1.5"
          />
        </label>
        <div>
          <Button type="submit" size="small">
            Send report
          </Button>
        </div>
        <p role="alert" className="text-error empty:hidden">
          {message}
        </p>
      </form>
    </details>
  );
}
