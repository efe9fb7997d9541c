// Histograms that filter.

export function Facets() {
  return null;
}
