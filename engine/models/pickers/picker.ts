import type { NetworkGraph } from "../../backend/mod.ts";
import type { PickerCard, PickerSettings } from "../../domain/mod.ts";
import type { RandomStream } from "../../mathematics/mod.ts";
import type { LaidNetwork } from "../laid_network.ts";

/** What finds arrivals in windows of waveforms. */
export interface Picker extends PickerSettings {
  /** Name, which its picks carry as their method. */
  readonly name: string;
  /** The network behind it, where it is one and an explanation may follow its slopes. */
  readonly network?: Readonly<{ graph: NetworkGraph; weights: Readonly<Float32Array> }>;
  /**
   * Probabilities of the classes at every sample of windows that are normalised already, end to end:
   * [window, sample, component] to [window, sample, class]. The same window gets the same numbers in
   * any company. What is given back may be overwritten by the next call.
   *
   * Throws InputError where the numbers are not so many windows.
   */
  predict(windows: Float32Array, count: number): Float32Array;
  /** Gives its buffers back. */
  dispose(): void;
}

/** A kind of picker that can be kept in a model folder. */
export interface PickerDefinition {
  /** Its name in cards and commands. */
  readonly name: string;
  /** One sentence. */
  readonly about: string;
  /**
   * Makes it from the files of its folder; the kernels must have been started. Throws ModelError for
   * files that are missing or unfit.
   */
  open(files: ReadonlyMap<string, Uint8Array>, card: PickerCard): Picker;
  /** How it is trained from scratch; left out where it is not. */
  readonly training?: PickerTraining;
}

/** A picker before training: its settings, and its layers with seeded weights. */
export interface PickerTraining {
  /** What it will take and give. */
  readonly settings: PickerSettings;
  /** Lays it, from windows [sample, component] to logits [sample, class]. */
  lay(random: RandomStream): LaidNetwork;
}
