// The datasets that the table shows: pages of the server, fetched where they are looked at.
import { cut } from "./columns.js";

const LONGEST_CELL = 500;
/** The server reads the rows of a run that goes on anew at most every two seconds. */
const BEHIND_MS = 2000;

/**
 * Pages of rows of one question (run, filters, order, columns). Old rows stay until new ones are there; answers to
 * questions that are no longer asked are aborted.
 */
export class Rows {
  /**
   * @param fetchPage (parameters, signal) -> answer of GET /api/runs/ID/datasets
   * @param changed called when there is something new to draw
   * @param later (f, ms), replaced in tests
   */
  constructor(fetchPage, changed, { size = 200, most = 30, later = (f, ms) => setTimeout(f, ms) } = {}) {
    this.fetchPage = fetchPage;
    this.changed = changed;
    this.size = size;
    this.most = most;
    this.later = later;
    this.question = null;
    this.forget();
  }

  forget() {
    this.abort();
    this.pages = new Map();
    this.total = null;
    this.filtered = 0;
    this.provisional = false;
    this.revision = -1;
    this.told = -1;
    this.problem = null;
    this.waits = false;
    this.seen = [0, 0];
  }

  abort() {
    for (const { controller } of this.loading?.values() || []) {
      controller.abort();
    }
    this.loading = new Map();
  }

  /** Sets the question, any value with parameters; null asks for nothing. */
  ask(question, revision) {
    if (question === null || this.question === null || question.run !== this.question.run) {
      this.forget();
    } else {
      this.abort();
    }
    this.question = question;
    this.problem = null;
    this.waits = false;
    this.told = revision;
    this.revision = Math.max(this.revision, revision);
    this.view(...this.seen);
    this.changed();
  }

  /** The rows have changed on the server. */
  refresh(revision) {
    if (revision < this.told) {
      // records were dropped for want of memory: pages of higher revisions are old too
      this.pages.forEach((page) => (page.revision = -1));
      this.revision = -1;
    }
    this.told = revision;
    if (revision > this.revision) {
      this.revision = revision;
      this.view(...this.seen);
    }
  }

  /** Asks again after an error, which stays until there is an answer. */
  again() {
    this.waits = false;
    this.view(...this.seen);
    this.changed();
  }

  get busy() {
    return this.loading.size > 0;
  }

  /** Whether what is shown answers the present question. */
  get answered() {
    return this.total !== null && this.shownQuestion === this.question;
  }

  row(index) {
    return this.pages.get(Math.floor(index / this.size))?.rows[index % this.size] || null;
  }

  /** The place of a row in the present order, if its page is here; else -1. */
  indexOf(row) {
    for (const [number, page] of this.pages) {
      const at = page.rows.findIndex((each) => each.row === row);
      if (at >= 0) {
        return number * this.size + at;
      }
    }
    return -1;
  }

  /** These rows are looked at: `last` is exclusive. */
  view(first, last) {
    this.seen = [first, last];
    if (this.question === null || this.waits) {
      return;
    }
    const from = Math.floor(first / this.size);
    const to = Math.floor(Math.max(first, last - 1) / this.size);
    for (const [number, { controller }] of [...this.loading]) {
      if (number < from - 1 || number > to + 1) {
        controller.abort();
        this.loading.delete(number);
      }
    }
    for (let number = from; number <= to; number++) {
      if (!this.fresh(number) && !this.loading.has(number)) {
        this.load(number);
      }
    }
  }

  fresh(number) {
    const page = this.pages.get(number);
    return page !== undefined && page.question === this.question && page.revision >= this.revision;
  }

  async load(number) {
    const controller = new AbortController();
    const asked = this.revision;
    const mine = { controller };
    this.loading.set(number, mine);
    try {
      const answer = await this.fetchPage({ ...this.question.parameters, page: number, size: this.size }, controller.signal);
      if (this.loading.get(number) === mine) {
        this.problem = null;
        this.take(number, answer, asked);
      }
    } catch (e) {
      if (this.loading.get(number) === mine && e.name !== "AbortError") {
        this.problem = e;
        this.waits = true;
      }
    }
    if (this.loading.get(number) === mine) {
      this.loading.delete(number);
      this.view(...this.seen);
      this.changed();
    }
  }

  take(number, answer, asked) {
    if (this.shownQuestion !== this.question) {
      this.pages.clear();
      this.shownQuestion = this.question;
    }
    this.total = answer.total;
    this.filtered = answer.filtered;
    this.provisional = answer.provisional;
    this.revision = Math.max(this.revision, answer.revision);
    // one that is behind is not asked in a circle
    const page = { rows: answer.rows.map(bounded), question: this.question, revision: Math.max(asked, answer.revision) };
    this.pages.set(number, page);
    if (answer.provisional && answer.revision < asked) {
      this.later(() => {
        page.revision = answer.revision;
        this.view(...this.seen);
      }, BEHIND_MS);
    }
    // without rows there is a page without rows
    const pages = Math.max(1, Math.ceil(this.filtered / this.size));
    const middle = (this.seen[0] + this.seen[1]) / 2 / this.size;
    const byDistance = [...this.pages.keys()].sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
    byDistance.forEach((each, i) => {
      if (i >= this.most || each >= pages) {
        this.pages.delete(each);
      }
    });
  }

  /** The place of a row in the present order, or -1 if the filters leave it out. */
  async find(row, signal) {
    const here = this.answered ? this.indexOf(row) : -1;
    if (here >= 0 || this.question === null) {
      return here;
    }
    const question = this.question;
    const asked = this.revision;
    const answer = await this.fetchPage({ ...question.parameters, around: row, size: this.size }, signal);
    const at = answer.rows.findIndex((each) => each.row === row);
    if (at < 0 || question !== this.question) {
      return -1;
    }
    this.take(answer.page, answer, asked);
    this.changed();
    return answer.page * this.size + at;
  }

  /** The row at a place, from the server if its page is not here. */
  async at(index, signal) {
    if (this.row(index) || this.question === null) {
      return this.row(index);
    }
    const answer = await this.fetchPage({ ...this.question.parameters, page: Math.floor(index / this.size), size: this.size }, signal);
    return answer.rows[index % this.size] || null;
  }

  /** The numbers of the rows from one place to another, `last` exclusive, in the present order. */
  async numbers(first, last, signal) {
    const size = 1000;
    const numbers = [];
    for (let page = Math.floor(first / size); page * size < last; page++) {
      const answer = await this.fetchPage({ ...this.question.parameters, columns: "dataproduct_type", page, size }, signal);
      answer.rows.forEach((each, i) => {
        const index = page * size + i;
        if (index >= first && index < last) {
          numbers.push(each.row);
        }
      });
    }
    return numbers;
  }
}

/** A page of rows must not hold megabytes: the card shows a cell whole. `cut` names the cells that are not whole. */
function bounded(row) {
  const short = {};
  const shortened = [...(row.cut || [])];
  for (const [name, value] of Object.entries(row)) {
    const long = typeof value === "string" && value.length > LONGEST_CELL;
    short[name] = long ? cut(value, LONGEST_CELL) : value;
    if (long) {
      shortened.push(name);
    }
  }
  short.cut = shortened;
  return short;
}
