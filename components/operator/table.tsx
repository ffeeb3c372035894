interface TableProps {
  readonly name: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A plain table of texts; wide ones scroll by themselves, an empty one is a line. */
export function Table({ name, head, rows }: TableProps) {
  if (rows.length === 0) {
    return (
      <p className="border-t border-line px-3 py-2 first-of-type:border-t-0">
        <span className="font-semibold">{name}:</span> <span className="text-muted">none</span>
      </p>
    );
  }
  return (
    // Focusable, so that what does not fit can be scrolled to with the keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must take focus.
    <section tabIndex={0} aria-label={name} className="overflow-x-auto px-3 py-2">
      <table className="w-full text-left text-[0.8125rem]">
        <caption className="py-1 text-left text-sm font-semibold">{name}</caption>
        <thead className="text-muted">
          <tr>
            {head.map((title) => (
              <th key={title} scope="col" className="py-1 pr-4 font-normal whitespace-nowrap">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.join(" ")} className="border-t border-line">
              {head.map((title, index) => (
                <td key={title} className="py-1 pr-4 align-top">
                  {row[index]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
