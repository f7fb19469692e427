import { type AugmentationOptions, SHIFT_ALONE } from "./augment_waveforms.ts";
import { PICKER_FIT_DEFAULTS, type PickerFitConfiguration } from "./fit_picker.ts";

/** How the weights of another picker are moved by few traces: little. */
export interface FineTuning {
  /** How it is trained. */
  configuration: PickerFitConfiguration;
  /** What is done to windows. */
  augmentation: AugmentationOptions;
  /** Share of the new weights in the average with the old. */
  share: number;
}

/** What is taken where nothing else is asked for. */
export const FINE_TUNING: FineTuning = Object.freeze({
  configuration: {
    ...PICKER_FIT_DEFAULTS,
    epochs: 4,
    learningRate: 1e-4,
    averagedSteps: 100,
    l2: 0,
  },
  augmentation: { ...SHIFT_ALONE, turn: 0.5, flip: 0.5, recordedNoise: 0.3, droppedChannels: 0.2 },
  share: 0.5,
});
