// Mouse, pen, fingers and wheel over a canvas, as what they mean for a map.
const CLICK_PX = 4;

/**
 * on: { press(at), draw(at) -> whether a drag draws and so does not move the map, drag(dx, dy), zoom(factor, at),
 * release(at, moved, pointerType), over(at, pointerType), leave(), doubleClick() }; `at` is [x, y] in pixels of the element.
 * Gives the function that ends it.
 */
export function gestures(element, on) {
  const pointers = new Map();
  let pressed = null;

  const placeOf = (event) => {
    const box = element.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };

  function wheel(event) {
    event.preventDefault();
    const pixels = event.deltaY * [1, 16, 400][event.deltaMode];
    on.zoom(Math.exp(-Math.max(-300, Math.min(300, pixels)) * 0.002), placeOf(event));
  }

  function down(event) {
    if (event.button !== 0) {
      return;
    }
    const at = placeOf(event);
    pointers.set(event.pointerId, at);
    element.setPointerCapture(event.pointerId);
    pressed = pointers.size === 1 ? { from: at, moved: false } : null;
    if (pressed) {
      on.press(at);
    }
  }

  function move(event) {
    const at = placeOf(event);
    const before = pointers.get(event.pointerId);
    if (before === undefined) {
      on.over(at, event.pointerType);
      return;
    }
    if (pressed && Math.hypot(at[0] - pressed.from[0], at[1] - pressed.from[1]) > CLICK_PX) {
      pressed.moved = true;
    }
    if (pointers.size === 2) {
      pinch(event.pointerId, before, at);
    } else if (!on.draw(at)) {
      if (pressed && !pressed.moved) {
        return;
      }
      on.drag(at[0] - before[0], at[1] - before[1]);
    }
    pointers.set(event.pointerId, at);
  }

  function pinch(id, before, at) {
    const other = [...pointers].find(([each]) => each !== id)[1];
    const [was, is] = [before, at].map((each) => Math.max(20, Math.hypot(each[0] - other[0], each[1] - other[1])));
    on.drag((at[0] - before[0]) / 2, (at[1] - before[1]) / 2);
    on.zoom(is / was, [(at[0] + other[0]) / 2, (at[1] + other[1]) / 2]);
  }

  function up(event) {
    const was = pressed;
    if (pointers.delete(event.pointerId)) {
      pressed = null;
      if (was && event.type === "pointerup") {
        on.release(placeOf(event), was.moved, event.pointerType);
      }
    }
  }

  function leave() {
    if (pointers.size === 0) {
      on.leave();
    }
  }

  function doubleClick(event) {
    event.preventDefault();
    on.doubleClick();
  }

  const listeners = [["wheel", wheel, { passive: false }], ["pointerdown", down], ["pointermove", move], ["pointerup", up], ["pointercancel", up], ["pointerleave", leave], ["dblclick", doubleClick]];
  listeners.forEach(([name, listener, options]) => element.addEventListener(name, listener, options));
  return () => listeners.forEach(([name, listener]) => element.removeEventListener(name, listener));
}
