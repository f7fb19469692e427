import { InputError } from "../../domain/mod.ts";
import type { FloatTensor } from "../safetensors.ts";

/** What is read of a group of an HDF5 file. */
export interface Hdf5Group {
  /** Names of the groups and arrays in it. */
  readonly names: readonly string[];
  /** An attribute: a text, a number, or a list of either; undefined where there is none. */
  attribute(name: string): unknown;
  /** A group in it, by its path; undefined where there is none. */
  group(path: string): Hdf5Group | undefined;
  /** An array of 32-bit floats, by its path; undefined where there is none. */
  floats(path: string): FloatTensor | undefined;
}

interface RawAttribute {
  readonly value: unknown;
}

interface RawNode {
  readonly type: string;
  readonly attrs: Readonly<Record<string, RawAttribute>>;
  readonly shape?: readonly number[];
  readonly dtype?: unknown;
  readonly value?: unknown;
  get?(path: string): RawNode | null;
  keys?(): string[];
}

let filesOpened = 0;

/**
 * Opens an HDF5 file that is in memory, hands it to `read`, and closes it. The library is loaded when
 * this is first called.
 *
 * Throws InputError where the bytes are no HDF5 or are damaged.
 */
export async function withHdf5<Result>(
  bytes: Uint8Array,
  source: string,
  read: (file: Hdf5Group) => Result,
): Promise<Result> {
  const { default: library } = await import("h5wasm");
  const { FS, activate_throwing_error_handler: throwErrors } = await library.ready;
  throwErrors();
  const path = `${filesOpened++}.h5`;
  const refuse = (what: string, cause?: unknown) =>
    new InputError(`Cannot read ${source}: ${what}`, { source, expected: "an HDF5 file" }, {
      cause,
    });
  FS.writeFile(path, bytes);
  let file: InstanceType<typeof library.File> | undefined;
  try {
    file = new library.File(path, "r");
    return read(wrap(file as unknown as RawNode));
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw refuse("it is no HDF5, or it is damaged", error);
  } finally {
    file?.close();
    FS.unlink(path);
  }
}

function wrap(node: RawNode): Hdf5Group {
  const at = (path: string) => node.get?.(path) ?? undefined;
  return {
    names: node.keys?.() ?? [],
    attribute: (name) => node.attrs[name]?.value,
    group(path) {
      const found = at(path);
      return found?.type === "Group" ? wrap(found) : undefined;
    },
    floats(path) {
      const found = at(path);
      const values = found?.type === "Dataset" ? found.value : undefined;
      return values instanceof Float32Array ? { shape: found!.shape!, values } : undefined;
    },
  };
}
