import { EnvironmentError, InputError, type LabelledWaveforms } from "../../domain/mod.ts";
import { PACKED_NAME, readPackedArrays } from "./packed_arrays.ts";

/** What can be read, for messages. */
const EXPECTED_SET =
  "a folder with labels.csv and traces_f32le_NxSx3.bin(.gz), a folder of PhaseNet's .npz, a folder " +
  "with waveforms.hdf5 and metadata.csv as SeisBench has it, or an HDF5 file as STEAD has it";

/**
 * Opens a set of labelled waveforms, whatever its layout.
 *
 * Throws InputError for anything else and for a set that is damaged; EnvironmentError where a permission
 * is missing.
 */
export async function readLabelledWaveforms(folderOrFile: string): Promise<LabelledWaveforms> {
  const names = await listFolder(folderOrFile);
  const array = names.find((name) => PACKED_NAME.test(name));
  if (array !== undefined) return await readPackedArrays(folderOrFile, array);
  throw new InputError(`Cannot find labelled waveforms in ${folderOrFile}`, {
    expected: EXPECTED_SET,
  });
}

async function listFolder(folder: string): Promise<string[]> {
  try {
    const names: string[] = [];
    for await (const { name } of Deno.readDir(folder)) names.push(name);
    return names.sort();
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable || error instanceof Deno.errors.PermissionDenied) {
      throw new EnvironmentError(
        `Cannot read ${folder}: the permission is missing; add --allow-read=${folder}`,
        "permission",
        { cause: error },
      );
    }
    throw new InputError(`Cannot read ${folder}: ${(error as Error).message}`, {
      expected: EXPECTED_SET,
    });
  }
}
