import { type AugmentationOptions, SHIFT_ALONE } from "./augment_waveforms.ts";
import { PICK_TARGETS } from "./pick_loss.ts";
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
    ...PICK_TARGETS, // those that it was trained on
    batch: 16,
    batchesPerEpoch: 50,
    epochs: 4, // 200 steps: few traces tell little more
    learningRate: 1e-4, // twenty times less than from scratch
    averagedSteps: 50,
    validationWindows: 8,
    l2: 0, // what was learned from more data is not to be forgotten
  },
  augmentation: { ...SHIFT_ALONE, turn: 0.5, flip: 0.5, recordedNoise: 0.3, droppedChannels: 0.2 },
  share: 0.75, // on validation as good as the new weights alone, and nearer to what is known
});
