import type { PickerCard } from "../engine/domain/mod.ts";
import type { NamedChainPicker } from "../engine/monitoring/mod.ts";
import type { Database } from "../engine/storage/mod.ts";

/**
 * Writes the network that picks into the register of models, so that picks can be told by which training
 * they were made; a classical picker has none. The folder is one that was opened as a picker.
 */
export async function registerPicker(
  database: Database,
  { picker, registeredMs }: { readonly picker: NamedChainPicker; readonly registeredMs: number },
): Promise<void> {
  if (picker.kind !== "network") return;
  const { digestFiles, readModelFolder } = await import("../engine/storage/mod.ts");
  const { folder } = picker;
  const files = await readModelFolder(folder);
  const card = JSON.parse(new TextDecoder().decode(files.get("card.json"))) as PickerCard;
  database.models.register({
    ...{ name: card.name, checksum: digestFiles(files) },
    ...{ folder, registeredMs, card },
  });
}
