// The datasets, with virtual rows.

export function DatasetTable() {
  return null;
}
