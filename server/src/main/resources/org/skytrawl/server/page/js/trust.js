// What is missing, and what became of each service. With brief: one line, where the results stand.

export function Trust() {
  return null;
}
