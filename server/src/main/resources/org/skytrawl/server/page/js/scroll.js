// The arithmetic of a list whose rows are drawn only where they are seen.

/** Browsers limit the height of an element, Firefox to some 17 million pixels. */
export const MOST_PX = 10_000_000;

/** Geometry: { count: rows, rowPx: height of a row, viewPx: height of the part that is seen }. */
export function heightPx({ count, rowPx }) {
  return Math.min(count * rowPx, MOST_PX);
}

/** How many pixels of the list one pixel of the scroll bar stands for; 1 unless the list is higher than an element can be. */
function ratio(geometry) {
  const full = geometry.count * geometry.rowPx;
  const room = MOST_PX - geometry.viewPx;
  return full <= MOST_PX || room <= 0 ? 1 : (full - geometry.viewPx) / room;
}

/** Which rows are to be drawn, and where the first one of them stands in the element. `last` is exclusive. */
export function visible(scrollPx, geometry, more = 8) {
  const { count, rowPx, viewPx } = geometry;
  const most = Math.max(0, heightPx(geometry) - viewPx);
  const scroll = Math.min(Math.max(0, scrollPx), most);
  const topPx = scroll * ratio(geometry);
  const first = Math.max(0, Math.floor(topPx / rowPx) - more);
  const last = Math.min(count, Math.ceil((topPx + viewPx) / rowPx) + more);
  return { first, last, offsetPx: scroll - (topPx - first * rowPx) };
}

/** A scroll position that changes only when other rows are to be drawn: every four rows, unless the list is too high. */
export function steady(scrollPx, geometry, rows = 4) {
  const step = ratio(geometry) === 1 ? rows * geometry.rowPx : 1;
  return Math.floor(Math.max(0, scrollPx) / step) * step;
}

/** The scroll position nearest to the present one at which a row is seen whole. */
export function scrollToShow(index, scrollPx, geometry) {
  const { rowPx, viewPx } = geometry;
  const topPx = scrollPx * ratio(geometry);
  const rowTop = index * rowPx;
  if (rowTop < topPx) {
    return rowTop / ratio(geometry);
  }
  if (rowTop + rowPx > topPx + viewPx) {
    return Math.max(0, rowTop + rowPx - viewPx) / ratio(geometry);
  }
  return scrollPx;
}

/** The index that a key leads to, or null if it is not a key of the list. */
export function keyTarget(key, index, { count, rowPx, viewPx }) {
  const page = Math.max(1, Math.floor(viewPx / rowPx) - 1);
  const to = { ArrowDown: index + 1, ArrowUp: index - 1, PageDown: index + page, PageUp: index - page, Home: 0, End: count - 1 }[key];
  return to === undefined ? null : Math.max(0, Math.min(count - 1, to));
}
