import { EnvironmentError, InputError, type LabelledWaveforms } from "../../domain/mod.ts";
import {
  findSeisbenchChunks,
  type ReadLabelledOptions,
  readSeisbenchFolder,
  readSteadFile,
} from "./hdf5_sets.ts";
import { readNpzFiles } from "./npz_folder.ts";
import { PACKED_NAME, readPackedArrays } from "./packed_arrays.ts";

/** What can be read, for messages. */
const EXPECTED_SET =
  "a folder with labels.csv and traces_f32le_NxSx3.bin(.gz); a folder of PhaseNet's .npz; a folder " +
  "with waveforms.hdf5 and metadata.csv as SeisBench has it; or an HDF5 file as STEAD has it";

/**
 * Opens a set of labelled waveforms, whatever its layout: a folder of packed arrays, of PhaseNet's .npz
 * files or of SeisBench, or a file of HDF5 as STEAD has it or one .npz. All is held in memory; `limit`
 * takes the first traces only (of HDF5, which alone is larger than memory).
 *
 * Throws InputError for anything else and for a set that is damaged; EnvironmentError where a permission
 * is missing.
 */
export async function readLabelledWaveforms(
  folderOrFile: string,
  options: ReadLabelledOptions = {},
): Promise<LabelledWaveforms> {
  const names = await listFolder(folderOrFile);
  if (names === undefined) {
    if (folderOrFile.endsWith(".npz")) return await readNpzFiles([folderOrFile], folderOrFile);
    return await readSteadFile(folderOrFile, options);
  }
  const array = names.find((name) => PACKED_NAME.test(name));
  if (array !== undefined) return await readPackedArrays(folderOrFile, array);
  const chunks = findSeisbenchChunks(names);
  if (chunks.length > 0) return await readSeisbenchFolder(folderOrFile, { ...options, chunks });
  const packed = names.filter((name) => name.endsWith(".npz"));
  if (packed.length > 0) {
    return await readNpzFiles(packed.map((name) => `${folderOrFile}/${name}`), folderOrFile);
  }
  throw new InputError(`Cannot find labelled waveforms in ${folderOrFile}`, {
    expected: EXPECTED_SET,
  });
}

/** Names in a folder, sorted; undefined for a file. */
async function listFolder(path: string): Promise<string[] | undefined> {
  try {
    if (!(await Deno.stat(path)).isDirectory) return undefined;
    const names: string[] = [];
    for await (const { name } of Deno.readDir(path)) names.push(name);
    return names.sort();
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable || error instanceof Deno.errors.PermissionDenied) {
      throw new EnvironmentError(
        `Cannot read ${path}: the permission is missing; add --allow-read=${path}`,
        "permission",
        { cause: error },
      );
    }
    throw new InputError(`Cannot read ${path}: ${(error as Error).message}`, {
      expected: EXPECTED_SET,
    });
  }
}
