// A list of thousands of rows of unequal height, of which only those in sight are in the page.

/** Rows stand at estimated places until they were seen; then their true height counts. */
export class VirtualList {
  /**
   * @param {HTMLElement} box scrolls
   * @param {(index: number) => HTMLElement} draw makes one row
   * @param {(index: number) => number} estimate its height in pixels before it was seen
   */
  constructor(box, draw, estimate) {
    this.box = box;
    this.draw = draw;
    this.estimate = estimate;
    this.spacer = document.createElement("div");
    this.spacer.className = "spacer";
    this.spacer.setAttribute("role", "presentation");
    box.replaceChildren(this.spacer);
    this.rows = new Map();
    this.count = 0;
    let waiting = false;
    box.addEventListener("scroll", () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => { waiting = false; this.render(); });
    });
    new ResizeObserver(() => this.measure(true)).observe(box);
  }

  /** Show *count* rows, all of them drawn anew. */
  reset(count) {
    if (this.count !== count) this.heights = Array.from({ length: count }, (_, n) => this.estimate(n));
    this.count = count;
    for (const row of this.rows.values()) row.remove();
    this.rows.clear();
    this.place();
    this.render();
  }

  place() {
    this.tops = new Float64Array(this.count + 1);
    for (let n = 0; n < this.count; n += 1) this.tops[n + 1] = this.tops[n] + this.heights[n];
    this.spacer.style.height = `${this.tops[this.count]}px`;
  }

  /** Return the index of the row at *y* pixels. */
  at(y) {
    let low = 0;
    let high = this.count - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.tops[middle] <= y) low = middle; else high = middle - 1;
    }
    return Math.max(0, low);
  }

  render() {
    if (!this.count) return;
    const top = this.box.scrollTop;
    const first = Math.max(0, this.at(top) - 4);
    const last = Math.min(this.count - 1, this.at(top + this.box.clientHeight) + 4);
    for (const [index, row] of this.rows) {
      if ((index < first || index > last) && !row.contains(document.activeElement)) {
        row.remove();
        this.rows.delete(index);
      }
    }
    for (let n = first; n <= last; n += 1) if (!this.rows.has(n)) this.add(n);
    this.measure(false);
    this.onrender?.(first, last);
  }

  add(index) {
    const row = this.draw(index);
    row.setAttribute("role", "listitem");
    row.setAttribute("aria-setsize", String(this.count));
    row.setAttribute("aria-posinset", String(index + 1));
    row.dataset.index = String(index);
    row.style.top = `${this.tops[index]}px`;
    const after = [...this.rows.keys()].filter((n) => n > index).sort((a, b) => a - b)[0];
    this.spacer.insertBefore(row, after === undefined ? null : this.rows.get(after));
    this.rows.set(index, row);
  }

  /** Take the true heights of the rows in sight; keep what is looked at where it is. */
  measure(all) {
    if (!this.count) return;
    const top = this.box.scrollTop;
    const anchor = this.at(top);
    const offset = top - this.tops[anchor];
    let moved = all;
    for (const [index, row] of this.rows) {
      const height = row.offsetHeight;
      if (height && Math.abs(height - this.heights[index]) > 0.5) { this.heights[index] = height; moved = true; }
    }
    if (!moved) return;
    this.place();
    for (const [index, row] of this.rows) row.style.top = `${this.tops[index]}px`;
    const wanted = this.tops[anchor] + offset;
    if (Math.abs(wanted - this.box.scrollTop) > 0.5) this.box.scrollTop = wanted;
  }

  /** Draw one row anew where it is in sight. */
  refresh(index) {
    const old = this.rows.get(index);
    if (!old) return;
    old.remove();
    this.rows.delete(index);
    this.add(index);
    this.measure(false);
    this.onrender?.(index, index);
  }

  /** Bring a row into sight; return it. */
  show(index, block = "near") {
    const top = this.tops[index];
    const above = this.box.scrollTop;
    const seen = top >= above && top + this.heights[index] <= above + this.box.clientHeight;
    if (!seen || block === "top") {
      this.box.scrollTop = Math.max(0, top - (block === "top" ? 8 : this.box.clientHeight / 3));
      this.render();
    }
    return this.rows.get(index);
  }
}
