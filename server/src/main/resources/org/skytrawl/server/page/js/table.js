// The datasets, with virtual rows.
import { html, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "./html.js";
import { set, useStore } from "./store.js";
import { count } from "./text.js";
import { COLUMNS, exact, headUnit, httpUrl, isNumber, shown } from "./columns.js";
import { heightPx, keyTarget, scrollToShow, steady, visible } from "./scroll.js";
import { followState, isOver, onRows, rows, tableColumns } from "./datasets.js";
import { nextSort, parseSort } from "./filters.js";
import { useRetry } from "./answer.js";
import { ColumnChoice, useStoredColumns } from "./choice.js";
import { ActiveFilters, Empty, Status, TextFilter } from "./tools.js";
import { markAll, markOne, markRange } from "./marks.js";

/** Drawn again when the list has something new. */
function useRows() {
  const [, draw] = useState(0);
  useEffect(() => onRows(() => draw((n) => n + 1)), []);
}

/** The list follows run, filters, order and columns; a new question begins at the top, new columns or rows do not. */
function useFollowing(scroller, toTop) {
  const run = useStore((state) => state.run);
  const filters = useStore((state) => state.filters);
  const sort = useStore((state) => state.sort);
  const columns = useStore((state) => state.columns);
  const shownRun = useRef(null);
  const id = run ? run.id : null;
  const order = id + " " + sort + " " + JSON.stringify(filters);
  const shownOrder = useRef(order);
  useEffect(() => {
    if (shownRun.current !== null && shownRun.current !== id) {
      set({ selected: new Set(), picked: null, hovered: null });
    }
    shownRun.current = id;
    if (shownOrder.current !== order) {
      scroller.current.scrollTop = 0;
      toTop();
    }
    shownOrder.current = order;
    followState();
  }, [order, columns]);
  useEffect(() => {
    if (run) {
      rows.refresh(run.revision);
    }
  }, [run && run.revision]);
  useEffect(() => () => rows.ask(null, -1), []);
}

/** Scroll position, and the heights that the arithmetic needs. */
function useGeometry(scroller, head) {
  const [scrollPx, setScrollPx] = useState(0);
  const [size, setSize] = useState({ rowPx: 30, viewPx: 400 });
  useLayoutEffect(() => {
    const measure = () => {
      const rowPx = Math.round(2 * parseFloat(getComputedStyle(document.documentElement).fontSize));
      const viewPx = scroller.current.clientHeight - head.current.offsetHeight;
      setSize((old) => (old.rowPx === rowPx && old.viewPx === viewPx ? old : { rowPx, viewPx }));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(scroller.current);
    measure();
    return () => observer.disconnect();
  }, []);
  return { scrollPx, setScrollPx, size };
}

function widthOf(name) {
  if (name === "access_url" || name === "obs_title" || name === "s_region" || name.endsWith("_did") || name.startsWith("origin_t")) {
    return "18rem";
  }
  return isNumber(name) ? (name.startsWith("t_m") ? "11rem" : "8.5rem") : "11rem";
}

const template = (columns) => "2.4rem " + columns.map(widthOf).join(" ");

function Head({ columns, sort, head }) {
  const keys = parseSort(sort);
  return html`<div role="rowgroup" class="head" ref=${head}>
    <div role="row" aria-rowindex="1" style=${{ gridTemplateColumns: template(columns) }}>
      <div role="columnheader" class="mark"><span class="unseen">marked</span></div>
      ${columns.map((name) => {
        const at = keys.findIndex((key) => key.name === name);
        const key = keys[at];
        const unit = headUnit(name);
        const column = COLUMNS.get(name);
        return html`<div role="columnheader" key=${name} class=${isNumber(name) ? "number" : ""} aria-sort=${key ? (key.down ? "descending" : "ascending") : "none"}>
          <button type="button" title=${(column ? column.description + ". " : "") + "Click to sort; with Shift, as a further order."}
            onClick=${(e) => set({ sort: nextSort(sort, name, e.shiftKey) })}>
            <span class="name">${name}</span>${unit && html`<span class="unit">${unit}</span>`}${key && html`<span class="order" aria-hidden="true">${key.down ? "\u25bc" : "\u25b2"}${keys.length > 1 ? at + 1 : ""}</span>`}
          </button>
        </div>`;
      })}
    </div>
  </div>`;
}

function Cell({ name, row }) {
  const value = row[name];
  if (name === "access_url" && !row.cut.includes(name)) {
    const url = httpUrl(value);
    if (url) {
      return html`<a href=${url} target="_blank" rel="noopener noreferrer" tabindex="-1" onClick=${(e) => e.stopPropagation()}>${shown(name, value)}</a>`;
    }
  }
  return shown(name, value);
}

/** A row is drawn again only if something of it is different: with every scroll most rows stay as they are. */
function Row({ index, row, columns, topPx, rowPx, current, selected, hovered, picked, markable, onMark, onOpen }) {
  return useMemo(() => {
    const place = { gridTemplateColumns: template(columns), transform: "translateY(" + topPx + "px)", height: rowPx + "px" };
    if (!row) {
      return html`<div role="row" class="row waiting" aria-rowindex=${index + 2} style=${place}><div role="gridcell"></div><div role="gridcell">\u2026</div></div>`;
    }
    const classes = ["row", index % 2 && "odd", current && "current", hovered && "hovered", picked && "picked"].filter(Boolean);
    const mark = (e) => {
      e.stopPropagation();
      onMark(index, row.row, e.shiftKey);
    };
    return html`<div role="row" class=${classes.join(" ")} id=${"row-" + index} aria-rowindex=${index + 2} aria-selected=${selected ? "true" : "false"}
      style=${place} onMouseEnter=${() => set({ hovered: row.row })} onClick=${() => onOpen(index, row.row)}>
      <div role="gridcell" class="mark" onMouseDown=${(e) => e.preventDefault()} onClick=${mark}>
        <span role="checkbox" tabindex="-1" aria-checked=${selected ? "true" : "false"} aria-disabled=${markable ? "false" : "true"} aria-label=${"Mark row " + count(index + 1)}></span>
      </div>
      ${columns.map((name) => html`<div role="gridcell" key=${name} class=${isNumber(name) ? "number" : ""} title=${exact(name, row[name])}><${Cell} name=${name} row=${row} /></div>`)}
    </div>`;
  }, [index, row, columns, topPx, rowPx, current, selected, hovered, picked, markable]);
}

export function DatasetTable() {
  const asked = useStore((state) => state.run !== null);
  return asked && html`<${Table} />`;
}

function Table() {
  const scroller = useRef(null);
  const head = useRef(null);
  const [current, setCurrent] = useState(0);
  const anchor = useRef(0);
  const run = useStore((state) => state.run);
  const chosen = useStore((state) => state.columns);
  const columns = useMemo(() => tableColumns(chosen, run), [chosen, run && run.id]);
  const sort = useStore((state) => state.sort);
  const selected = useStore((state) => state.selected);
  const hovered = useStore((state) => state.hovered);
  const picked = useStore((state) => state.picked);
  useStoredColumns();
  useRows();
  useRetry(rows.problem, () => rows.again());
  useFollowing(scroller, () => {
    anchor.current = 0;
    setCurrent(0);
  });
  const { scrollPx, setScrollPx, size } = useGeometry(scroller, head);

  const geometry = { count: rows.filtered, ...size };
  const { first, last, offsetPx } = visible(scrollPx, geometry);
  useEffect(() => {
    const timer = setTimeout(() => rows.view(first, Math.max(last, first + 1)), 40);
    return () => clearTimeout(timer);
  }, [first, last, rows.question]);

  const goTo = useCallback((index) => {
    setCurrent(index);
    const element = scroller.current;
    const now = { count: rows.filtered, rowPx: size.rowPx, viewPx: element.clientHeight - head.current.offsetHeight };
    element.scrollTop = scrollToShow(index, element.scrollTop, now);
  }, [size]);

  useEffect(() => {
    if (picked === null) {
      return undefined;
    }
    const controller = new AbortController();
    rows.find(picked, controller.signal).then((index) => {
      if (index >= 0 && !controller.signal.aborted) {
        goTo(index);
      }
    }, () => {
      // the card tells what is wrong with this row
    });
    return () => controller.abort();
  }, [picked]);

  const open = useCallback((index, row) => {
    anchor.current = index;
    setCurrent(index);
    set({ picked: row });
  }, []);
  const mark = useCallback((index, row, range) => {
    setCurrent(index);
    scroller.current.focus({ preventScroll: true });
    if (range) {
      markRange(anchor.current, index);
    } else {
      anchor.current = index;
      markOne(row);
    }
  }, []);
  const key = (e) => {
    if (e.target.closest("button, a") || e.altKey || rows.filtered === 0) {
      return;
    }
    const at = Math.min(current, rows.filtered - 1);
    const target = keyTarget(e.key, at, geometry);
    const row = rows.row(at);
    if (target !== null) {
      if (e.shiftKey) {
        markRange(anchor.current, target);
      } else {
        anchor.current = target;
      }
      goTo(target);
    } else if (e.key === " " && row) {
      mark(at, row.row, e.shiftKey);
    } else if (e.key === "Enter" && row) {
      open(at, row.row);
    } else if (e.key === "a" && (e.ctrlKey || e.metaKey)) {
      markAll();
    } else {
      return;
    }
    e.preventDefault();
  };

  const over = isOver(run);
  const indices = Array.from({ length: Math.max(0, last - first) }, (_, i) => first + i);
  const active = rows.row(current) && current >= first && current < last ? "row-" + current : undefined;
  return html`<div class="table">
    <div class="tools"><${TextFilter} /><${ColumnChoice} /><${Status} run=${run} /></div>
    <${ActiveFilters} />
    ${rows.problem && html`<p class="problem" role="alert">${rows.problem.message} <button type="button" onClick=${() => rows.again()}>Try again</button></p>`}
    <div class=${"scroller" + (rows.busy && !rows.answered ? " stale" : "")} ref=${scroller} role="grid" tabindex="0" aria-label="Datasets" aria-multiselectable="true"
      aria-rowcount=${rows.filtered + 1} aria-colcount=${columns.length + 1} aria-busy=${rows.busy ? "true" : "false"} aria-activedescendant=${active}
      onScroll=${(e) => setScrollPx(steady(e.currentTarget.scrollTop, geometry))} onKeyDown=${key} onMouseLeave=${() => set({ hovered: null })}>
      <${Head} columns=${columns} sort=${sort} head=${head} />
      <div role="rowgroup" class="body" style=${{ height: heightPx(geometry) + "px" }}>
        ${indices.map((index, i) => {
          const row = rows.row(index);
          return html`<${Row} key=${index} index=${index} row=${row} columns=${columns} topPx=${offsetPx + i * size.rowPx} rowPx=${size.rowPx}
            current=${index === current} selected=${row !== null && selected.has(row.row)} hovered=${row !== null && hovered === row.row} picked=${row !== null && picked === row.row}
            markable=${over} onMark=${mark} onOpen=${open} />`;
        })}
      </div>
    </div>
    <${Empty} run=${run} />
  </div>`;
}
