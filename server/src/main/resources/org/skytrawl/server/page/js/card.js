// One dataset.

export function Card() {
  return null;
}
