// The question, and what will be asked.

export function Ask() {
  return null;
}
