// The sky: region, footprints, density; drawing and picking.

export function SkyMap() {
  return null;
}
