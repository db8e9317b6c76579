// The roles of a table, spelled out: where a narrow screen lays its rows out as blocks, some browsers tell a screen reader of no table any more.
export const asTable = { role: "table" } as const;
export const asRows = { role: "rowgroup" } as const;
export const asRow = { role: "row" } as const;
export const asCell = { role: "cell" } as const;
export const asColumn = { role: "columnheader" } as const;
export const asRowHead = { role: "rowheader" } as const;
