interface TableProps {
  readonly name: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A plain table of texts; wide ones scroll by themselves. */
export function Table({ name, head, rows }: TableProps) {
  return (
    <div className="overflow-x-auto px-3 py-2">
      <table className="w-full text-left text-xs">
        <caption className="py-1 text-left font-semibold">{name}</caption>
        <thead className="text-muted">
          <tr>
            {head.map((title) => (
              <th key={title} scope="col" className="py-1 pr-4 font-normal">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.join(" ")} className="border-t border-line">
              {head.map((title, index) => (
                <td key={title} className="py-1 pr-4 align-top break-words">
                  {row[index]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 ? <p className="text-muted">None.</p> : null}
    </div>
  );
}
