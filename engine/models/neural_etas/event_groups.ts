import { DAY_MS, type PointEvents } from "../../domain/mod.ts";

/** Magnitudes above the smallest from which a source belongs to the next class. */
export const CLASS_EDGES = [1, 2.2] as const;

/** Number of classes of magnitude. */
export const CLASSES: number = CLASS_EDGES.length + 1;

/** Ages between which a source belongs to a group, days; the last group has no end. */
export const AGE_EDGES_DAYS = [0, 1e-3, 1e-2, 0.1, 1, 10, 100, 1_000] as const;

/** Number of groups of age. */
export const AGES: number = AGE_EDGES_DAYS.length;

/** Number of groups: those of age within each class of magnitude. */
export const GROUPS: number = CLASSES * AGES;

/** Groups from this age on are seen under their own spread alone: their places tell no more. */
const LONGEST_SCALED_DAYS = 100;

/** Whether a group's spread is scaled. [group] */
export const IS_SCALED: readonly boolean[] = Array.from(
  { length: GROUPS },
  (_, group) => AGE_EDGES_DAYS[group % AGES] < LONGEST_SCALED_DAYS,
);

/** The class of an event `excess` above the smallest magnitude. */
export function classOf(excess: number): number {
  // Magnitudes are rounded: 1 above may be a hair less.
  return CLASS_EDGES.findLastIndex((edge) => excess > edge - 1e-6) + 1;
}

/** Events class by class, each in order of time. */
export interface GroupedSources {
  /** Index of each among the events. [source] */
  order: Uint32Array;
  /** Where each class starts, and the end. [class + 1] */
  starts: Uint32Array;
}

/** Sorts events by class; they are in order of time, and stay so within. */
export function groupSources({ magnitude }: PointEvents, mc: number): GroupedSources {
  const members: number[][] = Array.from({ length: CLASSES }, () => []);
  magnitude.forEach((m, i) => members[classOf(m - mc)].push(i));
  const starts = new Uint32Array(CLASSES + 1);
  members.forEach((list, k) => starts[k + 1] = starts[k] + list.length);
  return { order: Uint32Array.from(members.flat()), starts };
}

/**
 * For each target and group the first source and one past the last: those strictly before the target,
 * with an age from the group's edge up to the next. Targets are in order of time. [target, group, 2]
 */
export function rangesOf(
  { timeMs }: PointEvents,
  { sources: { order, starts }, timesMs }: { sources: GroupedSources; timesMs: Float64Array },
): Int32Array {
  const ranges = new Int32Array(2 * GROUPS * timesMs.length);
  for (let k = 0; k < CLASSES; k++) {
    // How many of the class are as old as each edge.
    const counts = AGE_EDGES_DAYS.map(() => starts[k]);
    timesMs.forEach((time, i) => {
      AGE_EDGES_DAYS.forEach((edge, age) => {
        const latest = time - edge * DAY_MS;
        const isOld = (at: number) =>
          age === 0 ? timeMs[order[at]] < time : timeMs[order[at]] <= latest;
        while (counts[age] < starts[k + 1] && isOld(counts[age])) counts[age]++;
      });
      const at = 2 * (GROUPS * i + AGES * k);
      for (let age = 0; age < AGES; age++) {
        ranges[at + 2 * age] = age + 1 < AGES ? counts[age + 1] : starts[k];
        ranges[at + 2 * age + 1] = counts[age];
      }
    });
  }
  return ranges;
}
