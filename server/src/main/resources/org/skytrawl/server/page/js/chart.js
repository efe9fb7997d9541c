// The sky on its canvases: what is shown, when it is drawn, and what pointer and keyboard do to it.
import { colourOf } from "./colours.js";
import { gestures } from "./gestures.js";
import { gridOf } from "./grid.js";
import { paintDensity, paintGrid, paintLabels, paintMarked, paintRegion, paintShapes, paintSketch, prepare, regionShape } from "./paint.js";
import { centreOf, pick } from "./shapes.js";
import { allSky, capOf, fit, inView, movedPicture, panned, projectionOf, widthDeg, within, zoomed } from "./sky.js";
import { position, separation, RAD } from "./sphere.js";
import { newSketch, parametersOf, withEnd, withVertex, withoutLast } from "./sketch.js";

// what is drawn in this time takes some three times as long again until it is on the screen
const SLICE_MS = 8;
const REST_MS = 100;
const LEAST_RADIUS_PX = 4;
const REACH_PX = { mouse: 5, pen: 8, touch: 14 };
const SETTLED_MS = 250;

/**
 * on: { view(description), hover(row or null, place), pick(rows, place), drawn(parameters), cancelled(), fit() } are told what the
 * user does; `place` is [ra, dec].
 */
export class SkyChart {
  #below;
  #footprints;
  #between;
  #above;
  #on;
  #size = null;
  #view = { raDeg: 0, decDeg: 0, spanRad: Infinity };
  #fitTo = null;
  #region = null;
  #weak = null;
  #shapes = null;
  #colours = [];
  #density = null;
  #marked = { selected: new Set(), picked: null, hovered: null };
  #sketch = null;
  #frame = 0;
  #next = null;
  #stale = true;
  // many footprints are drawn here, and shown when they are all there
  #hidden = document.createElement("canvas");
  // the projection of the footprints that are shown, if they are all there; and whether they took more than one frame
  #shown = null;
  #slow = false;
  #slices = 0;
  #rest = 0;
  #settled = 0;
  #over = null;
  #end = () => {};

  /** Four canvases (paint.js), one upon the other; the last one gets the events. */
  constructor([below, footprints, between, above], on) {
    [this.#below, this.#footprints, this.#between, this.#above, this.#on] = [below, footprints, between, above, on];
    const sizes = new ResizeObserver(() => this.#resize());
    sizes.observe(above);
    const keys = (e) => this.#key(e);
    above.addEventListener("keydown", keys);
    const endGestures = gestures(above, {
      press: (at) => this.#press(at),
      draw: (at) => this.#sketch !== null && this.#sketch.kind === "circle" && (this.#sketchTo(at), true),
      drag: (dx, dy) => this.#show(panned(this.#view, ...this.#size, dx, dy)),
      zoom: (factor, at) => this.#show(zoomed(this.#view, ...this.#size, factor, ...at)),
      release: (at, moved, type) => this.#release(at, moved, type),
      over: (at, type) => this.#hover(at, type),
      leave: () => this.#leave(),
      doubleClick: () => this.#sketch !== null && this.#sketch.kind === "polygon" && this.#finish(),
    });
    this.#end = () => {
      sizes.disconnect();
      endGestures();
      above.removeEventListener("keydown", keys);
    };
    this.#resize();
  }

  close() {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#settled);
    clearTimeout(this.#rest);
    this.#end();
  }

  get view() {
    return this.#view;
  }

  /** Regions of docs/api.md or null: of the question, and of the run where it is another one. */
  setRegions(region, weak) {
    [this.#region, this.#weak] = [regionShape(region), regionShape(weak)];
    this.#redraw();
  }

  /** Footprints or the cells of a density (paint.js, densityOf), or null. */
  setFound(shapes, density) {
    [this.#shapes, this.#density] = [shapes, density];
    this.recolour();
  }

  recolour() {
    this.#colours = this.#shapes ? this.#shapes.collection.map(colourOf) : [];
    this.#shown = null;
    this.#redraw();
  }

  setMarked(marked) {
    this.#marked = marked;
    this.#again();
  }

  /** null, "circle" or "polygon". */
  setDrawing(kind) {
    if (kind !== (this.#sketch ? this.#sketch.kind : null)) {
      this.#sketch = kind ? newSketch(kind) : null;
      this.#again();
    }
  }

  fit(region) {
    this.#fitTo = capOf(region);
    if (this.#size) {
      this.#show(this.#fitTo ? fit(this.#fitTo, ...this.#size) : { raDeg: 0, decDeg: 0, spanRad: Infinity });
    }
  }

  showAll() {
    this.#show({ raDeg: this.#view.raDeg, decDeg: 0, spanRad: Infinity });
  }

  zoom(factor) {
    this.#show(zoomed(this.#view, ...this.#size, factor));
  }

  /** Moves there if a dataset is not in view. */
  reveal(row) {
    const i = this.#shapes ? this.#shapes.indexOfRow.get(row) : undefined;
    if (i === undefined || !this.#size) {
      return;
    }
    const projection = this.#projection();
    const at = [0, 0];
    const centre = centreOf(this.#shapes, i);
    if (!projection.plane(...centre, at) || at[0] < 0 || at[1] < 0 || at[0] > this.#size[0] || at[1] > this.#size[1]) {
      if (!projection.whole) {
        const [raDeg, decDeg] = position(centre);
        this.#show({ ...this.#view, raDeg, decDeg });
      }
    }
  }

  #projection() {
    return projectionOf(this.#view, ...this.#size);
  }

  #resize() {
    const { clientWidth, clientHeight } = this.#above;
    if (clientWidth === 0 || clientHeight === 0) {
      return;
    }
    const first = this.#size === null;
    this.#size = [clientWidth, clientHeight];
    this.#shown = null;
    this.#show(first && this.#fitTo ? fit(this.#fitTo, ...this.#size) : this.#view);
  }

  #show(view) {
    if (this.#size) {
      this.#view = within(view, ...this.#size);
      this.#redraw();
    }
  }

  #redraw() {
    this.#stale = true;
    this.#again();
    clearTimeout(this.#settled);
    this.#settled = setTimeout(() => this.#describe(), SETTLED_MS);
  }

  #again() {
    if (!this.#frame) {
      this.#frame = requestAnimationFrame(() => this.#paint());
    }
  }

  /** One frame: what is new, and a slice of the footprints if there are very many. */
  #paint() {
    this.#frame = 0;
    if (!this.#size) {
      return;
    }
    const projection = this.#projection();
    if (this.#stale) {
      this.#stale = false;
      this.#paintUnderlay(projection);
      this.#moveFootprints(projection);
    }
    this.#paintAbove(projection);
    if (this.#next !== null) {
      this.#paintFootprints(projection);
    }
  }

  /** While the map moves, footprints that take long are moved as a picture, and drawn anew when it rests. */
  #moveFootprints(projection) {
    clearTimeout(this.#rest);
    const moved = this.#shown && this.#slow ? movedPicture(this.#shown, projection) : null;
    if (moved === null) {
      this.#shown = null;
      this.#beginFootprints();
      return;
    }
    this.#footprints.style.transform = "matrix(" + moved.join(",") + ")";
    this.#next = null;
    this.#rest = setTimeout(() => {
      this.#beginFootprints();
      this.#again();
    }, REST_MS);
  }

  #beginFootprints() {
    prepare(this.#hidden, ...this.#size);
    this.#next = 0;
    this.#slices = 0;
  }

  /** Those that are shown stay until the new ones are complete; without any, each slice is shown. */
  #paintFootprints(projection) {
    if (this.#shapes) {
      this.#next = paintShapes(this.#hidden.getContext("2d"), projection, this.#shapes, this.#colours, this.#next, SLICE_MS);
      this.#slices++;
    }
    const done = !this.#shapes || this.#next >= this.#shapes.count;
    if (done || this.#shown === null) {
      this.#footprints.style.transform = "";
      prepare(this.#footprints, ...this.#size).drawImage(this.#hidden, 0, 0, ...this.#size);
    }
    if (done) {
      this.#next = null;
      this.#shown = projection;
      this.#slow = this.#slices > 1;
    } else {
      this.#again();
    }
  }

  #paintUnderlay(projection) {
    const grid = gridOf(projection);
    const below = prepare(this.#below, ...this.#size);
    paintGrid(below, projection, grid);
    if (this.#density) {
      paintDensity(below, projection, this.#density);
    }
    const between = prepare(this.#between, ...this.#size);
    for (const [each, weak] of [[this.#weak, true], [this.#region, false]]) {
      if (each) {
        paintRegion(between, projection, each, weak);
      }
    }
    paintLabels(between, grid);
  }

  #paintAbove(projection) {
    const context = prepare(this.#above, ...this.#size);
    if (this.#shapes) {
      paintMarked(context, projection, this.#shapes, this.#marked);
    }
    if (this.#sketch) {
      paintSketch(context, projection, this.#sketch);
    }
  }

  #describe() {
    if (!this.#size) {
      return;
    }
    const projection = this.#projection();
    let inside = 0;
    for (let i = 0; this.#shapes && i < this.#shapes.count; i++) {
      inside += inView(projection, centreOf(this.#shapes, i), this.#shapes.radiusRad[i]) ? 1 : 0;
    }
    this.#on.view({ ...this.#view, whole: allSky(this.#view), widthDeg: widthDeg(this.#view, ...this.#size), shapes: this.#shapes, inside });
  }

  #place(pixel) {
    return this.#projection().back(...pixel);
  }

  #rad(px) {
    return px / this.#projection().scale;
  }

  #press(at) {
    const place = this.#place(at);
    if (place && this.#sketch && this.#sketch.kind === "circle" && this.#sketch.vertices.length === 0) {
      this.#draw(withVertex(this.#sketch, place, 0));
    }
  }

  #release(at, moved, pointerType) {
    if (this.#sketch) {
      this.#drawnTo(at, moved);
      return;
    }
    const place = moved ? null : this.#place(at);
    if (place) {
      this.#on.pick(this.#shapes ? pick(this.#shapes, place, this.#reach(pointerType)) : [], position(place));
    }
  }

  #reach(pointerType) {
    return this.#rad(REACH_PX[pointerType] || REACH_PX.mouse);
  }

  /** A circle ends where the pointer is let go; or by a second click, if it was clicked and not dragged. */
  #drawnTo(at, moved) {
    const place = this.#place(at);
    if (!place) {
      return;
    }
    if (this.#sketch.kind === "polygon") {
      if (!moved) {
        this.#draw(withVertex(this.#sketch, place, this.#rad(3)));
      }
    } else if (this.#sketch.vertices.length > 0 && separation(this.#sketch.vertices[0], place) > this.#rad(LEAST_RADIUS_PX)) {
      this.#draw(withVertex(this.#sketch, place, 0));
      this.#finish();
    }
  }

  #hover(at, pointerType) {
    if (this.#sketch) {
      this.#sketchTo(at);
      return;
    }
    const waiting = this.#over !== null;
    this.#over = [at, pointerType];
    if (!waiting) {
      requestAnimationFrame(() => {
        const over = this.#over;
        this.#over = null;
        const place = over && this.#size ? this.#place(over[0]) : null;
        if (over) {
          const rows = place && this.#shapes ? pick(this.#shapes, place, this.#reach(over[1]), 1) : [];
          this.#on.hover(rows.length ? rows[0] : null, place && position(place), place && this.#cell(place));
        }
      });
    }
  }

  /** How many datasets the cell of the density under the pointer has, or null. */
  #cell(place) {
    if (!this.#density) {
      return null;
    }
    let [nearest, count] = [1 / 2 ** this.#density.order, null];
    for (const cell of this.#density.cells) {
      const apart = separation(cell.centre, place);
      if (apart < nearest) {
        [nearest, count] = [apart, cell.count];
      }
    }
    return count;
  }

  #leave() {
    this.#over = null;
    this.#on.hover(null, null, null);
  }

  #sketchTo(at) {
    const place = this.#place(at);
    if (place) {
      this.#draw(withEnd(this.#sketch, place));
    }
  }

  #draw(sketch) {
    this.#sketch = sketch;
    this.#again();
  }

  #finish() {
    const parameters = parametersOf(this.#sketch, this.#rad(1) / RAD);
    if (parameters) {
      this.#sketch = null;
      this.#on.drawn(parameters);
    }
  }

  #key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || !(this.#keyOfSketch(event.key) || this.#keyOfView(event.key, event.shiftKey))) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  #keyOfView(key, slow) {
    const [dx, dy] = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[key] || [0, 0];
    if (dx !== 0 || dy !== 0) {
      const step = Math.min(...this.#size) * (slow ? 0.02 : 0.12);
      this.#show(panned(this.#view, ...this.#size, dx * step, dy * step));
      if (this.#sketch) {
        this.#sketchTo(this.#middle());
      }
    } else if (key === "+" || key === "=") {
      this.zoom(1.5);
    } else if (key === "-") {
      this.zoom(1 / 1.5);
    } else if (key === "0") {
      this.#on.fit();
    } else {
      return false;
    }
    return true;
  }

  #middle() {
    return [this.#size[0] / 2, this.#size[1] / 2];
  }

  /** Space sets a point at the cross in the middle of the map, Enter ends, Backspace takes one back, Escape cancels. */
  #keyOfSketch(key) {
    if (!this.#sketch) {
      return false;
    }
    if (key === "Escape") {
      this.#sketch = null;
      this.#on.cancelled();
    } else if (key === " ") {
      this.#draw(withVertex(this.#sketch, this.#place(this.#middle()), this.#rad(1)));
      if (this.#sketch.kind === "circle" && this.#sketch.vertices.length > 1) {
        this.#finish();
      }
    } else if (key === "Enter") {
      if (this.#sketch.kind === "circle" && this.#sketch.vertices.length === 1 && this.#sketch.end) {
        this.#draw(withVertex(this.#sketch, this.#sketch.end, 0));
      }
      this.#finish();
    } else if (key === "Backspace") {
      this.#draw(withoutLast(this.#sketch));
    } else {
      return false;
    }
    return true;
  }
}
