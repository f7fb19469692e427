import type { ForecastConfiguration } from "../domain/mod.ts";
import type { layers } from "../backend/mod.ts";

/** What a network must take and give. */
export interface NetworkShape {
  /** Steps in a window. */
  window: number;
  /** Shape of one step: [feature], or [row, column, channel] for maps. */
  stepShape: readonly number[];
  /** Targets of one example: 1, or the number of cells. */
  targetSize: number;
  /** Raw numbers for each target. */
  outputsPerTarget: number;
}

/** A tensor that flows between layers. */
export type Flow = layers.SymbolicTensor;

/** What a network's body is built with. */
export interface NetworkMaterials {
  /** What goes in and out. */
  shape: NetworkShape;
  /** Sizes of the layers. */
  configuration: ForecastConfiguration;
}

/** A kind of network: how its layers follow from a window. */
export interface NetworkDefinition {
  /** Name on the command line. */
  name: string;
  /** What it is good at, in a sentence. */
  about: string;
  /**
   * Lays the body on an input and returns what the head reads.
   * Input: [batch, time, feature], or [batch, time, row, column, channel] for maps.
   */
  layBody(input: Flow, materials: NetworkMaterials): Flow;
  /** Whether the body keeps rows and columns, so that the head reads each cell by itself. */
  keepsCells?: (shape: NetworkShape) => boolean;
}
