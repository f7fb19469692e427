import { isPickerCard, ModelError, type PickerCard } from "../domain/mod.ts";
import { openPicker, type Picker } from "../models/mod.ts";
import { readModelFolder, writeModelFolder } from "../storage/mod.ts";
import { parseModelFile } from "./trained_model.ts";

/** A picker of a model folder, and its card. */
export interface KeptPicker {
  /** The picker, ready to be asked. */
  picker: Picker;
  /** What it is and where it comes from. */
  card: PickerCard;
}

/**
 * Writes a picker as a model folder, whole or not at all: its files, `card.json` and the checksums of
 * all. Throws EnvironmentError when the disk refuses.
 */
export async function savePicker(
  path: string,
  { files, card }: { files: ReadonlyMap<string, Uint8Array>; card: PickerCard },
): Promise<void> {
  const text = JSON.stringify(card, null, 2) + "\n";
  await writeModelFolder(path, new Map([...files, ["card.json", new TextEncoder().encode(text)]]));
}

/**
 * Reads a picker from its model folder; the kernels must have been started, tfjs is not needed.
 *
 * Throws ModelError for a missing, foreign or damaged folder, or one of another kind of model.
 */
export async function loadPicker(path: string): Promise<KeptPicker> {
  const { files, card } = await loadPickerFiles(path);
  return { picker: openPicker(files, card), card };
}

/** Reads the files and the card of a picker from its model folder. Throws as `loadPicker`. */
export async function loadPickerFiles(
  path: string,
): Promise<{ files: Map<string, Uint8Array>; card: PickerCard }> {
  const files = await readModelFolder(path);
  const card = parseModelFile<object>(files, { name: "card.json", path });
  if (!isPickerCard(card)) {
    throw new ModelError(`Cannot pick with model "${path}": it is not a picker.`, path);
  }
  return { files, card };
}
