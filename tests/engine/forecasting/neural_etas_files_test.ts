import { assertEquals, assertThrows } from "@std/assert";
import { InputError } from "@quakecast/quakecast/domain";
import {
  readNeuralEtas,
  writeNeuralEtas,
} from "../../../engine/forecasting/point_processes/neural_etas_files.ts";
import { planeScene } from "../models/etas_plane.ts";
import { planeNeuralEtas } from "../models/neural_etas_plane.ts";

const NOTE = { heads: { rate: { best_epoch: 3 } } };

Deno.test("files of a neural ETAS: read they are the same numbers, with and without a network of where", () => {
  for (const hasPlace of [true, false]) {
    const kept = planeNeuralEtas(planeScene({ days: 1 }), { noise: 0.3, hasPlace });
    const files = writeNeuralEtas(kept, NOTE);
    assertEquals([...files.keys()].includes("place.bin"), hasPlace);
    assertEquals(readNeuralEtas(files), { kept, note: NOTE });
  }
});

Deno.test("files of a neural ETAS: what is missing or cut short is refused", () => {
  const kept = planeNeuralEtas(planeScene({ days: 1 }), { hasPlace: true });
  const files = writeNeuralEtas(kept, NOTE);
  for (const name of files.keys()) {
    const less = new Map(files);
    less.delete(name);
    assertThrows(() => readNeuralEtas(less), InputError, name);
  }
  const cut = new Map(files).set("rate.bin", files.get("rate.bin")!.subarray(4));
  assertThrows(() => readNeuralEtas(cut), InputError, "rate.bin");
  const text = new TextDecoder().decode(files.get("parameters.json"));
  const damage = (change: (document: Record<string, unknown>) => void) => {
    const document = JSON.parse(text);
    change(document);
    const bytes = new TextEncoder().encode(JSON.stringify(document));
    return () => readNeuralEtas(new Map(files).set("parameters.json", bytes));
  };
  assertThrows(damage((document) => delete document.scaling), InputError, "neural ETAS");
  assertThrows(damage((document) => delete document.networks), InputError, "neural ETAS");
  assertThrows(damage((document) => delete document.parameters), InputError, "ETAS parameters");
});
