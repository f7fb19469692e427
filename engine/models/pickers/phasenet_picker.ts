import type { PickerSettings } from "../../domain/mod.ts";
import { PHASENET_SAMPLES } from "../networks/phasenet.ts";
import { layPhasenet } from "./lay_phasenet.ts";
import { openNetworkPicker } from "./network_picker.ts";
import type { PickerDefinition } from "./picker.ts";

/**
 * What PhaseNet takes and gives. Source: AI4EPS/PhaseNet, data_reader.py (each component less its
 * mean, divided by its deviation) and postprocess.py (thresholds of 0.3).
 */
export const PHASENET_SETTINGS: PickerSettings = {
  windowSamples: PHASENET_SAMPLES,
  samplingRateHz: 100,
  components: ["E", "N", "Z"],
  normalisation: "standard",
  classes: ["noise", "P", "S"],
  defaultThresholds: { P: 0.3, S: 0.3 },
};

/** PhaseNet, with weights of its own. */
export const phasenetPicker: PickerDefinition = {
  name: "phasenet",
  about: "PhaseNet: a U-shaped convolutional network over 30 s of three components",
  open: openNetworkPicker,
  training: { settings: PHASENET_SETTINGS, lay: layPhasenet },
};
