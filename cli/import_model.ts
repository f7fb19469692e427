import { ConfigurationError, nearestWord, type PickerCard } from "../engine/domain/mod.ts";
import { prepareFolder } from "./prepare_folder.ts";
import type { Terminal } from "./terminal.ts";

/** A kind of model that can be taken over from a file of another program. */
interface ModelImport {
  /** What is typed. */
  readonly name: string;
  /** Reads the bytes of the file and writes the model folder. */
  run(bytes: Uint8Array, options: ImportOptions): Promise<PickerCard>;
}

interface ImportOptions {
  out: string;
  source: string;
  versions: Record<string, string>;
}

/** Every kind of model that can be taken over. */
export const LIST_OF_IMPORTS: readonly ModelImport[] = [
  {
    name: "eqtransformer",
    run: async (bytes, options) =>
      (await import("../engine/monitoring/mod.ts")).importEqtransformer(bytes, options),
  },
  {
    name: "phasenet",
    run: async (bytes, options) =>
      (await import("../engine/monitoring/mod.ts")).importPhasenet(bytes, options),
  },
];

/** Takes a model over from a file, as `models import` is asked to. */
export async function importModel(
  { kind, file, values, terminal }: {
    kind: string | undefined;
    file: string | undefined;
    values: { readonly models: string; readonly out?: string };
    terminal: Terminal;
  },
): Promise<void> {
  const names = LIST_OF_IMPORTS.map(({ name }) => name);
  const chosen = LIST_OF_IMPORTS.find(({ name }) => name === kind);
  if (chosen === undefined) {
    throw new ConfigurationError(
      `Cannot import ${kind === undefined ? "a model" : `"${kind}"`}: name its kind, ${
        names.join(", ")
      }.`,
      "model",
      kind === undefined ? undefined : nearestWord(kind, names),
    );
  }
  if (file === undefined) {
    throw new ConfigurationError(`Cannot import ${kind}: name the file of its weights.`, "file");
  }
  const out = values.out ?? `${values.models}/${chosen.name}`;
  await prepareFolder(out, terminal);
  const { readWholeFile } = await import("../engine/sources/mod.ts");
  const card = await chosen.run(await readWholeFile(file), {
    out,
    source: file.split(/[/\\]/).at(-1)!,
    versions: { deno: Deno.version.deno },
  });
  terminal.answer({
    document: () => ({ out, card }),
    text: () =>
      [`Wrote ${out}: ${card.picker}, ${card.weights} weights, ${card.source}.`, ...card.warnings]
        .join("\n"),
  });
}
