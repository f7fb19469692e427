import type { VelocityModel } from "../engine/domain/mod.ts";

/** The velocity model of a name that is known, or of a file. Throws InputError for a file that is none. */
export async function openVelocityModel(name: string): Promise<VelocityModel> {
  const { VELOCITY_MODELS } = await import("../engine/models/mod.ts");
  const known = VELOCITY_MODELS.find((model) => model.name === name);
  if (known !== undefined) return known;
  const { readVelocityModel, readWholeFile } = await import("../engine/sources/mod.ts");
  return readVelocityModel(await readWholeFile(name), name);
}
