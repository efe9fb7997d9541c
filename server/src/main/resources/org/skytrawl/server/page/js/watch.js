// How far the run is.

export function Watch() {
  return null;
}
