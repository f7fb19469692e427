import { ModelError, type PickerCard } from "../../domain/mod.ts";
import { eqtransformerPicker } from "./eqtransformer_picker.ts";
import { ownPicker } from "./own_picker.ts";
import { phasenetPicker } from "./phasenet_picker.ts";
import type { Picker, PickerDefinition } from "./picker.ts";

/** Every kind of picker that is kept in a model folder: one file and one line here. */
export const LIST_OF_PICKERS: readonly PickerDefinition[] = [
  eqtransformerPicker,
  phasenetPicker,
  ownPicker,
];

/**
 * Makes a picker from the files of its folder; the kernels must have been started. Throws ModelError
 * for a kind that is not listed, and for files that are missing or unfit.
 */
export function openPicker(files: ReadonlyMap<string, Uint8Array>, card: PickerCard): Picker {
  const definition = LIST_OF_PICKERS.find(({ name }) => name === card.picker);
  if (definition !== undefined) return definition.open(files, card);
  const known = LIST_OF_PICKERS.map(({ name }) => name).join(", ");
  throw new ModelError(
    `Cannot open picker "${card.name}": it is a "${card.picker}"; known are ${known}.`,
    card.name,
  );
}
