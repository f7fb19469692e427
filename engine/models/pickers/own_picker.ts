import type { PickerSettings } from "../../domain/mod.ts";
import { layOwnPicker, OWN_PICKER_SAMPLES } from "./lay_own_picker.ts";
import { openNetworkPicker } from "./network_picker.ts";
import type { PickerDefinition } from "./picker.ts";

/** What the own picker takes and gives. */
export const OWN_PICKER_SETTINGS: PickerSettings = {
  windowSamples: OWN_PICKER_SAMPLES,
  samplingRateHz: 100,
  components: ["E", "N", "Z"],
  normalisation: "standard",
  classes: ["noise", "P", "S"],
  defaultThresholds: { P: 0.3, S: 0.3 },
};

/** The own picker, with weights that were trained here. */
export const ownPicker: PickerDefinition = {
  name: "cnn-lstm",
  about: "an own picker: strided convolutions, a bidirectional LSTM over 30 s, and back",
  open: openNetworkPicker,
  training: { settings: OWN_PICKER_SETTINGS, lay: layOwnPicker },
};
