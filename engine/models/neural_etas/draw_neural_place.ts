import type { RandomStream } from "../../mathematics/mod.ts";
import { spreadOf } from "../etas/etas_law.ts";
import { type EtasPlace, movePlace } from "../etas/move_place.ts";
import { drawOffset, type OffsetLaw, waysAt } from "./draw_offset.ts";
import { AGES, GROUPS, IS_SCALED } from "./event_groups.ts";
import type { NearSource } from "./near_rates.ts";
import { pickByWeights } from "./pick_by_sums.ts";
import { ELLIPSE_LOOK_BACK, placeEllipseOfLast } from "./place_ellipses.ts";
import type { PlaceMixture } from "./place_head.ts";
import type { NeuralScene } from "./neural_scene.ts";
import { PLACE_SCALES } from "./sum_event_groups.ts";

/** An event that was simulated. */
export interface SimulatedEvent extends NearSource {
  /** Days after the start. */
  day: number;
  /** Its magnitude. */
  magnitude: number;
  /** Where it is. */
  at: EtasPlace;
  /** First group of its class. */
  group0: number;
  /** Its group at the time of the next event. */
  group: number;
  /** Direct aftershocks per unit of the law's integral. */
  strength: number;
  /** The integral up to the time of the next event. */
  sofar: number;
}

/** What the place of an event is drawn from. */
export interface NeuralPlaceTask {
  /** Cell of the window. */
  cell: number;
  /** What the network says of where. */
  mixture: PlaceMixture;
  /** Rates of ETAS at the time. [group] */
  groupRates: Float64Array;
  /** Events simulated so far, their rates and groups those of the time. */
  events: readonly SimulatedEvent[];
  /** Random numbers. */
  random: RandomStream;
}

/** Draws the place of an event: the background or a group, a parent in it, and the way from there. */
export function drawNeuralPlace(scene: NeuralScene, task: NeuralPlaceTask): EtasPlace {
  const { background, cells, drawBackground } = scene;
  const { cell, mixture: { factors, backgrounds }, groupRates, events, random } = task;
  const weights = factors.map((factor, k) => factor * (k === 0 ? background : groupRates[k - 1]));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const component = pickByWeights(weights, sum * random.uniform());
  if (component === 0) return drawBackground[pickByWeights(backgrounds, random.uniform())](random);
  const group = component - 1;
  const fromHistory = cells.amounts[GROUPS * cell + group] / cells.lengthOf(cell);
  const value = groupRates[group] * random.uniform();
  if (value < fromHistory) {
    return leaveHistory(scene, { ...task, group }, cells.pick(cell, group, value / fromHistory));
  }
  const rates = events.map((event) => event.group === group ? event.rate : 0);
  const parent = pickByWeights(rates, value - fromHistory);
  return leaveSimulated(scene, { ...task, group }, parent);
}

type LeavingTask = NeuralPlaceTask & { group: number };

function leaveHistory(
  scene: NeuralScene,
  { mixture, group, random }: LeavingTask,
  parent: number,
): EtasPlace {
  const { past: { history: { places, magnitude }, law, columns }, kept: { mc } } = scene;
  const at: EtasPlace = places.kind === "plane"
    ? [places.eastKm[parent], places.northKm[parent]]
    : [places.longitude[parent], places.latitude[parent]];
  const before = Math.max(0, parent - ELLIPSE_LOOK_BACK);
  const seen = () => columns.xyz.map((column) => column.subarray(before, parent + 1));
  const spread = spreadOf(law, magnitude[parent] - mc);
  return leave(scene, { at, spread, seen, mixture, group, random });
}

function leaveSimulated(
  scene: NeuralScene,
  { mixture, group, events, random }: LeavingTask,
  parent: number,
): EtasPlace {
  const { xyz } = scene.past.columns;
  const { at, spread } = events[parent];
  const seen = () =>
    xyz.map((column, k) => {
      const first = Math.max(0, column.length - ELLIPSE_LOOK_BACK);
      const own = events.slice(0, parent + 1).map(({ place }) => place[k]);
      return Float64Array.from([...column.subarray(first), ...own]).slice(-1 - ELLIPSE_LOOK_BACK);
    });
  return leave(scene, { at, spread, seen, mixture, group, random });
}

/** Draws the law and the way, and goes it. */
function leave(
  { past: { law: { rho }, columns: { radiusKm }, history, origin } }: NeuralScene,
  { at, spread, seen, mixture, group, random }:
    & Pick<LeavingTask, "mixture" | "group" | "random">
    & {
      at: EtasPlace;
      spread: number;
      /** Coordinates of the parent and those before it. */
      seen: () => Float64Array[];
    },
): EtasPlace {
  const { kind } = history.places;
  const shares = mixture.laws[Math.floor(group / AGES)];
  const which = IS_SCALED[group] ? pickByWeights(shares, random.uniform()) : 0;
  const law: OffsetLaw = which < PLACE_SCALES.length
    ? { spread: PLACE_SCALES[which] * spread, rho }
    : {
      spread,
      rho,
      ellipse: { ...ellipseOf(seen(), radiusKm), ways: waysAt(at, { kind, origin }) },
    };
  return movePlace(at, { kind, ...drawOffset(law, random) });
}

function ellipseOf([xs, ys, zs]: Float64Array[], radiusKm: number) {
  return placeEllipseOfLast({ xyz: [xs, ys, zs], radiusKm });
}
