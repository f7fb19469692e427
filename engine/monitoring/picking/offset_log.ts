/** Smallest change that is kept, rows; times in files are rounded to about this. */
const LEAST_CHANGE = 0.001;

/** How far the samples of each component lie behind the rows of the grid they were put on. */
export class OffsetLog {
  readonly #entries = new Map<string, { from: number; offset: number }[]>();

  /** From a row on the samples of a component lie `offset` rows behind. */
  write(component: string, from: number, offset: number): void {
    const list = this.#entries.get(component) ?? [];
    const last = list.at(-1);
    if (last !== undefined && Math.abs(last.offset - offset) < LEAST_CHANGE) return;
    list.push({ from, offset });
    this.#entries.set(component, list);
  }

  /** The offset at a row, rows; that of the first samples where there were none yet. */
  at(component: string, row: number): number {
    const list = this.#entries.get(component) ?? [];
    return (list.findLast(({ from }) => from <= row) ?? list[0])?.offset ?? 0;
  }

  /** Lets go of what only mattered before a row. */
  dropBefore(row: number): void {
    for (const list of this.#entries.values()) {
      while (list.length > 1 && list[1].from <= row) list.shift();
    }
  }
}
