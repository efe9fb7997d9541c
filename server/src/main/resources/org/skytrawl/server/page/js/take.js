// Files, downloads, SAMP, the command and the Python code that repeat it.

export function Take() {
  return null;
}
