import { fileURLToPath } from "node:url";

/** One permission of Deno, and what it is good for. */
export interface NeededPermission {
  /** Kind of access, such as "read". */
  name: "read" | "write" | "net";
  /** What it is of, where it can be narrowed. */
  of?: string;
  /** "granted", "prompt" or "denied"; a prompt is never answered in a script. */
  state: Deno.PermissionState;
  /** The flag of `deno run` that grants it. */
  flag: string;
  /** What goes missing without it. */
  neededFor: string;
  /** Whether the main job (train, evaluate, forecast) cannot do without it. */
  required: boolean;
}

type Asked = Omit<NeededPermission, "state" | "flag">;

/** Looks up the permissions that the verbs use; nothing is asked of the user. */
export function listPermissions(): NeededPermission[] {
  const packages = fileURLToPath(new URL("../node_modules", import.meta.url));
  const engine = fileURLToPath(new URL("../engine", import.meta.url));
  const asked: Asked[] = [
    { name: "read", of: packages, required: true, neededFor: "the WebAssembly files of tfjs" },
    { name: "read", of: engine, required: true, neededFor: "our kernels, map outlines" },
    { name: "read", of: ".", required: true, neededFor: "catalogues and models in this folder" },
    { name: "write", of: ".", required: false, neededFor: "train, simulate, fetch, report, demo" },
    { name: "net", required: false, neededFor: "fetch, catalogues at a URL, serve" },
  ];
  return asked.map((permission) => ({
    ...permission,
    state: Deno.permissions.querySync(descriptorOf(permission)).state,
    flag: `--allow-${permission.name}${permission.of === undefined ? "" : `=${permission.of}`}`,
  }));
}

function descriptorOf({ name, of }: Asked): Deno.PermissionDescriptor {
  return name === "net" ? { name } : { name, path: of };
}
