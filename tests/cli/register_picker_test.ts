import { assertEquals } from "@std/assert";
import { importSharedPhasenet } from "../../bench/import_shared_phasenet.ts";
import { registerPicker } from "../../cli/register_picker.ts";
import { withDatabase } from "../engine/storage/database/database_fixture.ts";
import { testWithSharedData } from "../shared_data.ts";

testWithSharedData(
  "a network that picks is registered once for each training, with its card",
  () =>
    withDatabase(async (database, given) => {
      const folder = await importSharedPhasenet(given);
      for (const registeredMs of [1, 2]) {
        await registerPicker(database, { picker: { kind: "network", folder }, registeredMs });
      }
      await registerPicker(database, {
        ...{ picker: { kind: "classical", name: "sta-lta" }, registeredMs: 3 },
      });
      const [{ checksum, ...model }, ...others] = database.models.list();
      assertEquals(others, []);
      assertEquals([checksum.length, model.folder, model.registeredMs], [64, folder, 1]);
      const { kind, picker, name } = model.card as Record<string, string>;
      assertEquals([kind, picker, name], ["picker", "phasenet", model.name]);
    }),
);
