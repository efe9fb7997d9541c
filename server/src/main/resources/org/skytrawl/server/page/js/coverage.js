// Time by wavelength.

export function Coverage() {
  return null;
}
