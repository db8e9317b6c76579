// The head of a table at the desk: what each column is called, and the class that gives it its width.
import { asColumn, asRow, asRows } from "../../ui/tableRoles";
export type Column = [name: string, className?: string];

export function TableHead({ columns }: { columns: Column[] }) {
  return (
    <thead {...asRows}>
      <tr {...asRow}>
        {columns.map(([name, className]) => (
          <th {...asColumn} key={name} scope="col" className={className}>
            {name}
          </th>
        ))}
      </tr>
    </thead>
  );
}
