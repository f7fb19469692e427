import type { BackendReport } from "../../engine/backend/mod.ts";
import { VERSION } from "../../engine/domain/mod.ts";
import { BACKEND_FLAGS } from "../backend_flags.ts";
import { describeFailure } from "../exit_codes.ts";
import { listPermissions, type NeededPermission } from "../permission_list.ts";
import { defineVerb, type Verb } from "../verb.ts";

/** Tells what runs here and what is missing; it needs no permission itself. */
export const doctor: Verb = defineVerb({
  about:
    "Tells which Deno, tfjs and backend really run here, whether SIMD, relaxed SIMD and threads " +
    "are on, and which permission is missing with the flag that grants it.\n\n" +
    "It runs with any permissions: what it may not start, it reports. Its exit code is 6 when the " +
    "backend does not start.",
  flags: BACKEND_FLAGS,
  examples: [
    ["doctor", "a table for a person"],
    ["doctor --json", "the same for a program"],
    ["doctor --threads 1", "as it runs on one thread"],
  ],
  permissions: [],
  async run({ values, terminal }) {
    const { backend, failure } = await tryBackend(values.threads);
    const permissions = listPermissions();
    const document = {
      ok: failure === undefined,
      quakecast: VERSION,
      deno: Deno.version.deno,
      v8: Deno.version.v8,
      platform: `${Deno.build.os} ${Deno.build.arch}`,
      tfjs: backend?.tfjsVersion ?? null,
      backend: backend?.backend ?? null,
      simd: backend?.simd ?? false,
      relaxedSimd: backend?.relaxedSimd ?? false,
      kernels: backend?.kernels ?? null,
      threads: backend?.threads ?? 0,
      ...(backend?.threadsNote === undefined ? {} : { threadsNote: backend.threadsNote }),
      cores: backend?.cores ?? navigator.hardwareConcurrency,
      permissions,
      ...(failure === undefined ? {} : { problem: failure }),
    };
    terminal.answer({
      document: () => document,
      text: () => writeDoctor(document, permissions),
    });
    return failure === undefined ? 0 : 6;
  },
});

async function tryBackend(
  threads: number | undefined,
): Promise<{ backend?: BackendReport; failure?: string }> {
  try {
    const { startBackend } = await import("../../engine/backend/mod.ts");
    return { backend: await startBackend({ threads }) };
  } catch (error) {
    return { failure: describeFailure(error).message };
  }
}

function writeDoctor(
  { permissions: _permissions, ...facts }: Record<string, unknown>,
  permissions: readonly NeededPermission[],
): string {
  const lines = Object.entries(facts).map(([name, fact]) => `${name.padEnd(12)} ${fact}`);
  lines.push("", "permissions");
  for (const { state, flag, neededFor } of permissions) {
    lines.push(`  ${state === "granted" ? "granted" : "missing"}  ${neededFor}`);
    if (state !== "granted") lines.push(`           grant it with ${flag}`);
  }
  return lines.join("\n");
}
