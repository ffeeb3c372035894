import { type FormEvent, useId, useState } from "react";
import { useFrame } from "@/components/frame/frame-context";
import { Button } from "@/components/ui/button";
import type { FillNote, NoteForm as Form } from "@/lib/wire/raxx/fill-context";

interface NoteFormProps {
  readonly subject: Form["subject"];
  readonly note: FillNote | null;
  readonly onSaved?: (note: FillNote) => void;
}

/** A note and its tags, kept together; emptied, it is taken away. */
export function NoteForm({ subject, note, onSaved }: NoteFormProps) {
  const { journalActions } = useFrame();
  const id = useId();
  const [text, setText] = useState(note?.text ?? "");
  const [tags, setTags] = useState(note?.tags.join(", ") ?? "");
  const [state, setState] = useState({ busy: false, message: "", failed: false });

  async function save(): Promise<void> {
    setState({ busy: true, message: "", failed: false });
    const form = { text: text.trim(), tags: tagsOf(tags) };
    const answer = await journalActions.note({ subject, ...form }).catch(() => null);
    const failed = answer?.ok !== true;
    const words = answer?.ok === false ? answer.message : "The server could not be reached.";
    setState({ busy: false, message: failed ? words : "Kept.", failed });
    if (!failed) onSaved?.(form);
  }

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    void save();
  }

  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-2">
      <label htmlFor={`${id}text`} className="text-xs text-muted">
        Note
      </label>
      <textarea
        id={`${id}text`}
        rows={3}
        maxLength={2_000}
        value={text}
        onChange={({ target }) => setText(target.value)}
        className="field h-auto py-1.5"
      />
      <label htmlFor={`${id}tags`} className="text-xs text-muted">
        Tags, with commas between them
      </label>
      <input
        id={`${id}tags`}
        maxLength={260}
        autoComplete="off"
        placeholder="income, earnings"
        value={tags}
        onChange={({ target }) => setTags(target.value)}
        className="field"
      />
      <div className="flex items-center gap-3">
        <Button type="submit" size="small" disabled={state.busy}>
          Keep note
        </Button>
        <span role="status" className={state.failed ? "text-error" : "text-muted"}>
          {state.message}
        </span>
      </div>
    </form>
  );
}

function tagsOf(text: string): string[] {
  return text
    .split(",")
    .map((tag) => tag.trim())
    .filter((tag) => tag !== "");
}
